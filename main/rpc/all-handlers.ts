/** All methods of a node with an open data folder. */
import { join } from "node:path";
import { refuse, success } from "../../shared/outcome/outcome.ts";
import { withoutDemo } from "./demo-maker.ts";
import { coreHandlers } from "./core-handlers.ts";
import { custodyHandlers } from "./custody-handlers.ts";
import { decisionHandlers } from "./decision-handlers.ts";
import { witnessHandlers } from "./witness-handlers.ts";
import type { Handlers } from "./dispatch.ts";
import { fileHandlers } from "./file-handlers.ts";
import { fleetHandlers } from "./fleet-handlers.ts";
import { hazopHandlers } from "./hazop-handlers.ts";
import { hazopRecording } from "./hazop-recording.ts";
import { importHandlers } from "./import-handlers.ts";
import { instrumentHandlers } from "./instrument-handlers.ts";
import type { NodeParts } from "./node-parts.ts";
import { nearPeerHandlers } from "./near-peer-handlers.ts";
import { peerHandlers } from "./peer-handlers.ts";
import { personHandlers, rolesKnown } from "./person-handlers.ts";
import { privacyHandlers } from "./privacy-handlers.ts";
import { protectionHandlers } from "./protection-handlers.ts";
import { queryHandlers } from "./query-handlers.ts";
import { recordingHandlers } from "./recording-handlers.ts";
import { handOverHandlers } from "./hand-over-handlers.ts";
import { keyHandlers } from "./key-handlers.ts";
import { registerHandlers } from "./register-handlers.ts";
import { registerRecording } from "./register-recording.ts";
import { sealingHandlers } from "./sealing-handlers.ts";
import { reportBookHandlers } from "./report-book-handlers.ts";
import { reportHandlers } from "./report-handlers.ts";
import { taskHandlers } from "./task-handlers.ts";
import { warrantyHandlers } from "./warranty-handlers.ts";

/** Makes the handlers; a method that no group answers does not compile. */
export const allHandlers = (parts: NodeParts, mappingsFolder: string): Handlers => ({
  "app.begin": () => Promise.resolve(refuse("begunAlready", "A data folder is open already.")),
  "app.state": () =>
    Promise.resolve(
      success({
        begun: true,
        demo: false,
        folder: parts.folder,
        roles: [...rolesKnown(parts)],
        version: parts.version,
      }),
    ),
  ...queryHandlers(parts),
  ...fleetHandlers(parts),
  ...coreHandlers(parts, join(mappingsFolder, "..", "reman")),
  ...warrantyHandlers(parts),
  ...personHandlers(parts),
  ...registerHandlers(parts),
  ...registerRecording(parts),
  ...keyHandlers(parts),
  ...sealingHandlers(parts),
  ...handOverHandlers(parts),
  ...custodyHandlers(parts),
  ...decisionHandlers(parts),
  ...witnessHandlers(parts),
  ...recordingHandlers(parts),
  ...fileHandlers(parts),
  ...importHandlers(parts, mappingsFolder),
  ...hazopHandlers(parts),
  ...hazopRecording(parts),
  ...instrumentHandlers(parts),
  ...peerHandlers(parts),
  ...nearPeerHandlers(parts),
  ...protectionHandlers(parts),
  ...privacyHandlers(parts),
  "installation.renew": () =>
    Promise.resolve(refuse("renewalNotHere", "Only the program that opened this data folder for itself can renew it.")),
  ...reportHandlers(parts),
  ...reportBookHandlers(parts),
  ...taskHandlers(parts),
  ...withoutDemo,
});

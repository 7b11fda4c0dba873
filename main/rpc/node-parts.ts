/** Everything that the methods of one node work with; put together in node.ts and nowhere else. */
import type { Instant } from "../../shared/clock/instant.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import type { RpcEvent } from "../../shared/rpc/messages.ts";
import type { AttachmentStore } from "../attachment/attachment-store.ts";
import type { OpeningStore } from "../attachment/opening-store.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import type { Index } from "../index/create-index.ts";
import type { InstrumentService } from "../instrument/instrument-service.ts";
import type { Journal } from "../journal/journal.ts";
import type { Keystore } from "../keystore/keystore.ts";
import type { RenewalState } from "../keystore/renewal-need.ts";
import type { UsedKeys } from "../keystore/used-keys.ts";
import type { PeerService } from "../peer/peer-service.ts";
import type { PrivacyNotes } from "../privacy/privacy-notes.ts";
import type { Protector } from "../protection/protector.ts";
import type { Quarantine } from "../peer/quarantine.ts";
import type { LedgerStore } from "../recorder/ledger-store.ts";
import type { Recorder } from "../recorder/recorder.ts";
import type { FrameChecker } from "../signature/frame-checker.ts";
import type { WitnessService } from "../witness/witness-service.ts";
import type { MadeFiles } from "./made-files.ts";
import type { WriterIn } from "./party-names.ts";
import type { Notices } from "./notices.ts";
import type { PersonSession } from "./person-session.ts";
import type { ReadingSessions } from "./reading-sessions.ts";
import type { Tasks } from "./tasks.ts";

export interface NodeParts {
  readonly version: string;
  readonly folder: string;
  /** Tables and profiles that come with the program: data, each with its source. */
  readonly fixturesFolder: string;
  readonly shell: "browser" | "cli" | "electron";
  readonly simulators: boolean;
  /** The installation's own register. */
  readonly register: HistoryId;
  readonly now: () => Instant;
  readonly randomHex: (digits: number) => string;
  readonly emit: (event: RpcEvent) => void;
  readonly files: DiskFiles;
  readonly keystore: Keystore;
  /** Why keys must be renewed before anything of the own is recorded. */
  readonly renewal: RenewalState;
  readonly usedKeys: UsedKeys;
  /** The digests by which successors of the own keys are promised; grows with the people. */
  readonly promises: Map<string, string>;
  readonly session: PersonSession;
  readonly journal: Journal;
  readonly store: LedgerStore;
  readonly recorder: Recorder;
  readonly checker: FrameChecker;
  readonly index: Index;
  readonly attachments: AttachmentStore;
  readonly openings: OpeningStore;
  readonly instruments: InstrumentService;
  readonly readings: ReadingSessions;
  readonly peers: PeerService;
  /** To whom sealed values were given, and which keys here are pseudonyms. */
  readonly privacy: PrivacyNotes;
  /** Keeps the copy on a stick or second disk up to date. */
  readonly protector: Protector;
  readonly quarantine: Quarantine;
  readonly made: MadeFiles;
  readonly tasks: Tasks;
  readonly notices: Notices;
  readonly writerIn: WriterIn;
  readonly witness: WitnessService;
}

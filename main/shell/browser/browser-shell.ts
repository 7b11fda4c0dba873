/**
 * The browser shell: serves the built screens and the one wire of the contract on 127.0.0.1, to the person who was
 * given the link and to nobody else.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { WebSocketServer } from "ws";
import { refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";
import type { Dispatch } from "../../rpc/dispatch.ts";
import { answerRequest, type Rooms } from "./answer-request.ts";
import { makeAttemptLimit } from "./attempt-limit.ts";
import { authPath } from "./door.ts";
import type { FindDownload } from "./download.ts";
import { makeLaunchLinks } from "./launch-links.ts";
import { listenForWires, type OnEvent } from "./rpc-wire.ts";
import { findScreenFiles } from "../window/screen-files.ts";
import type { RandomBytes } from "./secret.ts";
import { makeSessions } from "./sessions.ts";
import { prepareUploads, uploadBytesMax } from "../window/upload.ts";

export interface BrowserShellParts {
  readonly dispatch: Dispatch;
  readonly onEvent: OnEvent;
  readonly findDownload: FindDownload;
  /** The built screens. */
  readonly rendererFolder: string;
  /** Where uploads lie, each named by its handle. Belongs to this process alone. */
  readonly uploadsFolder: string;
  readonly randomBytes: RandomBytes;
  /** Milliseconds. */
  readonly now: () => number;
  /** 0 or nothing: any free one. */
  readonly port?: number | undefined;
  /** For uploads, in bytes; the limit of the program where nothing is given. */
  readonly uploadLimitBytes?: number | undefined;
}

export interface BrowserShell {
  /** With a one-time token, good for a minute. */
  readonly url: string;
  readonly port: number;
  /** A new link; the one before it is worthless from then on. Windows that are open stay open. */
  renewLink(): string;
  /** Ends the wires of all windows and stops to listen. */
  close(): Promise<void>;
}

const loopback = "127.0.0.1";
/** Windows of one person, with their pictures and downloads. */
const connectionsMax = 128;
/** A file of 4 GiB from a slow stick. */
const requestMillisMax = 30 * 60_000;

/** Starts to listen, or says why it cannot. */
export const startBrowserShell = async (parts: BrowserShellParts): Promise<Outcome<BrowserShell>> => {
  const screens = await findScreenFiles(parts.rendererFolder);
  if (!screens.ok) return screens;
  const bytesMax = parts.uploadLimitBytes ?? uploadBytesMax;
  const uploads = await prepareUploads({ folder: parts.uploadsFolder, randomBytes: parts.randomBytes, bytesMax });
  if (!uploads.ok) return uploads;
  const server = createServer({ requestTimeout: requestMillisMax });
  server.maxConnections = connectionsMax;
  const listening = await listen(server, parts.port ?? 0);
  if (!listening.ok) return listening;
  return success(openShell(server, listening.value, parts, { screens: screens.value, uploads: uploads.value }));
};

const openShell = (
  server: Server,
  port: number,
  parts: BrowserShellParts,
  files: Pick<Rooms, "screens" | "uploads">,
): BrowserShell => {
  const { dispatch, onEvent, findDownload, randomBytes, now } = parts;
  const origin = `http://${loopback}:${port}`;
  const sessions = makeSessions(port, randomBytes);
  const links = makeLaunchLinks({ randomBytes, now });
  const door = { host: `${loopback}:${port}`, origin, holds: (header: string | undefined) => sessions.holds(header) };
  const rooms: Rooms = { ...files, door, sessions, links, findDownload, randomBytes, attempts: makeAttemptLimit(now) };
  server.on("request", (request, answer) => void answerRequest(rooms, request, answer).catch(() => answer.destroy()));
  const wires = listenForWires(server, door, { dispatch, onEvent });
  const renewLink = (): string => `${origin}${authPath}?token=${links.issue()}`;
  return { url: renewLink(), port, renewLink, close: () => closeAll(server, wires) };
};

const listen = (server: Server, port: number): Promise<Outcome<number>> =>
  new Promise((resolve) => {
    server.once("error", (fault) => resolve(refuse("cannotListen", cannotListen(port, fault.message))));
    server.listen(port, loopback, () => resolve(success(portOf(server.address()))));
  });

const cannotListen = (port: number, reason: string): string =>
  `Port ${port} of ${loopback} cannot be opened (${reason}). Choose another: --port N`;

const portOf = (address: AddressInfo | string | null): number => {
  if (address === null || typeof address === "string") throw new Error("A server that listens has a port");
  return address.port;
};

const closeAll = (server: Server, wires: WebSocketServer): Promise<void> =>
  new Promise((resolve) => {
    for (const wire of wires.clients) wire.terminate();
    server.close(() => resolve());
    server.closeAllConnections();
  });

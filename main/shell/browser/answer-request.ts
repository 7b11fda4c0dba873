/** What each plain request gets: the way in, a file of the screens, an upload taken, a download given, or a refusal. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AttemptLimit } from "./attempt-limit.ts";
import { authPath, judgeRequest, methodsOf, statusOf, uploadPath, type Door } from "./door.ts";
import { downloadHandleOf } from "../window/download-answer.ts";
import { sendDownload, type FindDownload } from "./download.ts";
import type { LaunchLinks } from "./launch-links.ts";
import { admit, sendBytes, sendJson, sendRefusal } from "./plain-answers.ts";
import { addressOf } from "./request-address.ts";
import type { ScreenFiles } from "../window/screen-files.ts";
import type { RandomBytes } from "./secret.ts";
import type { Sessions } from "./sessions.ts";
import type { Uploads } from "../window/upload.ts";

/** Everything that answers are made of. */
export interface Rooms {
  readonly door: Door;
  readonly sessions: Sessions;
  readonly links: LaunchLinks;
  readonly attempts: AttemptLimit;
  readonly screens: ScreenFiles;
  readonly uploads: Uploads;
  readonly findDownload: FindDownload;
  readonly randomBytes: RandomBytes;
}

/** Judges the request at the door, then answers it. */
export const answerRequest = async (rooms: Rooms, request: IncomingMessage, answer: ServerResponse): Promise<void> => {
  const { path, query } = addressOf(request);
  const judged = judgeRequest(rooms.door, { method: request.method ?? "", path, headers: request.headers });
  if (!judged.ok) {
    const allow = judged.failure.kind === "wrongMethod" ? methodsOf(path).join(", ") : undefined;
    return sendRefusal(answer, statusOf[judged.failure.kind], judged.failure.message, allow);
  }
  if (path === authPath) return letIn(rooms, query.get("token") ?? "", answer);
  if (path === uploadPath) return takeUpload(rooms.uploads, request, answer);
  const handle = downloadHandleOf(path);
  if (handle !== null) return giveDownload(rooms, handle, query.has("show"), answer);
  return giveScreen(rooms, path, answer);
};

const letIn = ({ attempts, links, sessions }: Rooms, token: string, answer: ServerResponse): void => {
  if (!attempts.allow()) return sendRefusal(answer, 429, tooManyLinks);
  if (!links.redeem(token)) return sendRefusal(answer, 403, linkIsOver);
  admit(answer, sessions.open());
};

const tooManyLinks = "Too many links were tried. Wait a minute, then ask for a new one where the program was started.";
const linkIsOver = "This link was used already or is older than a minute. Ask for a new one where the program was started.";

const takeUpload = async (uploads: Uploads, request: IncomingMessage, answer: ServerResponse): Promise<void> => {
  const declared = request.headers["content-length"];
  const taken = await uploads.take(request, declared === undefined ? null : Number(declared));
  if (taken.ok) return sendJson(answer, 200, taken.value);
  answer.setHeader("Connection", "close");
  sendJson(answer, uploadStatus[taken.failure.kind], taken.failure);
};

const uploadStatus = { tooLarge: 413, tooMany: 429, interrupted: 400, notWritten: 507 } as const;

const giveDownload = async (rooms: Rooms, handle: string, show: boolean, answer: ServerResponse): Promise<void> => {
  const file = await rooms.findDownload(handle);
  const sent = file !== null && (await sendDownload(answer, file, show));
  if (!sent) sendRefusal(answer, 404, "This file is not there any more. Make it again.");
};

const giveScreen = async (rooms: Rooms, path: string, answer: ServerResponse): Promise<void> => {
  const nonce = Buffer.from(rooms.randomBytes(nonceBytes)).toString("base64url");
  const file = await rooms.screens.read(path, nonce);
  if (file === null) return sendRefusal(answer, 404, "There is nothing at this address.");
  sendBytes(answer, file);
};

/** 128 bits, as Content Security Policy Level 3, section 2.3.1, asks for. */
const nonceBytes = 16;

/** Serves our own scheme: the built screens, what methods made, and the halt page; never a path of the disk. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { randomBytes } from "node:crypto";
import { protocol, type Session } from "electron";
import { answerHeaders, barePolicy } from "../window/answer-headers.ts";
import { downloadHandleOf, downloadHeaders } from "../window/download-answer.ts";
import type { ScreenFiles } from "../window/screen-files.ts";
import { appScheme, haltAddress, ownPathOf } from "./app-address.ts";
import { haltPage, haltPolicy, type Halt } from "./halt-page.ts";
import type { MadeFile } from "./node-message.ts";

export interface SchemeParts {
  /** Null where they are not built: then only the halt page is there. */
  readonly screens: ScreenFiles | null;
  readonly findFile: (handle: string) => Promise<MadeFile | null>;
  readonly halt: () => Halt | null;
}

/** 128 bits, as Content Security Policy Level 3, section 2.3.1, asks for. */
const nonceBytes = 16;

/** Must run before the program is ready: an own origin with storage, without the rights of files. */
export const registerAppScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);

/** Answers every address of the scheme in this session. */
export const serveAppScheme = (session: Session, parts: SchemeParts): void =>
  session.protocol.handle(appScheme, (request) => answer(request, parts));

const answer = async ({ method, url }: Request, parts: SchemeParts): Promise<Response> => {
  const path = ownPathOf(url);
  if (path === null) return refusal(404, "There is nothing at this address.");
  if (method !== "GET" && method !== "HEAD") return refusal(405, "Only reading is answered here.");
  const nonce = randomBytes(nonceBytes).toString("base64url");
  if (url === haltAddress) return giveHalt(parts.halt(), nonce);
  const handle = downloadHandleOf(path);
  if (handle !== null) return giveFile(await parts.findFile(handle), new URL(url).searchParams.has("show"));
  const file = (await parts.screens?.read(path, nonce)) ?? null;
  if (file === null) return refusal(404, "There is nothing at this address.");
  const headers = { ...answerHeaders(file.policy), "Content-Type": file.mediaType };
  return new Response(new Uint8Array(file.bytes), { headers });
};

const giveHalt = (halt: Halt | null, nonce: string): Response =>
  halt === null
    ? refusal(404, "There is nothing at this address.")
    : new Response(haltPage(halt, nonce), {
        headers: { ...answerHeaders(haltPolicy(nonce)), "Content-Type": "text/html; charset=utf-8" },
      });

const giveFile = async (file: MadeFile | null, show: boolean): Promise<Response> => {
  const facts = file === null ? null : await stat(file.path).catch(() => null);
  if (file === null || facts === null || !facts.isFile())
    return refusal(404, "This file is not there any more. Make it again.");
  const body = Readable.toWeb(createReadStream(file.path));
  return new Response(webBody(body), { headers: downloadHeaders(file, { bytes: facts.size, show }) });
};

/** Node and the web name the same stream by two types. */
const webBody = (stream: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> => ReadableStream.from(stream);

const refusal = (status: number, message: string): Response =>
  new Response(`${message}\n`, {
    status,
    headers: { ...answerHeaders(barePolicy), "Content-Type": "text/plain; charset=utf-8" },
  });

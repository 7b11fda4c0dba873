/** Files that go to the window: a method made them and gave a handle, the window fetches them once it needs them. */
import type { ServerResponse } from "node:http";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { answerHeaders, barePolicy, previewPolicy } from "./answer-headers.ts";

/** A file behind a handle. */
export interface DownloadFile {
  readonly path: string;
  /** What it is called when it is saved. */
  readonly name: string;
  readonly mediaType: string;
}

/** Finds what a handle stands for; null when nothing does. */
export type FindDownload = (handle: string) => DownloadFile | null | Promise<DownloadFile | null>;

/** What the browser may draw itself: nothing that could run. */
const shown: readonly string[] = ["application/pdf", "image/jpeg", "image/png", "image/webp"];

/** The handle in the path of a request, or null. */
export const downloadHandleOf = (path: string): string | null =>
  /^\/download\/([0-9A-Za-z_-]{1,128})$/.exec(path)?.[1] ?? null;

/**
 * Sends the file. It is saved by the browser; with `show`, a picture or a PDF is drawn in a frame of the window. False
 * when the file is not there.
 */
export const sendDownload = async (answer: ServerResponse, file: DownloadFile, show: boolean): Promise<boolean> => {
  const facts = await stat(file.path).catch(() => null);
  if (facts === null || !facts.isFile()) return false;
  const inline = show && shown.includes(file.mediaType);
  answer.writeHead(200, {
    ...answerHeaders(inline ? previewPolicy : `${barePolicy}; sandbox`),
    "Content-Type": inline ? file.mediaType : "application/octet-stream",
    "Content-Length": facts.size,
    "Content-Disposition": `${inline ? "inline" : "attachment"}; filename*=UTF-8''${encodedName(file.name)}`,
  });
  if (answer.req.method === "HEAD") answer.end();
  else await pipeline(createReadStream(file.path), answer).catch(() => answer.destroy());
  return true;
};

/** RFC 8187, section 3.2.1: everything but its attr-char is written as %XX. */
const encodedName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

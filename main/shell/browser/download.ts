/** Files that go to the window: a method made them and gave a handle, the window fetches them once it needs them. */
import type { ServerResponse } from "node:http";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { downloadHeaders } from "../window/download-answer.ts";

/** A file behind a handle. */
export interface DownloadFile {
  readonly path: string;
  /** What it is called when it is saved. */
  readonly name: string;
  readonly mediaType: string;
}

/** Finds what a handle stands for; null when nothing does. */
export type FindDownload = (handle: string) => DownloadFile | null | Promise<DownloadFile | null>;

/**
 * Sends the file. It is saved by the browser; with `show`, a picture or a PDF is drawn in a frame of the window. False
 * when the file is not there.
 */
export const sendDownload = async (answer: ServerResponse, file: DownloadFile, show: boolean): Promise<boolean> => {
  const facts = await stat(file.path).catch(() => null);
  if (facts === null || !facts.isFile()) return false;
  answer.writeHead(200, downloadHeaders(file, { bytes: facts.size, show }));
  if (answer.req.method === "HEAD") answer.end();
  else await pipeline(createReadStream(file.path), answer).catch(() => answer.destroy());
  return true;
};

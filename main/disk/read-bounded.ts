/** Reads a whole file, but never more than the caller has room for. */
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "./disk-failure.ts";
import type { DiskFiles, OpenFile } from "./disk-files.ts";
import { readFully } from "./read-fully.ts";

export interface Unreadable {
  readonly kind: "tooLarge" | "notAFile";
  readonly message: string;
}

/**
 * The bytes of a regular file of at most `bytesMax` bytes. It is examined before it is opened, so that a pipe or a
 * device never blocks; what grows behind the size seen at opening is left out.
 */
export const readBounded = async (
  files: DiskFiles,
  path: string,
  bytesMax: number,
): Promise<Outcome<Uint8Array, DiskFailure | Unreadable>> => {
  const facts = await files.stat(path);
  if (!facts.ok) return facts;
  if (facts.value.kind !== "file") return refuse("notAFile", `${path} is not a file. Give the path of a file.`);
  const file = await files.open(path, "read");
  if (!file.ok) return file;
  const content = await readOpen(file.value, bytesMax);
  const closed = await file.value.close();
  return content.ok && !closed.ok ? closed : content;
};

const readOpen = async (file: OpenFile, bytesMax: number): Promise<Outcome<Uint8Array, DiskFailure | Unreadable>> => {
  const facts = await file.stat();
  if (!facts.ok) return facts;
  const { sizeBytes } = facts.value;
  if (sizeBytes > bytesMax) return refuse("tooLarge", tooLargeMessage(file.path, sizeBytes, bytesMax));
  const bytes = new Uint8Array(sizeBytes);
  const count = await readFully(file, bytes, 0);
  return count.ok ? success(bytes.subarray(0, count.value)) : count;
};

const tooLargeMessage = (path: string, sizeBytes: number, bytesMax: number): string =>
  `${path} has ${sizeBytes} bytes; at most ${bytesMax} are read here. Check that it is the right file.`;

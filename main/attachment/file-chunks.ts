/** The bytes of an open file, chunk by chunk. */
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { OpenFile } from "../disk/disk-files.ts";
import { readFully } from "../disk/read-fully.ts";

const chunkBytes = 1024 * 1024;

/** Gives the file from its beginning in chunks of a MiB; none for an empty file. A failure is the last thing given. */
export async function* fileChunks(file: OpenFile): AsyncGenerator<Outcome<Uint8Array, DiskFailure>, void> {
  for (let position = 0; ; position += chunkBytes) {
    const chunk = new Uint8Array(chunkBytes);
    const count = await readFully(file, chunk, position);
    if (!count.ok) return yield count;
    if (count.value > 0) yield success(chunk.subarray(0, count.value));
    if (count.value < chunkBytes) return;
  }
}

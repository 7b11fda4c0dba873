/** The leaf hashes beside a part: 32 bytes a line (record-format.md, section 7). */
import { success } from "../../shared/outcome/outcome.ts";
import type { DiskFiles, DiskOutcome } from "../disk/disk-files.ts";
import { readFully } from "../disk/read-fully.ts";
import { writeFully } from "../disk/write-fully.ts";

/** Bytes of one leaf hash. */
export const leafBytes = 32;

/** The leaf hashes that lie in a file, whole or short; none where there is no file. */
export const readLeaves = async (files: DiskFiles, path: string, bytesMax: number): DiskOutcome<Uint8Array> => {
  const file = await files.open(path, "read");
  if (!file.ok) return file.failure.kind === "missing" ? success(new Uint8Array(0)) : file;
  const leaves = new Uint8Array(bytesMax);
  const count = await readFully(file.value, leaves, 0);
  const closed = await file.value.close();
  if (!count.ok) return count;
  return closed.ok ? success(leaves.subarray(0, count.value)) : closed;
};

/** Writes all leaf hashes of a part again. A power cut in between does no harm: they are compared at every opening. */
export const writeLeaves = async (files: DiskFiles, path: string, leaves: Uint8Array): DiskOutcome<void> => {
  const file = await files.open(path, "create");
  if (!file.ok) return file;
  const cut = await file.value.truncate(leaves.length);
  const written = cut.ok ? await writeFully(file.value, leaves, 0) : cut;
  const closed = await file.value.close();
  return written.ok ? closed : written;
};

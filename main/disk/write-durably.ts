/**
 * Replaces a file as a whole: after success the new content is on disk, after a failure or a power cut the old one
 * still is.
 */
import { beginDurableFile, isPartName, type DurableOptions } from "./durable-file.ts";
import type { DiskFiles, DiskOutcome } from "./disk-files.ts";
import { success } from "../../shared/outcome/outcome.ts";

/** Writes `bytes` to `path`: part file, every byte, sync, rename, sync of the folder. */
export const writeDurably = async (
  files: DiskFiles,
  path: string,
  bytes: Uint8Array,
  options: DurableOptions = {},
): DiskOutcome<void> => {
  const file = await beginDurableFile(files, path, options);
  if (!file.ok) return file;
  const appended = await file.value.append(bytes);
  return appended.ok ? file.value.publish() : appended;
};

/**
 * Deletes the part files that a crash left in `folder`, and says how many. Only the holder of the data folder may do
 * it.
 */
export const deletePartFiles = async (files: DiskFiles, folder: string): DiskOutcome<number> => {
  const names = await files.list(folder);
  if (!names.ok) return names;
  const parts = names.value.filter(isPartName);
  for (const name of parts) {
    const deleted = await files.unlink(`${folder}/${name}`);
    if (!deleted.ok) return deleted;
  }
  return success(parts.length);
};

/** Cuts the journal at the first bad line behind the mark, and keeps what it cuts off (record-format.md, section 7). */
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome, OpenFile } from "../disk/disk-files.ts";
import { beginDurableFile, type DurableFile } from "../disk/durable-file.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { readFully } from "../disk/read-fully.ts";
import type { JournalPaths } from "./journal-folder.ts";
import type { BadTail } from "./journal-loader.ts";
import type { CutTail } from "./journal.ts";
import { partName } from "./part-name.ts";

/** Saves everything from the bad line on in `quarantine/`, then cuts it off and takes later parts away. */
export const cutTail = async (
  files: DiskFiles,
  paths: JournalPaths,
  { tail, parts }: { readonly tail: BadTail; readonly parts: number },
): Promise<Outcome<CutTail, DiskFailure>> => {
  const keptAs = `${paths.quarantine}/journal-${partName(tail.part)}-${tail.offset}.cut`;
  const kept = await keep(files, paths, { tail, parts, keptAs });
  if (!kept.ok) return kept;
  for (let part = parts - 1; part > tail.part; part--) {
    const removed = await files.unlink(paths.part(part));
    if (!removed.ok) return removed;
  }
  const cut = await cutPart(files, paths, tail);
  return cut.ok ? success({ ...tail, bytes: kept.value, keptAs }) : cut;
};

interface Keeping {
  readonly tail: BadTail;
  readonly parts: number;
  readonly keptAs: string;
}

/** Gives the number of bytes that were saved. */
const keep = async (files: DiskFiles, paths: JournalPaths, { tail, parts, keptAs }: Keeping): DiskOutcome<number> => {
  const folder = await makeFolderDurably(files, paths.quarantine);
  if (!folder.ok) return folder;
  const copy = await beginDurableFile(files, keptAs);
  if (!copy.ok) return copy;
  let bytes = 0;
  for (let part = tail.part; part < parts; part++) {
    const from = part === tail.part ? tail.offset : 0;
    const copied = await appendFile(files, copy.value, { path: paths.part(part), from });
    if (!copied.ok) return copied;
    bytes += copied.value;
  }
  const published = await copy.value.publish();
  return published.ok ? success(bytes) : published;
};

interface FileRest {
  readonly path: string;
  readonly from: number;
}

const appendFile = async (files: DiskFiles, copy: DurableFile, { path, from }: FileRest): DiskOutcome<number> => {
  const file = await files.open(path, "read");
  const copied = file.ok ? await appendOpen(file.value, copy, from) : file;
  if (!copied.ok) await copy.abandon();
  if (file.ok) await file.value.close();
  return copied;
};

const appendOpen = async (file: OpenFile, copy: DurableFile, from: number): DiskOutcome<number> => {
  const chunk = new Uint8Array(chunkBytes);
  for (let position = from; ;) {
    const count = await readFully(file, chunk, position);
    if (!count.ok) return count;
    const appended = await copy.append(chunk.subarray(0, count.value));
    if (!appended.ok) return appended;
    position += count.value;
    if (count.value < chunk.length) return success(position - from);
  }
};

const chunkBytes = 64 * 1024;

const cutPart = async (files: DiskFiles, paths: JournalPaths, { part, offset }: BadTail): DiskOutcome<void> => {
  const file = await files.open(paths.part(part), "readWrite");
  if (!file.ok) return file;
  const cut = await file.value.truncate(offset);
  const synced = cut.ok ? await file.value.datasync() : cut;
  const closed = await file.value.close();
  const named = synced.ok ? await files.syncFolder(paths.folder) : synced;
  return named.ok ? closed : named;
};

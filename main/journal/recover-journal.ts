/**
 * Puts a journal in order after a power cut: bad tail away, good tail confirmed, leaf hashes whole (record-format.md,
 * section 7).
 */
import { dirname } from "node:path";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome, OpenFile } from "../disk/disk-files.ts";
import { readFully } from "../disk/read-fully.ts";
import { writeFully } from "../disk/write-fully.ts";
import { cutTail } from "./cut-tail.ts";
import type { JournalContents } from "./journal-contents.ts";
import type { LinePlace } from "./journal-fault.ts";
import type { JournalPaths } from "./journal-folder.ts";
import type { JournalLoader } from "./journal-loader.ts";
import type { JournalMark } from "./journal-mark.ts";
import type { CutTail, Recovery } from "./journal.ts";
import { leafBytes, readLeaves, writeLeaves } from "./leaf-file.ts";
import type { PartEnd } from "./part-writer.ts";

export interface SoundJournal {
  readonly parts: number;
  readonly mark: JournalMark;
  readonly loader: JournalLoader;
}

export interface Recovered {
  readonly recovery: Recovery;
  /** Where writing goes on. */
  readonly end: PartEnd;
}

/** Afterwards all lines in memory are on disk, and nothing else is; the mark may still be behind them. */
export const recoverJournal = async (
  files: DiskFiles,
  paths: JournalPaths,
  sound: SoundJournal,
): Promise<Outcome<Recovered, DiskFailure>> => {
  const { mark, loader } = sound;
  const { contents } = loader;
  const tail = loader.badTail();
  const cut: Outcome<CutTail | null, DiskFailure> =
    tail === null ? success(null) : await cutTail(files, paths, { tail, parts: sound.parts });
  if (!cut.ok) return cut;
  const parts = tail === null ? sound.parts : tail.part + 1;
  const adopted = contents.tree.size() - mark.size;
  const first = adopted === 0 ? null : contents.places.placeOf(mark.size);
  const written = await writeAnew(files, paths, { first, parts });
  if (!written.ok) return written;
  const leavesRebuilt = await rebuildLeaves(files, paths, { contents, parts });
  if (!leavesRebuilt.ok) return leavesRebuilt;
  const end = await endOf(files, paths, { contents, part: parts - 1 });
  return end.ok
    ? success({ recovery: { adopted, cut: cut.value, leavesRebuilt: leavesRebuilt.value }, end: end.value })
    : end;
};

/**
 * Writes what lies behind the mark once more and brings it to disk: after a sync that failed in another life, lines may
 * be seen that the disk has given up, and a sync alone would pass over them. Names may be in the same state.
 */
const writeAnew = async (files: DiskFiles, paths: JournalPaths, { first, parts }: Adopted): DiskOutcome<void> => {
  for (let part = first?.part ?? parts; part < parts; part++) {
    const written = await rewriteFrom(files, paths.part(part), part === first?.part ? first.offset : 0);
    if (!written.ok) return written;
  }
  const named = await files.syncFolder(paths.folder);
  return named.ok ? files.syncFolder(dirname(paths.mark)) : named;
};

interface Adopted {
  /** The first line behind the mark, if there is one. */
  readonly first: LinePlace | null;
  readonly parts: number;
}

const rewriteFrom = async (files: DiskFiles, path: string, from: number): DiskOutcome<void> => {
  const file = await files.open(path, "readWrite");
  if (!file.ok) return file;
  const written = await rewriteOpen(file.value, from);
  const synced = written.ok ? await file.value.datasync() : written;
  const closed = await file.value.close();
  return synced.ok ? closed : synced;
};

const rewriteOpen = async (file: OpenFile, from: number): DiskOutcome<void> => {
  const chunk = new Uint8Array(chunkBytes);
  for (let position = from; ;) {
    const count = await readFully(file, chunk, position);
    if (!count.ok) return count;
    const written = await writeFully(file, chunk.subarray(0, count.value), position);
    if (!written.ok || count.value < chunk.length) return written;
    position += count.value;
  }
};

const chunkBytes = 64 * 1024;

const rebuildLeaves = async (
  files: DiskFiles,
  paths: JournalPaths,
  { contents, parts }: { readonly contents: JournalContents; readonly parts: number },
): Promise<Outcome<ReadonlyArray<number>, DiskFailure>> => {
  const rebuilt: number[] = [];
  for (let part = 0; part < parts; part++) {
    const wanted = leavesOf(contents, part);
    const found = await readLeaves(files, paths.leaves(part), wanted.length + leafBytes);
    if (!found.ok) return found;
    if (wanted.equals(found.value)) continue;
    const written = await writeLeaves(files, paths.leaves(part), wanted);
    if (!written.ok) return written;
    rebuilt.push(part);
  }
  return success(rebuilt);
};

const leavesOf = ({ places, tree }: JournalContents, part: number): Buffer => {
  const [first, end] = [places.firstOf(part), places.firstOf(part + 1)];
  const leaves = Buffer.alloc((end - first) * leafBytes);
  for (let line = first; line < end; line++) leaves.set(tree.leafAt(line), (line - first) * leafBytes);
  return leaves;
};

const endOf = async (
  files: DiskFiles,
  paths: JournalPaths,
  { contents, part }: { readonly contents: JournalContents; readonly part: number },
): Promise<Outcome<PartEnd, DiskFailure>> => {
  const facts = await files.stat(paths.part(part));
  if (!facts.ok) return facts;
  return success({ part, bytes: facts.value.sizeBytes, lines: contents.places.size() - contents.places.firstOf(part) });
};

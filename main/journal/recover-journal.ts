/** Puts a journal in order after a power cut: bad tail away, good tail confirmed, leaf hashes whole (record-format.md, section 7). */
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome } from "../disk/disk-files.ts";
import { cutTail } from "./cut-tail.ts";
import type { JournalContents } from "./journal-contents.ts";
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
export const recoverJournal = async (files: DiskFiles, paths: JournalPaths, sound: SoundJournal): Promise<Outcome<Recovered, DiskFailure>> => {
  const { mark, loader } = sound;
  const { contents } = loader;
  const tail = loader.badTail();
  const cut: Outcome<CutTail | null, DiskFailure> = tail === null ? success(null) : await cutTail(files, paths, { tail, parts: sound.parts });
  if (!cut.ok) return cut;
  const parts = tail === null ? sound.parts : tail.part + 1;
  const adopted = contents.tree.size() - mark.size;
  const synced = adopted === 0 ? success(undefined) : await syncParts(files, paths, { from: contents.places.placeOf(mark.size).part, parts });
  if (!synced.ok) return synced;
  const leavesRebuilt = await rebuildLeaves(files, paths, { contents, parts });
  if (!leavesRebuilt.ok) return leavesRebuilt;
  const end = await endOf(files, paths, { contents, part: parts - 1 });
  return end.ok ? success({ recovery: { adopted, cut: cut.value, leavesRebuilt: leavesRebuilt.value }, end: end.value }) : end;
};

/** What lies behind the mark was perhaps never brought to disk. */
const syncParts = async (files: DiskFiles, paths: JournalPaths, range: { readonly from: number; readonly parts: number }): DiskOutcome<void> => {
  for (let part = range.from; part < range.parts; part++) {
    const file = await files.open(paths.part(part), "readWrite");
    if (!file.ok) return file;
    const synced = await file.value.datasync();
    const closed = await file.value.close();
    if (!synced.ok) return synced;
    if (!closed.ok) return closed;
  }
  return files.syncFolder(paths.folder);
};

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

/** Loads a journal whole and holds it against everything that is known of it: mark, own checkpoint, outside mark. */
import { hexOf } from "../../shared/encoding/hex.ts";
import type { Checkpoint } from "../../shared/ledger/checkpoint.ts";
import { emptyRoot } from "../../shared/ledger/merkle.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { checkpointRollback } from "./checkpoint-file.ts";
import type { JournalFault } from "./journal-fault.ts";
import { findJournal, scanParts, type FoundJournal, type JournalPaths } from "./journal-folder.ts";
import { journalLoader, type JournalLoader } from "./journal-loader.ts";
import type { JournalMark } from "./journal-mark.ts";
import { judgeJournal } from "./judge-journal.ts";
import { createMark } from "./mark-file.ts";
import { rollbackSince } from "./outside-mark.ts";
import { createPart } from "./part-writer.ts";

/** What was known of the journal before. */
export interface JournalPast {
  readonly checkpoint: Checkpoint | null;
  /** `undefined` where no mark is kept outside, `null` where one should be and is not. */
  readonly outside: JournalMark | null | undefined;
}

export interface LoadedJournal {
  readonly parts: number;
  readonly loader: JournalLoader;
  readonly damaged: ReadonlySet<number>;
  /** The first thing that is wrong, or the mark of a sound journal. */
  readonly state: JournalFault | JournalMark;
}

/** Finds the journal; where nothing was ever confirmed, makes what is missing of an empty one. */
export const findOrCreate = async (
  files: DiskFiles,
  paths: JournalPaths,
): Promise<Outcome<FoundJournal, DiskFailure>> => {
  const found = await findJournal(files, paths);
  if (!found.ok) return found;
  const { isNew, fault, parts, mark } = found.value;
  const isUnfinished = fault === null && parts === 0 && mark?.size === 0;
  if (!isNew && !isUnfinished) return found;
  const created = await createJournal(files, paths, isNew);
  return created.ok ? findJournal(files, paths) : created;
};

/** Reads every line and judges the whole. */
export const loadJournal = async (
  files: DiskFiles,
  paths: JournalPaths,
  { found, past }: { readonly found: FoundJournal; readonly past: JournalPast },
): Promise<Outcome<LoadedJournal, DiskFailure>> => {
  const loader = journalLoader(found.mark);
  for await (const lines of scanParts(files, paths, found.parts)) {
    if (!lines.ok) return lines;
    loader.take(lines.value);
  }
  const verdict = await judgeJournal(files, paths, { found, loader });
  if (!verdict.ok) return verdict;
  const fault = verdict.value.fault ?? pastFault(past, loader);
  const state = fault ?? found.mark;
  if (state === null) throw new Error("A journal without a mark has a fault");
  const damaged = new Set(verdict.value.damaged.map(({ line }) => line));
  return success({ parts: found.parts, loader, damaged, state });
};

/**
 * First the folder, then a mark for an empty journal, then its first part: each step may be the last before a power
 * cut.
 */
const createJournal = async (files: DiskFiles, paths: JournalPaths, withMark: boolean): DiskOutcome<void> => {
  const folder = await makeFolderDurably(files, paths.folder);
  if (!folder.ok) return folder;
  const mark = withMark ? await createMark(files, paths.mark, { root: hexOf(emptyRoot()), size: 0 }) : folder;
  return mark.ok ? createPart(files, paths, 0) : mark;
};

const pastFault = ({ checkpoint, outside }: JournalPast, { contents: { tree } }: JournalLoader): JournalFault | null =>
  checkpointRollback(checkpoint, tree) ?? (outside === undefined ? null : rollbackSince(outside, tree));

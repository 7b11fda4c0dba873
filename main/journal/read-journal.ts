/** Reads a journal as a stranger: without a lock, without writing anything, and whatever state it is in. */
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { MerkleTree } from "../../shared/ledger/merkle-tree.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { missingMark, type JournalFault } from "./journal-fault.ts";
import { findJournal, journalPaths, scanParts } from "./journal-folder.ts";
import { journalLoader, type BadTail } from "./journal-loader.ts";
import { judgeJournal } from "./judge-journal.ts";
import type { JournalLine } from "./journal.ts";
import type { JournalMark } from "./journal-mark.ts";

/** First the lines in groups, then once what was found out about all of them. */
export type JournalReading = { readonly kind: "lines"; readonly lines: ReadonlyArray<JournalLine> } | JournalReport;

export interface JournalReport {
  readonly kind: "report";
  /** What is confirmed; `null` when it is not known. */
  readonly mark: JournalMark | null;
  /** Everything that is wrong below the mark, the first first. Nothing wrong: the lines below it are what was confirmed. */
  readonly faults: ReadonlyArray<JournalFault>;
  /** Whole and well signed lines behind the mark: written and not acknowledged yet. */
  readonly linesAfterMark: number;
  /** Where something else follows behind them, for example half a line. */
  readonly badTail: BadTail | null;
  /** The tree over all lines that were given, damaged ones included. */
  readonly tree: Omit<MerkleTree, "append">;
}

/**
 * Gives all lines whose form is whole, also those behind the mark, then the report. Signatures are not checked below the mark:
 * that is the reader's task. A failure of the disk is the last thing given.
 */
export async function* readJournal(files: DiskFiles, dataFolder: string): AsyncGenerator<Outcome<JournalReading, DiskFailure>, void> {
  const paths = journalPaths(dataFolder);
  const found = await findJournal(files, paths);
  if (!found.ok) return yield found;
  const loader = journalLoader(found.value.mark);
  for await (const scanned of scanParts(files, paths, found.value.parts)) {
    if (!scanned.ok) return yield scanned;
    const lines = loader.take(scanned.value);
    if (lines.length > 0) yield success({ kind: "lines", lines });
  }
  const verdict = await judgeJournal(files, paths, { found: found.value, loader });
  if (!verdict.ok) return yield verdict;
  const { mark, isNew } = found.value;
  const faults = [isNew ? missingMark() : verdict.value.fault, ...verdict.value.damaged].filter((fault) => fault !== null);
  const { tree } = loader.contents;
  const linesAfterMark = Math.max(0, tree.size() - (mark?.size ?? 0));
  yield success({ kind: "report", mark, faults: [...new Set(faults)], linesAfterMark, badTail: loader.badTail(), tree });
}

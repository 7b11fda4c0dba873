/** Reads a journal as a stranger: without a lock, without writing anything, and whatever state it is in. */
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { MerkleTree } from "../../shared/ledger/merkle-tree.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { damagedLine, missingMark, type DamagedLine, type JournalFault } from "./journal-fault.ts";
import { findJournal, journalPaths, scanParts } from "./journal-folder.ts";
import { parseLine } from "./journal-line.ts";
import { journalLoader, type BadTail, type JournalLoader } from "./journal-loader.ts";
import { judgeJournal } from "./judge-journal.ts";
import type { JournalLine } from "./journal.ts";
import type { JournalMark } from "./journal-mark.ts";
import { bytesOfLine, type ScannedLine } from "./line-scan.ts";

/** First the lines in groups, then once what was found out about all of them. */
export type JournalReading = { readonly kind: "lines"; readonly lines: ReadonlyArray<JournalLine> } | JournalReport;

export interface JournalReport {
  readonly kind: "report";
  /** What is confirmed; `null` when it is not known. */
  readonly mark: JournalMark | null;
  /**
   * Everything that is wrong below the mark, the first first. Nothing wrong: the lines below it are what was confirmed.
   */
  readonly faults: ReadonlyArray<JournalFault>;
  /** Whole and well signed lines behind the mark: written and not acknowledged yet. */
  readonly linesAfterMark: number;
  /** Where something else follows behind them, for example half a line. */
  readonly badTail: BadTail | null;
  /** The tree over all lines that were given, damaged ones included. */
  readonly tree: Omit<MerkleTree, "append">;
}

/**
 * Gives all lines whose form is whole, also those behind the mark, then the report. Signatures are not checked below
 * the mark: that is the reader's task. A failure of the disk is the last thing given.
 */
export async function* readJournal(
  files: DiskFiles,
  dataFolder: string,
): AsyncGenerator<Outcome<JournalReading, DiskFailure>, void> {
  const paths = journalPaths(dataFolder);
  const found = await findJournal(files, paths);
  if (!found.ok) return yield found;
  const loader = journalLoader(found.value.mark);
  const misshapen: DamagedLine[] = [];
  for await (const scanned of scanParts(files, paths, found.value.parts)) {
    if (!scanned.ok) return yield scanned;
    const before = loader.contents.tree.size();
    loader.take(scanned.value);
    const read = readLines(scanned.value.slice(0, loader.contents.tree.size() - before), loader);
    misshapen.push(...read.misshapen);
    if (read.lines.length > 0) yield success({ kind: "lines", lines: read.lines });
  }
  const verdict = await judgeJournal(files, paths, { found: found.value, loader });
  if (!verdict.ok) return yield verdict;
  const { mark, isNew } = found.value;
  const known = [isNew ? missingMark() : verdict.value.fault, ...verdict.value.damaged].filter(
    (fault) => fault !== null,
  );
  const more = misshapen.filter(({ line }) => !known.some((fault) => "line" in fault && fault.line === line));
  const { tree } = loader.contents;
  const linesAfterMark = Math.max(0, tree.size() - (mark?.size ?? 0));
  const faults = [...new Set([...known, ...more])];
  yield success({ kind: "report", mark, faults, linesAfterMark, badTail: loader.badTail(), tree });
}

interface ReadLines {
  readonly lines: ReadonlyArray<JournalLine>;
  readonly misshapen: ReadonlyArray<DamagedLine>;
}

const readLines = (scanned: ReadonlyArray<ScannedLine>, { contents: { ids } }: JournalLoader): ReadLines => {
  const lines: JournalLine[] = [];
  const misshapen: DamagedLine[] = [];
  for (const line of scanned) {
    const place = { part: line.part, line: line.line, offset: line.offset };
    const parsed = parseLine(bytesOfLine(line));
    const id = parseRecordId(ids.idAt(line.line));
    if (parsed.ok && id !== null) lines.push({ ...place, ...parsed.value, id });
    else misshapen.push(damagedLine(place, parsed.ok ? "holds no record" : parsed.failure.message));
  }
  return { lines, misshapen };
};

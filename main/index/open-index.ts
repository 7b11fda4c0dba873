/**
 * The rows to begin with: the snapshot with the journal's tail, where it fits; else everything anew from the journal.
 */
import type { SqlJsStatic } from "sql.js";
import { isComplete } from "../../shared/ledger/history.ts";
import { parseRecordId, type RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { lastLine } from "../../shared/query/record-line.ts";
import { unsharedRecords } from "../../shared/query/unshared-count.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import type { Journal, JournalLine, ReadFailure } from "../journal/journal.ts";
import { readSnapshot, type Snapshot } from "../journal/snapshot-file.ts";
import { arrivalOf } from "./index-arrival.ts";
import { IndexRows } from "./index-rows.ts";
import { LiveIndex } from "./live-index.ts";
import { rebuildIndex, type RebuildSource } from "./rebuild-index.ts";

export interface IndexSource extends RebuildSource {
  readonly files: DiskFiles;
  /** The snapshot's path; its folder exists. */
  readonly snapshot: string;
  readonly journal: Pick<Journal, "lines" | "lineOf" | "size" | "tree">;
  /** Version of the program, which decides how rows are written. */
  readonly program: string;
}

/** How the index was opened. */
export interface OpenedIndex {
  readonly live: LiveIndex;
  readonly how: "snapshot" | "rebuilt";
  /** Lines that were put in besides the snapshot's. */
  readonly lines: number;
}

/**
 * Opens the index. A snapshot that is damaged, older than the program or of another journal is passed over in silence.
 */
export const openIndex = async (sql: SqlJsStatic, source: IndexSource): Promise<Outcome<OpenedIndex, ReadFailure>> => {
  const snapshot = await readSnapshot(source.files, source.snapshot, source);
  const resumed = snapshot === null ? null : await resume(sql, source, snapshot);
  if (resumed !== null) return success(resumed);
  const rows = await rebuildIndex(sql, source);
  if (!rows.ok) return rows;
  return success({ live: liveOn(rows.value, source), how: "rebuilt", lines: source.journal.size() });
};

/** What the index keeps in line with the graph. */
export const liveOn = (rows: IndexRows, { histories, journal }: RebuildSource): LiveIndex =>
  new LiveIndex({ rows, histories, lineOf: (id) => journal.lineOf(id) });

const resume = async (
  sql: SqlJsStatic,
  source: IndexSource,
  { image, watermark }: Snapshot,
): Promise<OpenedIndex | null> => {
  const live = openImage(sql, source, image, watermark.lines);
  if (live === null) return null;
  for await (const lines of source.journal.lines(watermark.lines)) {
    if (!lines.ok) return null;
    takeTail(live, source, lines.value);
  }
  return { live, how: "snapshot", lines: source.journal.size() - watermark.lines };
};

const openImage = (sql: SqlJsStatic, source: IndexSource, image: Uint8Array, lines: number): LiveIndex | null => {
  const rows = rowsOfImage(sql, image, lines);
  if (rows === null) return null;
  const live = liveOn(rows, source);
  live.markShared(sharedSince(rows, source));
  return live;
};

const rowsOfImage = (sql: SqlJsStatic, image: Uint8Array, lines: number): IndexRows | null => {
  try {
    const rows = new IndexRows(sql, image);
    if ((rows.database.ask(lastLine())[0] ?? -1) < lines) return rows;
    rows[Symbol.dispose]();
    return null;
  } catch {
    // The digest fits, so this is no damage but an image that this program cannot use: as good as none.
    return null;
  }
};

/** Records that nobody else had when the snapshot was written, and that somebody has now. */
const sharedSince = (rows: IndexRows, source: IndexSource): ReadonlyArray<RecordId> => {
  if (!source.isAnyKnownElsewhere()) return [];
  const unshared = rows.database.ask(unsharedRecords());
  return unshared.flatMap((id) => (source.isKnownElsewhere(id) ? (parseRecordId(id) ?? []) : []));
};

/** The journal's tail: every history that it touches is settled as a whole. */
const takeTail = (live: LiveIndex, source: IndexSource, lines: ReadonlyArray<JournalLine>): void => {
  const arrivals = lines.flatMap((line) => arrivalOf(source, line) ?? []);
  const records = arrivals.map(({ record }) => record);
  live.take({ arrivals, completed: records.filter(isComplete), anew: new Set(records.map(({ history }) => history)) });
};

/** Builds an index from the journal alone: all rows first, then the lookups, then what is derived of each history. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { SqlJsStatic } from "sql.js";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Journal, JournalLine, ReadFailure } from "../journal/journal.ts";
import { placeIn, viewHistory, type HeldHistories, type HistoryView } from "./held-histories.ts";
import { arrivalOf, insertArrival, type ArrivalSource } from "./index-arrival.ts";
import { IndexRows } from "./index-rows.ts";
import { summariseHistory } from "./settle-history.ts";

export interface RebuildSource extends ArrivalSource {
  readonly journal: Pick<Journal, "lines" | "lineOf">;
}

/** So many rows or histories are worked on before others have their turn: some ten milliseconds. */
const turnRecords = 500;

/** A whole new index. Records that arrive meanwhile are told to it afterwards. */
export const rebuildIndex = async (
  sql: SqlJsStatic,
  source: RebuildSource,
): Promise<Outcome<IndexRows, ReadFailure>> => {
  const rows = new IndexRows(sql);
  const views = new Map<HistoryId, HistoryView | null>();
  for await (const lines of source.journal.lines(0)) {
    if (!lines.ok) {
      rows[Symbol.dispose]();
      return lines;
    }
    for (const group of groupsOf(lines.value, turnRecords))
      await inTurn(rows, () => insertLines(rows, source, views, group));
  }
  rows.createLookups();
  const held = [...views.values()].filter((view) => view !== null);
  for (const group of groupsOf(held, turnRecords)) await inTurn(rows, () => summarise(rows, source, group));
  return success(rows);
};

/** Cuts a list into pieces of `size`. */
export const groupsOf = <T>(items: ReadonlyArray<T>, size: number): ReadonlyArray<ReadonlyArray<T>> =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, group) => items.slice(group * size, (group + 1) * size));

const inTurn = async (rows: IndexRows, work: () => void): Promise<void> => {
  rows.database.transaction(work);
  await nextTurn();
};

const insertLines = (
  rows: IndexRows,
  source: RebuildSource,
  views: Map<HistoryId, HistoryView | null>,
  lines: ReadonlyArray<JournalLine>,
): void => {
  for (const line of lines) {
    const arrival = arrivalOf(source, line);
    if (arrival === null) continue;
    const { record } = arrival;
    const view = views.get(record.history) ?? viewOf(source.histories, record.history);
    views.set(record.history, view);
    if (view !== null) insertArrival(rows, arrival, placeIn(view, record));
  }
};

const viewOf = (histories: HeldHistories, id: HistoryId): HistoryView | null => {
  const history = histories.ledger.history(id);
  return history === undefined ? null : viewHistory(histories, history);
};

const summarise = (rows: IndexRows, { journal }: RebuildSource, views: ReadonlyArray<HistoryView>): void => {
  for (const view of views) summariseHistory(rows, view, (id) => journal.lineOf(id));
};

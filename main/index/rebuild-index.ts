/** Builds an index from the journal alone: all rows first, then what is derived of each history. */
import type { SqlJsStatic } from "sql.js";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Journal, JournalLine, ReadFailure } from "../journal/journal.ts";
import { placeIn, viewHistory, type HeldHistories, type HistoryView } from "./held-histories.ts";
import { arrivalOf, insertArrival, type ArrivalSource } from "./index-arrival.ts";
import { IndexRows } from "./index-rows.ts";
import { summariseHistory } from "./settle-history.ts";
import { inTurns } from "./turns.ts";

export interface RebuildSource extends ArrivalSource {
  readonly journal: Pick<Journal, "lines" | "lineOf">;
}

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
    await inTurns(rows.database, lines.value, (line) => insertLine(rows, source, views, line));
  }
  const held = [...views.values()].filter((view) => view !== null);
  await inTurns(rows.database, held, (view) => summariseHistory(rows, view, (id) => source.journal.lineOf(id)));
  return success(rows);
};

const insertLine = (
  rows: IndexRows,
  source: RebuildSource,
  views: Map<HistoryId, HistoryView | null>,
  line: JournalLine,
): void => {
  const arrival = arrivalOf(source, line);
  if (arrival === null) return;
  const { record } = arrival;
  const view = views.get(record.history) ?? viewOf(source.histories, record.history);
  views.set(record.history, view);
  if (view !== null) insertArrival(rows, arrival, placeIn(view, record));
};

const viewOf = (histories: HeldHistories, id: HistoryId): HistoryView | null => {
  const history = histories.ledger.history(id);
  return history === undefined ? null : viewHistory(histories, history);
};

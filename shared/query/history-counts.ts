/** How many records of a history are in the index, and the statements for one that grew at its end. */
import { hexAt, numberAt, pendingStanding, type Question } from "./question.ts";

/** How many records of a history are in, how many of them have a place, and how many wait for a parent. */
export interface HistoryCounts {
  readonly records: number;
  readonly placed: number;
  readonly pending: number;
}

/** How many records had a place when the history, given by its number, was last looked at. */
export const placedCount = (history: number): Question<number> => ({
  text: "SELECT placed FROM history WHERE key = ?",
  values: [history],
  row: (row) => numberAt(row, 0),
});

/** Counts the rows of the history with this number. */
export const historyCounts = (history: number): Question<HistoryCounts> => ({
  text: `SELECT count(*), count(*) FILTER (WHERE position >= 0),
      count(*) FILTER (WHERE position < 0 AND standing = ${pendingStanding})
    FROM record WHERE history = ?`,
  values: [history],
  row: (row) => ({ records: numberAt(row, 0), placed: numberAt(row, 1), pending: numberAt(row, 2) }),
});

/** Ids of the histories in which a key has signed two records with one `seq`: witnesses decide what stays good. */
export const equivocatedHistories = (): Question<string> => ({
  text: "SELECT id FROM history WHERE equivocations > 0",
  values: [],
  row: (row) => hexAt(row, 0),
});

/**
 * The statement for a history that grew by one record at its end; its values are 1 for an unshared record, and the key.
 */
export const growHistory =
  "UPDATE history SET records = records + 1, placed = placed + 1, unshared = unshared + ? WHERE key = ?";

/** The statement for a last record that counts; its values are the time, the summary and the key. */
export const showLast = "UPDATE history SET last_at = ?, last_summary = ? WHERE key = ?";

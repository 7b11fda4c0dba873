/**
 * The latest reading of each counter that counting records give: the greatest by (`at`, id), whatever order they came
 * in.
 */
import { countingStandings, hexAt, textAt, type Question } from "./question.ts";

export interface CounterRow {
  readonly at: string;
  readonly counter: string;
  readonly record: string;
  readonly unit: string;
  readonly value: string;
}

/** One row for each counter of the history with this number. */
export const latestCounters = (history: number): Question<CounterRow> => ({
  text: `SELECT at, counter, id, unit, value FROM (
      SELECT record.at, counter, record.id, unit, value,
        row_number() OVER (PARTITION BY counter ORDER BY record.at DESC, record.id DESC, ordinal DESC) AS age
      FROM counter_reading JOIN record ON record.line = counter_reading.record
      WHERE counter_reading.history = ? AND record.standing IN ${countingStandings})
    WHERE age = 1 ORDER BY counter`,
  values: [history],
  row: (row) => ({
    at: textAt(row, 0),
    counter: textAt(row, 1),
    record: hexAt(row, 2),
    unit: textAt(row, 3),
    value: textAt(row, 4),
  }),
});

/** Which lines of the journal stand in the index. */
import { numberAt, type Question } from "./question.ts";

/** The line itself, or no row when its record is not in. */
export const recordLine = (line: number): Question<number> => ({
  text: "SELECT line FROM record WHERE line = ?",
  values: [line],
  row: (row) => numberAt(row, 0),
});

/** The greatest line that is in; -1 for an empty index. */
export const lastLine = (): Question<number> => ({
  text: "SELECT coalesce(max(line), -1) FROM record",
  values: [],
  row: (row) => numberAt(row, 0),
});

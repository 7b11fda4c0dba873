/** What a list shows of a history's last record. */
import { textAt, type Question } from "./question.ts";

export interface LastShown {
  readonly at: string;
  readonly summary: string;
}

/** Time and summary of the record at a line. */
export const shownAt = (line: number): Question<LastShown> => ({
  text: "SELECT at, summary FROM record WHERE line = ?",
  values: [line],
  row: (row) => ({ at: textAt(row, 0), summary: textAt(row, 1) }),
});

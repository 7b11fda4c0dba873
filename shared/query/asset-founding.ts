/** What the founding record of an asset says once and for all. */
import { numberAt, textAt, type Question } from "./question.ts";

/** The life number of the asset whose history has this number; no row when the history is no asset's. */
export const lifeNumber = (history: number): Question<number> => ({
  text: "SELECT life_number FROM founding WHERE history = ?",
  values: [history],
  row: (row) => numberAt(row, 0),
});

/** Other names of the asset, in the order in which they were given. */
export const identifiers = (history: number): Question<{ readonly scheme: string; readonly value: string }> => ({
  text: "SELECT scheme, value FROM identifier WHERE history = ? ORDER BY ordinal",
  values: [history],
  row: (row) => ({ scheme: textAt(row, 0), value: textAt(row, 1) }),
});

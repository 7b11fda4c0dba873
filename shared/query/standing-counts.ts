/** How many records of a history have which standing. */
import { standings, type Standing } from "../register/standing.ts";
import { numberAt, type Question } from "./question.ts";

export interface StandingCount {
  readonly count: number;
  readonly standing: Standing;
}

/** Counts for the history with this number, the usual standing first. */
export const standingCounts = (history: number): Question<StandingCount> => ({
  text: "SELECT standing, count(*) FROM record WHERE history = ? GROUP BY standing ORDER BY standing",
  values: [history],
  row: (row) => ({ count: numberAt(row, 1), standing: standingOf(numberAt(row, 0)) }),
});

/** The standing of its number in the tables. */
export const standingOf = (code: number): Standing => {
  const standing = standings[code];
  if (standing === undefined) throw new Error(`The index names the standing ${code}, which there is not`);
  return standing;
};

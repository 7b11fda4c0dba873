/** What screens say of the true time of a record: bounds, who stands behind them, and what is odd. */
import type { TimeMark } from "../../shared/query/time-marks.ts";
import { countText } from "./number-words.ts";

const many = (count: number, one: string, more: string): string => `${countText(count)} ${count === 1 ? one : more}`;

export const boundsWords = {
  name: "True time",
  selfDeclared: "Self-declared: nobody else stands behind the time of this record",
  /** Ends in the time. */
  after: (time: string): string => `not before ${time}`,
  before: (time: string): string => `not after ${time}`,
  open: { lower: "no lower bound", upper: "no upper bound" },
  behind: "Who stands behind it",
  ownAlone: "nobody but the writer's own organisation",
  organisations: (names: ReadonlyArray<string>): string =>
    `${many(names.length, "independent organisation", "independent organisations")}: ${names.join(", ")}`,
  noticed: "Noticed",
  impossible: "Time?",
} as const;

/** What each mark means, as a sentence. */
export const markSentences: Readonly<Record<TimeMark, string>> = {
  "at after upper bound": "Others had this record before the time at which it is said to have happened.",
  "at before lower bound":
    "It was written later than it is said to have happened: it names something that was not there before.",
  "clock after upper bound": "The clock that recorded it was ahead: others had this record before its time.",
  "clock before lower bound":
    "The clock that recorded it was behind, or set back: the record names something that is younger than its time.",
  "late entry": "Recorded longer after it happened than the register allows.",
};

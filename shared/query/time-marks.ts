/** What is odd about the times that a record claims, in the light of its bounds (record-format.md, section 6). */
import { instantFromMillis, millisOfInstant, type Instant } from "../clock/instant.ts";
import type { TimeBounds } from "../witness/time-bounds.ts";
import { isLateEntry } from "./late-entry.ts";

export const timeMarks = [
  "at after upper bound",
  "at before lower bound",
  "clock after upper bound",
  "clock before lower bound",
  "late entry",
] as const;

export type TimeMark = (typeof timeMarks)[number];

/** The two times that a record claims. */
export interface ClaimedTimes {
  readonly at: Instant;
  readonly recordedAt: Instant;
}

/** All marks of a record; `limitHours` is the charter's for late entries, as the record knew it. */
export const timeMarksOf = (
  { at, recordedAt }: ClaimedTimes,
  { lower, upper }: TimeBounds,
  limitHours: number | undefined,
): ReadonlyArray<TimeMark> => {
  const marks: ReadonlyArray<readonly [TimeMark, boolean]> = [
    ["at after upper bound", upper !== null && isAfter(at, upper.time)],
    ["at before lower bound", lower !== null && isAfter(lower.time, at)],
    ["clock after upper bound", upper !== null && isAfter(recordedAt, upper.time)],
    ["clock before lower bound", lower !== null && isAfter(lower.time, recordedAt)],
    [
      "late entry",
      isLateEntry(at, recordedAt, limitHours) || (lower !== null && isLateEntry(at, lower.time, limitHours)),
    ],
  ];
  return marks.flatMap(([mark, holds]) => (holds ? [mark] : []));
};

/** True for times that cannot be: somebody saw it before it is said to have happened, or its clock was wrong. */
export const isImpossible = (marks: ReadonlyArray<TimeMark>): boolean =>
  marks.some((mark) => mark !== "late entry" && mark !== "at before lower bound");

/** Cosignatures count in whole seconds, cut off. */
const resolutionMillis = 1000;

const isAfter = (left: Instant, right: Instant): boolean =>
  left > right && left > instantFromMillis(millisOfInstant(right) + resolutionMillis);

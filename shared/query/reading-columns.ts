/**
 * Readings of a series for a plot, thinned to the least and the greatest of each column; what nobody read leaves a gap.
 */
import { countingStandings, numberAt, textAt, textOrNullAt, type Question } from "./question.ts";

/** A stretch of time: from the first instant, before the last. */
export interface TimeSpan {
  readonly series: number;
  readonly from: string;
  readonly before: string;
}

export interface SpanFacts {
  readonly total: number;
  readonly first: string | null;
  readonly last: string | null;
}

export interface ReadingAt {
  readonly at: string;
  readonly value: string;
}

const inSpan = `FROM reading JOIN record ON record.line = reading.record
  WHERE channel = ? AND reading.at >= ? AND reading.at < ? AND record.standing IN ${countingStandings}`;

/** How many readings a span has, and when the first and the last were taken. */
export const spanFacts = ({ series, from, before }: TimeSpan): Question<SpanFacts> => ({
  text: `SELECT count(*), min(reading.at), max(reading.at) ${inSpan}`,
  values: [series, from, before],
  row: (row) => ({ total: numberAt(row, 0), first: textOrNullAt(row, 1), last: textOrNullAt(row, 2) }),
});

/** Every reading of a span. */
export const readingsIn = ({ series, from, before }: TimeSpan): Question<ReadingAt> => ({
  text: `SELECT reading.at, value ${inSpan} ORDER BY reading.at, reading.record, ordinal`,
  values: [series, from, before],
  row: (row) => ({ at: textAt(row, 0), value: textAt(row, 1) }),
});

/**
 * The reading with the least or the greatest value of a span, with its digits as they were read; no row for an empty
 * span.
 */
export const extremeIn = ({ series, from, before }: TimeSpan, which: "min" | "max"): Question<ReadingAt> => ({
  // SQLite takes the other columns from the row that holds the minimum or the maximum.
  text: `SELECT reading.at, value, ${which}(CAST(value AS REAL)) ${inSpan} HAVING count(*) > 0`,
  values: [series, from, before],
  row: (row) => ({ at: textAt(row, 0), value: textAt(row, 1) }),
});

/**
 * Cuts the time from `first` to `last` into columns of equal width; each begins with the first instant that belongs to
 * it.
 */
export const columnStarts = (firstMillis: number, lastMillis: number, columns: number): ReadonlyArray<number> => {
  const width = Math.max(1, Math.ceil((lastMillis - firstMillis + 1) / columns));
  const count = Math.floor((lastMillis - firstMillis) / width) + 1;
  return Array.from({ length: count }, (_, column) => firstMillis + column * width);
};

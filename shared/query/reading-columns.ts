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

/** Equal columns of time, counted from the first reading. */
export interface TimeColumns {
  readonly firstMillis: number;
  readonly widthMillis: number;
}

/** The extreme reading of a column. */
export interface ColumnReading extends ReadingAt {
  readonly column: number;
}

/** The least or the greatest reading of each column that has any, with its digits as they were read. */
export const extremesIn = (
  { series, from, before }: TimeSpan,
  { firstMillis, widthMillis }: TimeColumns,
  which: "min" | "max",
): Question<ColumnReading> => ({
  // SQLite takes the other columns of a group from the row that holds the minimum or the maximum.
  text: `SELECT CAST((unixepoch(reading.at, 'subsec') * 1000 - ?) / ? AS INTEGER) AS place, reading.at, value,
      ${which}(CAST(value AS REAL)) ${inSpan} GROUP BY place ORDER BY place`,
  values: [firstMillis, widthMillis, series, from, before],
  row: (row) => ({ column: numberAt(row, 0), at: textAt(row, 1), value: textAt(row, 2) }),
});

/** Cuts the time from the first to the last reading, both included, into so many columns at most. */
export const timeColumns = (firstMillis: number, lastMillis: number, columns: number): TimeColumns => ({
  firstMillis,
  widthMillis: Math.max(1, Math.ceil((lastMillis - firstMillis + 1) / columns)),
});

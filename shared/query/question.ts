/** A question to the index: its SQL, its values and how one row of the answer is read. One question per file. */
import type { SqlValue } from "../projection/index-tables.ts";
import { countsInState, standings } from "../register/standing.ts";
import { hexOf } from "../encoding/hex.ts";

/** A row as SQLite gives it: values in the order of the question's columns. */
export type SqlRow = ReadonlyArray<SqlValue>;

export interface Question<R> {
  readonly text: string;
  readonly values: ReadonlyArray<SqlValue>;
  readonly row: (row: SqlRow) => R;
}

/** The standings whose records count in a history's state, as SQL writes a list. */
export const countingStandings = `(${standings
  .flatMap((standing, code) => (countsInState({ standing, reason: null, behind: [] }) ? [code] : []))
  .join(", ")})`;

/** The number of the standing of a record that waits for another. */
export const pendingStanding = standings.indexOf("pending");

/** A text column. */
export const textAt = (row: SqlRow, column: number): string => {
  const value = row[column];
  if (typeof value !== "string") throw new Error(`Column ${column} of the index is not a text`);
  return value;
};

/** A text column that may be empty. */
export const textOrNullAt = (row: SqlRow, column: number): string | null =>
  row[column] === null ? null : textAt(row, column);

/** An integer column. */
export const numberAt = (row: SqlRow, column: number): number => {
  const value = row[column];
  if (typeof value !== "number") throw new Error(`Column ${column} of the index is not a number`);
  return value;
};

/** A blob column that holds an id or a digest, as hex64. */
export const hexAt = (row: SqlRow, column: number): string => {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new Error(`Column ${column} of the index is not a blob`);
  return hexOf(value);
};

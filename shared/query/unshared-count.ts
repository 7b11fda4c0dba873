/** Records that nobody else is known to have. */
import { hexAt, numberAt, type Question } from "./question.ts";

/** How many records of a history, given by its number, are not shared. */
export const unsharedIn = (history: number): Question<number> => ({
  text: "SELECT count(*) FROM record WHERE history = ? AND shared = 0",
  values: [history],
  row: (row) => numberAt(row, 0),
});

/** The ids of all records that are not shared, to be asked about again when an image is opened. */
export const unsharedRecords = (): Question<string> => ({
  text: "SELECT id FROM record WHERE shared = 0",
  values: [],
  row: (row) => hexAt(row, 0),
});

/** How many records are not shared at all. */
export const unsharedTotal = (): Question<number> => ({
  text: "SELECT coalesce(sum(unshared), 0) FROM history",
  values: [],
  row: (row) => numberAt(row, 0),
});

/** The statement that marks the record at a line as shared. */
export const markLineShared = "UPDATE record SET shared = 1 WHERE line = ?";

/** The statement that counts a history anew; its values are the history's number twice. */
export const countUnshared =
  "UPDATE history SET unshared = (SELECT count(*) FROM record WHERE history = ? AND shared = 0) WHERE key = ?";

/** Where the records of a history stand according to the index, to be compared with what the graph says now. */
import { hexAt, numberAt, pendingStanding, type Question } from "./question.ts";

export interface RecordPlace {
  readonly line: number;
  readonly position: number;
  readonly standing: number;
  readonly apart: number;
}

/** The places of all records of a history, given by its number. */
export const recordPlaces = (history: number): Question<RecordPlace> => ({
  text: "SELECT line, position, standing, apart FROM record WHERE history = ?",
  values: [history],
  row: (row) => ({
    line: numberAt(row, 0),
    position: numberAt(row, 1),
    standing: numberAt(row, 2),
    apart: numberAt(row, 3),
  }),
});

/** The statement that puts a record at another place; its values are position, standing, apart and the line. */
export const moveRecord = "UPDATE record SET position = ?, standing = ?, apart = ? WHERE line = ?";

/** Histories in which a record that has a place waits for a record of its register. */
export const historiesWaitingForRegister = (): Question<string> => ({
  text: `SELECT DISTINCT history.id FROM record JOIN history ON history.key = record.history
    WHERE record.standing = ${pendingStanding} AND record.position >= 0`,
  values: [],
  row: (row) => hexAt(row, 0),
});

/** Defects that counting records report and no counting work of the same history closes. */
import { countingStandings, hexAt, numberAt, textAt, textOrNullAt, type Question } from "./question.ts";

export interface OpenDefect {
  readonly record: string;
  readonly at: string;
  readonly mode: string | null;
  readonly summary: string;
}

const openIn = `FROM defect JOIN record ON record.line = defect.record
  WHERE defect.history = ? AND record.standing IN ${countingStandings} AND NOT EXISTS (
    SELECT 1 FROM closing JOIN record AS work ON work.line = closing.record
    WHERE closing.defect = record.id AND closing.history = defect.history AND work.standing IN ${countingStandings})`;

/** The open defects of a history, given by its number, in the history's order. */
export const openDefects = (history: number): Question<OpenDefect> => ({
  text: `SELECT record.id, record.at, defect.mode, record.summary ${openIn} ORDER BY record.position`,
  values: [history],
  row: (row) => ({ record: hexAt(row, 0), at: textAt(row, 1), mode: textOrNullAt(row, 2), summary: textAt(row, 3) }),
});

/** How many there are. */
export const openDefectCount = (history: number): Question<number> => ({
  text: `SELECT count(*) ${openIn}`,
  values: [history],
  row: (row) => numberAt(row, 0),
});

/** The statement that counts an asset's open defects anew; its values are the history's number twice. */
export const countOpenDefects = `UPDATE asset SET open_defects = (SELECT count(*) ${openIn}) WHERE history = ?`;

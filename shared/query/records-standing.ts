/** The records of all histories with a standing that people look at, newest first. */
import { standings, type Standing } from "../register/standing.ts";
import { countingStandings, hexAt, numberAt, type Question } from "./question.ts";

/** The newest records with one of these standings, none of them accepted. */
export const recordsStanding = (wanted: ReadonlyArray<Standing>, limit: number): Question<string> => ({
  text: `SELECT id FROM record WHERE standing > 0 AND standing IN (${codes(wanted)}) ORDER BY at DESC, id LIMIT ?`,
  values: [limit],
  row: (row) => hexAt(row, 0),
});

/** How many there are. */
export const recordsStandingTotal = (wanted: ReadonlyArray<Standing>): Question<number> => ({
  text: `SELECT count(*) FROM record WHERE standing > 0 AND standing IN (${codes(wanted)})`,
  values: [],
  row: (row) => numberAt(row, 0),
});

/** The histories in which fields are in conflict. */
export const historiesInConflict = (limit: number): Question<string> => ({
  text: `SELECT DISTINCT history.id FROM record JOIN history ON history.key = record.history
    WHERE standing > 0 AND standing IN (${codes(["conflicting"])}) LIMIT ?`,
  values: [limit],
  row: (row) => hexAt(row, 0),
});

/** The histories that were sealed, the last sealed first. */
export const historiesSealed = (limit: number): Question<string> => ({
  text: `SELECT history.id FROM record JOIN history ON history.key = record.history
    WHERE type = 'custody/sealed@1' AND standing IN ${countingStandings}
    GROUP BY history.id ORDER BY max(record.at) DESC LIMIT ?`,
  values: [limit],
  row: (row) => hexAt(row, 0),
});

/** The histories in which a key has signed two records with one number. */
export const historiesEquivocal = (limit: number): Question<string> => ({
  text: "SELECT id FROM history WHERE equivocations > 0 LIMIT ?",
  values: [limit],
  row: (row) => hexAt(row, 0),
});

/** Corrections that count, newest first. */
export const corrections = (limit: number): Question<string> => ({
  text: `SELECT id FROM record WHERE type = 'record/corrected@1' AND standing IN ${countingStandings} ORDER BY at DESC, id LIMIT ?`,
  values: [limit],
  row: (row) => hexAt(row, 0),
});

/** How many there are. */
export const correctionTotal = (): Question<number> => ({
  text: `SELECT count(*) FROM record WHERE type = 'record/corrected@1' AND standing IN ${countingStandings}`,
  values: [],
  row: (row) => numberAt(row, 0),
});

const codes = (wanted: ReadonlyArray<Standing>): string => wanted.map((one) => standings.indexOf(one)).join(", ");

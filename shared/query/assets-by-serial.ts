/** Assets by their serial number as plates are compared: case, blanks, dashes and points do not count. */
import { hexAt, textAt, type Question } from "./question.ts";

/** Histories of assets with this serial number. */
export const assetsBySerial = (serialKey: string): Question<string> => ({
  text: `SELECT history.id FROM asset JOIN history ON history.key = asset.history
    WHERE replace(replace(replace(replace(upper(asset.serial), '-', ''), ' ', ''), '.', ''), '/', '') = ?
    ORDER BY history.id LIMIT 20`,
  values: [serialKey],
  row: (row) => hexAt(row, 0),
});

/** The tag of the asset in the history with this number. */
export const tagOf = (history: number): Question<string> => ({
  text: "SELECT tag FROM asset WHERE history = ?",
  values: [history],
  row: (row) => textAt(row, 0),
});

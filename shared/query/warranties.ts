/** Warranties, their claims, and what judges them: readings and service of the asset. */
import { isInstant, type Instant } from "../clock/instant.ts";
import { idBlob } from "../projection/record-rows.ts";
import { isDecimal } from "../quantity/decimal.ts";
import type { CounterEvidence } from "../warranty/counter-bounds.ts";
import { pattern } from "./core-receipts.ts";
import { countingStandings, hexAt, numberAt, textAt, type Question } from "./question.ts";

/** A window of all warranties that count, those that end first first. */
export const warrantyList = (search: string, limit: number, offset: number): Question<string> => ({
  text: `SELECT record.id ${listed} ORDER BY warranty.ends IS NULL, warranty.ends, record.id LIMIT ? OFFSET ?`,
  values: [pattern(search), limit, offset],
  row: (row) => hexAt(row, 0),
});

/** How many there are. */
export const warrantyTotal = (search: string): Question<number> => ({
  text: `SELECT count(*) ${listed}`,
  values: [pattern(search)],
  row: (row) => numberAt(row, 0),
});

/** The warranties in the history with this number, the newest first. */
export const warrantiesOf = (history: number): Question<string> => ({
  text: `SELECT record.id FROM warranty JOIN record ON record.line = warranty.record
    WHERE ${counts} AND warranty.history = ? ORDER BY record.at DESC, record.id`,
  values: [history],
  row: (row) => hexAt(row, 0),
});

/** Claims under a warranty, the oldest first. */
export const claimsUnder = (warranty: string): Question<string> => ({
  text: `SELECT record.id FROM warranty_claim JOIN record ON record.line = warranty_claim.record
    WHERE ${counts} AND warranty_claim.warranty = ? ORDER BY record.at, record.id`,
  values: [idBlob(warranty)],
  row: (row) => hexAt(row, 0),
});

/** Every reading of a counter in one unit that counts, as evidence. */
export const counterEvidence = (history: number, counter: string, unit: string): Question<CounterEvidence> => ({
  text: `SELECT record.at, record.id, value FROM counter_reading JOIN record ON record.line = counter_reading.record
    WHERE counter_reading.history = ? AND counter = ? AND unit = ? AND ${counts} ORDER BY record.at, record.id`,
  values: [history, counter, unit],
  row: (row) => {
    const value = textAt(row, 2);
    if (!isDecimal(value)) throw new Error("A counter of the index is not a decimal");
    return { at: instantAt(textAt(row, 0)), counter, record: hexAt(row, 1), unit, value };
  },
});

const counts = `record.standing IN ${countingStandings}`;

const listed = `FROM warranty JOIN record ON record.line = warranty.record WHERE ${counts} AND warranty.search LIKE ?`;

const instantAt = (text: string): Instant => {
  if (!isInstant(text)) throw new Error("A time of the index is not an instant");
  return text;
};

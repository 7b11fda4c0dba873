/** Sealed values with the records that hold them, newest first. */
import { hexAt, numberAt, textOrNullAt, type Question } from "./question.ts";

export interface SealedPlace {
  readonly sealed: string;
  readonly record: string;
  readonly history: string;
  readonly tag: string | null;
}

const columns = `SELECT s.digest, r.id, h.id, a.tag FROM sealed s JOIN record r ON r.line = s.record
  JOIN history h ON h.key = s.history LEFT JOIN asset a ON a.history = s.history`;

const placeOf = (row: Parameters<Question<unknown>["row"]>[0]): SealedPlace => ({
  sealed: hexAt(row, 0),
  record: hexAt(row, 1),
  history: hexAt(row, 2),
  tag: textOrNullAt(row, 3),
});

/** All of them, or those of the history with this number. */
export const sealedPlaces = (history: number | null, limit: number, offset: number): Question<SealedPlace> => ({
  text: `${columns} ${history === null ? "" : "WHERE s.history = ?"} ORDER BY r.at DESC, r.line DESC, s.digest LIMIT ? OFFSET ?`,
  values: [...(history === null ? [] : [history]), limit, offset],
  row: placeOf,
});

/** How many there are. */
export const sealedCount = (history: number | null): Question<number> => ({
  text: `SELECT count(*) FROM sealed ${history === null ? "" : "WHERE history = ?"}`,
  values: history === null ? [] : [history],
  row: (row) => numberAt(row, 0),
});

/** The records that hold a sealed value; its digest as bytes. */
export const sealedAt = (digest: Uint8Array): Question<SealedPlace> => ({
  text: `${columns} WHERE s.digest = ? ORDER BY r.line`,
  values: [digest],
  row: placeOf,
});

/**
 * The state of single-valued fields: for each the values that no descendant has set again (record-format.md,
 * section 4).
 */
import type { HeldRecord } from "./history.ts";
import type { RecordId } from "./record.ts";

/** One value and the record that set it. */
export interface SetValue<T> {
  readonly by: RecordId;
  readonly value: T;
}

/** Several different values are a conflict that names its records; none means never set. */
export type ConflictSet<T> = ReadonlyArray<SetValue<T>>;

/** True when records that had not seen each other set different values. */
export const inConflict = <T>(field: ConflictSet<T>): boolean =>
  new Set(field.map(({ value }) => JSON.stringify(value))).size > 1;

/** The one value, or `null` when there is none or a conflict. */
export const agreedValue = <T>(field: ConflictSet<T>): T | null =>
  inConflict(field) ? null : (field[0]?.value ?? null);

/**
 * The values of every field that the counting records of a history set, in the history's order; a value is its
 * canonical text. Takes time linear in the links of `order`: whatever was forked, nothing is searched.
 */
export const fieldValues = (
  order: ReadonlyArray<HeldRecord>,
  counts: (record: HeldRecord) => boolean,
): ReadonlyMap<string, ConflictSet<string>> => {
  const setters = order.filter((record) => record.sets.length > 0 && counts(record));
  const fields = [...new Set(setters.flatMap(({ sets }) => sets.map(([field]) => field)))];
  const values = new Map<string, SetValue<string>[]>(fields.map((field) => [field, []]));
  for (let first = 0; first < fields.length; first += bitsOfMask) {
    const masks = masksOf(setters, fields.slice(first, first + bitsOfMask));
    const setAgain = setAgainAfter(order, masks);
    for (const { id, position, sets } of setters) {
      for (const [field, value] of sets) {
        const bit = masks.bits.get(field) ?? 0;
        if (bit !== 0 && ((setAgain[position] ?? 0) & bit) === 0) values.get(field)?.push({ by: id, value });
      }
    }
  }
  return values;
};

/** Bit operations take 32 bits, the last of which is the sign. */
const bitsOfMask = 31;

interface Masks {
  readonly bits: ReadonlyMap<string, number>;
  readonly own: ReadonlyMap<HeldRecord, number>;
}

const masksOf = (setters: ReadonlyArray<HeldRecord>, fields: ReadonlyArray<string>): Masks => {
  const bits = new Map(fields.map((field, index) => [field, 1 << index]));
  const maskOf = ({ sets }: HeldRecord): number => sets.reduce((mask, [field]) => mask | (bits.get(field) ?? 0), 0);
  return { bits, own: new Map(setters.map((record) => [record, maskOf(record)])) };
};

/** For each place of the order the fields that some descendant sets. */
const setAgainAfter = (order: ReadonlyArray<HeldRecord>, { own }: Masks): Int32Array => {
  const after = new Int32Array(order.length);
  for (let place = order.length - 1; place >= 0; place--) {
    const record = order[place];
    if (record === undefined) continue;
    const fields = (after[place] ?? 0) | (own.get(record) ?? 0);
    if (fields === 0) continue;
    for (const { position } of record.parents) after[position] = (after[position] ?? 0) | fields;
  }
  return after;
};

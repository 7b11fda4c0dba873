/**
 * The state of single-valued fields: for each the values that no descendant has set again (record-format.md,
 * section 4).
 */
import type { HeldRecord } from "./history.ts";
import { hasSeen } from "./order.ts";
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

/**
 * The values of every field that the counting records set; a value is its canonical text. The records come in their
 * history's order, and so do the values.
 */
export const fieldValues = (
  setters: Iterable<HeldRecord>,
  counts: (record: HeldRecord) => boolean,
): ReadonlyMap<string, ConflictSet<string>> => {
  const fields = new Map<string, Setting[]>();
  for (const by of setters) {
    if (by.sets.length === 0 || !counts(by)) continue;
    for (const [field, value] of by.sets) {
      const others = (fields.get(field) ?? []).filter((other) => !hasSeen(by, other.by));
      fields.set(field, [...others, { by, value }]);
    }
  }
  return new Map([...fields].map(([field, values]) => [field, values.map(({ by, value }) => ({ by: by.id, value }))]));
};

interface Setting {
  readonly by: HeldRecord;
  readonly value: string;
}

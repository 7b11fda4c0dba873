/** The state of a single-valued field: the values that no descendant has set again (record-format.md, section 4). */

/** One value and the record that set it. */
export interface SetValue<T> {
  readonly by: string;
  readonly value: T;
}

/** Several values are a conflict that names its records; none means never set. */
export type ConflictSet<T> = ReadonlyArray<SetValue<T>>;

/** Sets a field: the new value replaces those whose record the setter has seen, and stands beside the others. */
export const setField = <T>(
  before: ConflictSet<T>,
  by: string,
  value: T,
  seen: (id: string) => boolean,
): ConflictSet<T> => [...before.filter((other) => !seen(other.by)), { by, value }];

/** True when records that had not seen each other set different values. */
export const inConflict = <T>(field: ConflictSet<T>): boolean =>
  new Set(field.map(({ value }) => JSON.stringify(value))).size > 1;

/** The one value, or `null` when there is none or a conflict. */
export const agreedValue = <T>(field: ConflictSet<T>): T | null =>
  inConflict(field) ? null : (field[0]?.value ?? null);

/**
 * The single-valued fields of an asset: for each the values that no descendant has set again (record-format.md,
 * section 4).
 */
import { fieldValues, inConflict, type ConflictSet } from "../ledger/conflict-set.ts";
import type { HeldRecord, History } from "../ledger/history.ts";

/** The values of each field, in the history's order; a value is its canonical JSON text. */
export type AssetFieldValues = ReadonlyMap<string, ConflictSet<string>>;

/** The fields that the counting records of a history set. */
export const assetFieldsOf = (history: History, counts: (record: HeldRecord) => boolean): AssetFieldValues =>
  fieldValues(history.order, counts);

/** Names of the fields that are in conflict, in alphabetical order. */
export const fieldsInConflict = (fields: AssetFieldValues): ReadonlyArray<string> =>
  [...fields].flatMap(([field, values]) => (inConflict(values) ? [field] : [])).sort();

/** A field's value as a list shows it: a text as it is, a code as its code, nothing as `null`. */
export const fieldText = (value: string): string | null => {
  const parsed: unknown = JSON.parse(value);
  if (typeof parsed === "string") return parsed;
  if (typeof parsed === "object" && parsed !== null && "code" in parsed) return String(parsed.code);
  return parsed === null ? null : value;
};

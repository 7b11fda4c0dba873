/** The fields of an asset as its screen shows them: each with its values, and those in conflict. */
import { codeSchema, type AssetFieldName, type Code } from "../asset/asset-body.ts";
import { fieldText } from "../projection/asset-fields.ts";
import type { FieldValueRow } from "./field-values.ts";

export interface ShownField<T> {
  readonly by: string;
  readonly value: T;
}

export interface ShownConflict {
  readonly field: string;
  /** The records that set the values, in the same order. */
  readonly records: string[];
  readonly values: string[];
}

/** The values of a text field. */
export const textField = (rows: ReadonlyArray<FieldValueRow>, name: AssetFieldName): ShownField<string | null>[] =>
  rows.flatMap(({ by, field, value }) => (field === name ? [{ by, value: fieldText(value) }] : []));

/** The values of a field that is never empty. */
export const namedField = (rows: ReadonlyArray<FieldValueRow>, name: AssetFieldName): ShownField<string>[] =>
  textField(rows, name).map(({ by, value }) => ({ by, value: value ?? "" }));

/** The values of a coded field, each with its edition. */
export const codeField = (rows: ReadonlyArray<FieldValueRow>, name: AssetFieldName): ShownField<Code>[] =>
  rows.flatMap(({ by, field, value }) => {
    const code = codeSchema.safeParse(field === name ? JSON.parse(value) : null);
    return code.success ? [{ by, value: code.data }] : [];
  });

/** The fields whose values differ. */
export const conflictsIn = (rows: ReadonlyArray<FieldValueRow>): ShownConflict[] =>
  [...Map.groupBy(rows, ({ field }) => field)].flatMap(([field, values]) =>
    new Set(values.map(({ value }) => value)).size > 1
      ? [{ field, records: values.map(({ by }) => by), values: values.map(({ value }) => fieldText(value) ?? "none") }]
      : [],
  );

/** The values of an asset's single-valued fields: several are a conflict that names its records. */
import { hexAt, textAt, type Question } from "./question.ts";

export interface FieldValueRow {
  readonly field: string;
  readonly by: string;
  /** Canonical JSON. */
  readonly value: string;
}

/** All values of all fields of the history with this number. */
export const fieldValues = (history: number): Question<FieldValueRow> => ({
  text: "SELECT field, set_by, value FROM field_value WHERE history = ? ORDER BY field, ordinal",
  values: [history],
  row: (row) => ({ field: textAt(row, 0), by: hexAt(row, 1), value: textAt(row, 2) }),
});

/** The statement that takes a history's values out. */
export const forgetFieldValues = "DELETE FROM field_value WHERE history = ?";

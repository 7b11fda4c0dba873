/** The fields of an asset that can be set again, and which of them a person has set. */
import type { AssetDescribed } from "../../shared/asset/asset-body.ts";
import type { AssetDetail } from "../../shared/rpc/rows.ts";

const names = ["tag", "serial", "maker", "model", "location", "description"] as const;
export type DescribedName = (typeof names)[number];

export interface DescribedField {
  readonly name: DescribedName;
  /** All values that stand; more than one is a conflict. */
  readonly values: ReadonlyArray<string>;
  readonly text: string;
  /** True once a person typed or chose: setting the same value again decides a conflict. */
  readonly touched: boolean;
}

/** As they stand. */
export const describedFields = (asset: AssetDetail): ReadonlyArray<DescribedField> =>
  names.map((name) => {
    const values = asset[name].map(({ value }) => value ?? "");
    return { name, values, text: values[0] ?? "", touched: false };
  });

/** What is recorded: the touched fields that decide or change something; null where there is none. */
export const setOf = (fields: ReadonlyArray<DescribedField>): AssetDescribed["set"] | null => {
  const changed = fields.filter(
    ({ values, text, touched }) => touched && (values.length > 1 || text.trim() !== (values[0] ?? "")),
  );
  if (changed.length === 0) return null;
  return Object.assign({}, ...changed.map(({ name, text }) => memberOf(name, text.trim())));
};

/** A tag is never empty; every other field can be emptied. */
const memberOf = (name: DescribedName, text: string): AssetDescribed["set"] => {
  if (name === "tag") return { tag: text };
  return { [name]: text === "" ? null : text };
};

/** The fields of an asset that can be set again, and which of them a person has set. */
import type { AssetDescribed } from "../../shared/asset/asset-body.ts";
import type { AssetDetail } from "../../shared/rpc/rows.ts";

const textNames = ["tag", "serial", "maker", "model", "location", "description"] as const;
export type DescribedName = (typeof textNames)[number] | "equipment_class";

export interface DescribedField {
  readonly name: DescribedName;
  /** All values that stand; more than one is a conflict. The class is its code. */
  readonly values: ReadonlyArray<string>;
  readonly text: string;
  /** True once a person typed or chose: setting the same value again decides a conflict. */
  readonly touched: boolean;
}

/** As they stand. */
export const describedFields = (asset: AssetDetail): ReadonlyArray<DescribedField> => [
  ...textNames.map((name) =>
    fieldOf(
      name,
      asset[name].map(({ value }) => value ?? ""),
    ),
  ),
  fieldOf(
    "equipment_class",
    asset.equipment_class.map(({ value }) => value.code),
  ),
];

const fieldOf = (name: DescribedName, values: ReadonlyArray<string>): DescribedField => ({
  name,
  values,
  text: values[0] ?? "",
  touched: false,
});

/**
 * What is recorded: the touched fields that decide or change something; null where there is none. `edition` is that of
 * the class table.
 */
export const setOf = (fields: ReadonlyArray<DescribedField>, edition: string): AssetDescribed["set"] | null => {
  const changed = fields.filter(
    ({ values, text, touched }) => touched && (values.length > 1 || text.trim() !== (values[0] ?? "")),
  );
  if (changed.length === 0) return null;
  return changed.reduce<AssetDescribed["set"]>(
    (set, { name, text }) => ({ ...set, ...memberOf(name, text.trim(), edition) }),
    {},
  );
};

/** A tag and a class are never empty; every other field can be emptied. */
const memberOf = (name: DescribedName, text: string, edition: string): AssetDescribed["set"] => {
  if (name === "tag") return { tag: text };
  if (name === "equipment_class") return { equipment_class: { code: text, edition } };
  return { [name]: text === "" ? null : text };
};

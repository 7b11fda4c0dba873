/** What the machine is: its identity, with every value of a field that is in conflict. */
import type { ReactNode } from "react";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Facts, type Fact } from "../design/Facts.tsx";
import { Flag } from "../design/Flag.tsx";
import { Panel } from "../design/Panel.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { fieldWords } from "../vocabulary/record-words.ts";
import { Figure } from "../evidence/Figure.tsx";

/** Each value leads to the record that set it. */
export const AssetFactsView = ({ asset }: { readonly asset: AssetDetail }) => (
  <Panel title={assetWords.identity.title}>
    <Facts facts={factsOf(asset)} />
  </Panel>
);

const factsOf = (asset: AssetDetail): ReadonlyArray<Fact> => [
  { name: fieldWords.tag, value: valuesOf(fieldWords.tag, asset.tag) },
  { name: fieldWords.serial, value: valuesOf(fieldWords.serial, asset.serial) },
  { name: fieldWords.maker, value: valuesOf(fieldWords.maker, asset.maker) },
  { name: fieldWords.model, value: valuesOf(fieldWords.model, asset.model) },
  {
    name: fieldWords.equipment_class,
    value: valuesOf(
      fieldWords.equipment_class,
      asset.equipment_class.map(({ by, value }) => ({ by, value: `${value.code} (${value.edition})` })),
    ),
  },
  { name: fieldWords.location, value: valuesOf(fieldWords.location, asset.location) },
  { name: fieldWords.description, value: valuesOf(fieldWords.description, asset.description) },
  {
    name: assetWords.identity.lifeNumber,
    value: valuesOf(assetWords.identity.lifeNumber, [{ by: asset.history, value: String(asset.life_number) }]),
  },
  // The id of a history is that of its first record, which says what the thing is called elsewhere.
  ...asset.identifiers.map(({ scheme, value }) => ({
    name: scheme,
    value: valuesOf(scheme, [{ by: asset.history, value }]),
  })),
  {
    name: assetWords.identity.history,
    value: <CopyText text={asset.history} label={assetWords.identity.copyHistory} form="line" />,
  },
  {
    name: assetWords.identity.register,
    value: <CopyText text={asset.register} label={assetWords.identity.copyRegister} form="line" />,
  },
];

type Values = ReadonlyArray<{ readonly by: string; readonly value: string | null }>;

const valuesOf = (name: string, values: Values): ReactNode => {
  const set = values.filter(({ value }) => value !== null && value !== "");
  if (set.length === 0) return <span className="muted">{assetWords.identity.none}</span>;
  return set.map(({ by, value }) => (
    <div key={`${by} ${value}`} className="row-of">
      <Figure
        figure={`${name}: ${value}`}
        how={set.length > 1 ? assetWords.provenance.conflict : assetWords.provenance.said}
        records={set.length > 1 ? set.map((each) => each.by) : [by]}
      >
        <span className="fact-value">{value}</span>
      </Figure>
      {set.length > 1 ? <Flag tone="warn">{by.slice(0, 6)}</Flag> : null}
    </div>
  ));
};

/** What the machine is: its identity, with every value of a field that is in conflict. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Facts, type Fact } from "../design/Facts.tsx";
import { Flag } from "../design/Flag.tsx";
import { Panel } from "../design/Panel.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { fieldWords } from "../vocabulary/record-words.ts";

/** Each value leads to the record that set it. */
export const AssetFactsView = ({ asset }: { readonly asset: AssetDetail }) => (
  <Panel title={assetWords.identity.title}>
    <Facts facts={factsOf(asset)} />
  </Panel>
);

const factsOf = (asset: AssetDetail): ReadonlyArray<Fact> => [
  { name: fieldWords.tag, value: valuesOf(asset.history, asset.tag) },
  { name: fieldWords.serial, value: valuesOf(asset.history, asset.serial) },
  { name: fieldWords.maker, value: valuesOf(asset.history, asset.maker) },
  { name: fieldWords.model, value: valuesOf(asset.history, asset.model) },
  {
    name: fieldWords.equipment_class,
    value: valuesOf(
      asset.history,
      asset.equipment_class.map(({ by, value }) => ({ by, value: `${value.code} (${value.edition})` })),
    ),
  },
  { name: fieldWords.location, value: valuesOf(asset.history, asset.location) },
  { name: fieldWords.description, value: valuesOf(asset.history, asset.description) },
  { name: assetWords.identity.lifeNumber, value: asset.life_number },
  ...asset.identifiers.map(({ scheme, value }) => ({ name: scheme, value })),
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

const valuesOf = (history: string, values: Values): ReactNode => {
  const set = values.filter(({ value }) => value !== null && value !== "");
  if (set.length === 0) return <span className="muted">{assetWords.identity.none}</span>;
  return set.map(({ by, value }) => (
    <div key={`${by} ${value}`} className="row-of">
      <Link href={addresses.entry(history, by)} className="fact-value">
        {value}
      </Link>
      {set.length > 1 ? <Flag tone="warn">{by.slice(0, 6)}</Flag> : null}
    </div>
  ));
};

/** What readings, counters and descriptions say, as names and values. */
import type { AssetDescribed } from "../../shared/asset/asset-body.ts";
import type { BodyOf } from "../../shared/record-type/record-types.ts";
import type { Fact } from "../design/Facts.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { qualityOfRow } from "../vocabulary/quality-words.ts";
import { fieldTitle } from "../vocabulary/record-words.ts";
import { quantityText } from "../vocabulary/number-words.ts";

const words = assetWords.details;

/** One line for each channel, then the bytes on the wire. */
export const conditionFacts = ({ readings, gaps, reply }: BodyOf<"condition/read@1">): ReadonlyArray<Fact> => [
  ...readings.map(({ channel, quality, unit, value }) => ({
    name: channel,
    value: `${quantityText(value, unit)} (${qualityOfRow(quality).word})`,
  })),
  ...gaps.map(({ channel, reason }) => ({ name: channel, value: `${words.gaps}: ${reason}` })),
  { name: words.rawFrame, value: <code className="mono">{reply.raw}</code> },
];

/** One line for each meter. */
export const counterFacts = ({ readings, remark }: BodyOf<"asset/counter-read@1">): ReadonlyArray<Fact> => [
  ...readings.map(({ counter, reading }) => ({ name: counter, value: quantityText(reading.value, reading.unit) })),
  ...(remark === null ? [] : [{ name: words.reason, value: remark }]),
];

/** One line for each field that was set. */
export const descriptionFacts = ({ set, reason }: AssetDescribed): ReadonlyArray<Fact> => [
  ...Object.entries(set).map(([field, value]) => ({ name: fieldTitle(field), value: valueText(value) })),
  ...(reason === null ? [] : [{ name: words.reason, value: reason }]),
];

const valueText = (value: AssetDescribed["set"][keyof AssetDescribed["set"]]): string => {
  if (value === null || value === undefined) return assetWords.identity.none;
  return typeof value === "string" ? value : `${value.code} (${value.edition})`;
};

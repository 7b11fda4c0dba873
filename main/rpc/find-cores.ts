/** Finds what a scanned or typed number may mean: assets, entitlements and receipts of that serial number. */
import { parseRecordId, type HistoryId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { assetsBySerial } from "../../shared/query/assets-by-serial.ts";
import { entitlementsOfSerial } from "../../shared/query/core-entitlements.ts";
import { receiptsOfSerial } from "../../shared/query/core-receipts.ts";
import { plainKey } from "../../shared/reman/programme.ts";
import { readScannedCode } from "../../shared/reman/scanned-code.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import type { NodeParts } from "./node-parts.ts";
import { entitlementRowOf, placeRow, receiptsAt } from "./read-core.ts";
import { resolveHistory } from "./history-name.ts";

type Found = ResponseOf<"core.look-up">;

/** Everything that fits; nothing is decided. */
export const findCores = async (parts: NodeParts, text: string): Promise<Outcome<Found>> => {
  const code = readScannedCode(text);
  if (!code.ok) return code;
  const named = code.value.history === null ? null : resolveHistory(parts, code.value.history);
  if (named !== null && !named.ok) return named;
  const own = named === null ? null : await parts.index.asset(named.value);
  if (own !== null && !own.ok) return own;
  const serial = code.value.serial ?? own?.value.serial[0]?.value ?? null;
  const assets = await assetsFor(parts, serial, named?.value ?? null);
  if (!assets.ok) return assets;
  const held = serial === null ? success({ entitlements: [], receipts: [] }) : await heldFor(parts, plainKey(serial));
  if (!held.ok) return held;
  const scanned = { ...code.value, elements: [...code.value.elements], serial };
  return success({ ...held.value, assets: assets.value, scanned });
};

const assetsFor = async (
  parts: NodeParts,
  serial: string | null,
  named: HistoryId | null,
): Promise<Outcome<Found["assets"]>> => {
  const bySerial = serial === null ? success([]) : await parts.index.listed(assetsBySerial(plainKey(serial)));
  if (!bySerial.ok) return bySerial;
  const ids = [
    ...new Set([...(named === null ? [] : [named]), ...bySerial.value.flatMap((id) => parseRecordId(id) ?? [])]),
  ];
  const rows: Found["assets"] = [];
  for (const id of ids) {
    const asset = await parts.index.asset(id);
    if (asset.ok) rows.push(assetRow(asset.value));
  }
  return success(rows);
};

const assetRow = ({ history, life_number, maker, model, open_defects, records, serial, tag }: AssetDetail) => ({
  history,
  life_number,
  maker: maker[0]?.value ?? null,
  model: model[0]?.value ?? null,
  open_defects: open_defects.length,
  records,
  serial: serial[0]?.value ?? null,
  tag: tag[0]?.value ?? "",
});

const heldFor = async (
  parts: NodeParts,
  serialKey: string,
): Promise<Outcome<Pick<Found, "entitlements" | "receipts">>> => {
  const ids = await parts.index.listed(entitlementsOfSerial(serialKey));
  if (!ids.ok) return ids;
  const entitlements: Found["entitlements"] = [];
  for (const id of ids.value) {
    const row = await entitlementRowOf(parts, id);
    if (!row.ok) return row;
    entitlements.push(row.value);
  }
  const places = await parts.index.listed(receiptsOfSerial(serialKey));
  const receipts = places.ok ? await receiptsAt(parts, places.value) : places;
  return receipts.ok ? success({ entitlements, receipts: receipts.value.map(placeRow) }) : receipts;
};

/** Goods-in: finds or founds the history of the core, decides, and records the receipt. */
import { parseRecordId, type HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { lifeNumber } from "../../shared/query/asset-founding.ts";
import { assetsBySerial } from "../../shared/query/assets-by-serial.ts";
import { receiptsOfEntitlement, receiptsOfHistory, receiptsOfSerial } from "../../shared/query/core-receipts.ts";
import { coreEntitledSchema, coreReceivedSchema } from "../../shared/reman/core-body.ts";
import { decideReceipt, type HeldCores, type KnownReceipt } from "../../shared/reman/decide-receipt.ts";
import { plainKey } from "../../shared/reman/programme.ts";
import type { ParsedRequest } from "../../shared/rpc/methods.ts";
import { resolveHistory } from "./history-name.ts";
import type { NodeParts } from "./node-parts.ts";
import { knownReceipt, receiptsAt } from "./read-core.ts";
import { readRecord } from "./read-record.ts";
import { asBody, founding, instantOf, write, writeIn } from "./recording-handlers.ts";

/** Records the receipt, or says where and when the core or its entitlement went before. */
export const receiveCore = async (
  parts: NodeParts,
  { equipment_class, history, ...body }: ParsedRequest<"core.receive">,
) => {
  const { core, entitlement, sold_serial } = body;
  const named = await namedHistory(parts, history, core.serial);
  if (!named.ok) return named;
  const life = await lifeOf(parts, named.value);
  if (!life.ok) return life;
  const held = await heldCores(parts, { entitlement, history: named.value, serial: core.serial });
  if (!held.ok) return held;
  const identity = { history: named.value, life: life.value, maker: core.maker, serial: core.serial };
  const decided = decideReceipt(held.value, { core: identity, entitlement, sold_serial });
  if (!decided.ok) return decided;
  const { maker, model, serial } = core;
  const unit = { equipment_class, history: named.value, maker, model, rga: body.rga, serial };
  const into = await unitHistory(parts, unit);
  if (!into.ok) return into;
  return writeIn(parts, into.value, {
    at: instantOf(body.occurred),
    body: asBody(coreReceivedSchema.parse(body)),
    type: "core/received@1",
  });
};

export interface Unit {
  readonly equipment_class: { readonly code: string; readonly edition: string } | null;
  readonly history: string | null;
  readonly maker: string | null;
  readonly model: string | null;
  readonly rga?: string | null;
  readonly serial: string | null;
}

/** The history of a unit: the one that is named, the one with its serial number, or a new one that is founded. */
export const unitHistory = async (parts: NodeParts, unit: Unit): Promise<Outcome<HistoryId>> => {
  const named = await namedHistory(parts, unit.history, unit.serial);
  if (!named.ok) return named;
  if (named.value !== null) return success(named.value);
  const { equipment_class, maker, model, serial } = unit;
  if (equipment_class === null)
    return refuse(
      "classMissing",
      `No asset here has the serial number ${serial ?? "(not readable)"}. Choose its equipment class, so that it can be registered.`,
    );
  const tag = serial ?? `Core ${unit.rga ?? parts.now().slice(0, 16)}`;
  const fields = { description: null, equipment_class, identifiers: [], life_number: 1, location: null };
  const body = { ...fields, maker, model, serial, source: null, tag, ...founding(parts) };
  const founded = await write(parts, { at: null, body: asBody(body), history: null, type: "asset/registered@1" });
  const id = founded.ok ? parseRecordId(founded.value.history) : null;
  if (!founded.ok) return founded;
  return id === null ? refuse("notHeld", "The new asset is not here.") : success(id);
};

const namedHistory = async (
  parts: NodeParts,
  name: string | null,
  serial: string | null,
): Promise<Outcome<HistoryId | null>> => {
  if (name !== null) return resolveHistory(parts, name);
  if (serial === null) return success(null);
  const found = await parts.index.listed(assetsBySerial(plainKey(serial)));
  if (!found.ok) return found;
  const [first, ...others] = found.value;
  if (others.length > 0)
    return refuse(
      "ambiguousHistory",
      `The serial number ${serial} is that of ${found.value.length} assets here. Choose which one it is.`,
    );
  return success(first === undefined ? null : parseRecordId(first));
};

const lifeOf = async (parts: NodeParts, history: HistoryId | null): Promise<Outcome<number>> => {
  if (history === null) return success(1);
  const life = await parts.index.listedIn(history, lifeNumber);
  return life.ok ? success(life.value[0] ?? 1) : life;
};

interface Wanted {
  readonly entitlement: string | null;
  readonly history: HistoryId | null;
  readonly serial: string | null;
}

const heldCores = async (parts: NodeParts, { entitlement, history, serial }: Wanted): Promise<Outcome<HeldCores>> => {
  const asked = [
    ...(serial === null ? [] : [parts.index.listed(receiptsOfSerial(plainKey(serial)))]),
    ...(entitlement === null ? [] : [parts.index.listed(receiptsOfEntitlement(entitlement))]),
    ...(history === null ? [] : [parts.index.listedIn(history, receiptsOfHistory)]),
  ];
  const receipts: KnownReceipt[] = [];
  for (const answer of await Promise.all(asked)) {
    const read = answer.ok ? await receiptsAt(parts, answer.value) : answer;
    if (!read.ok) return read;
    const lives = new Map(answer.ok ? answer.value.map(({ life, record }) => [record, life]) : []);
    receipts.push(...read.value.map((one) => knownReceipt(one, lives.get(one.entry.id) ?? 1)));
  }
  const known = entitlement === null ? null : await readRecord(parts, entitlement, coreEntitledSchema);
  const entitlements =
    known?.ok === true ? [{ record: known.value.entry.id, sold_serial: known.value.body.sold_serial }] : [];
  return success({ entitlements, receipts });
};

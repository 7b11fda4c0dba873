/** Reads cores for screens and decisions: receipts with their grades, entitlements with what discharged them. */
import { isInstant } from "../../shared/clock/instant.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { tagOf } from "../../shared/query/assets-by-serial.ts";
import { receiptsOfEntitlement, type ReceiptPlace } from "../../shared/query/core-receipts.ts";
import {
  coreEntitledSchema,
  coreGradedSchema,
  coreReceivedSchema,
  type CoreEntitled,
  type CoreReceived,
} from "../../shared/reman/core-body.ts";
import { windowAt, windowEnd, type KnownReceipt } from "../../shared/reman/decide-receipt.ts";
import type { CoreRow, EntitlementRow, ReceiptPlaceRow } from "../../shared/rpc/core-methods.ts";
import { today } from "./fleet-handlers.ts";
import type { NodeParts } from "./node-parts.ts";
import { openedText, readRecord, readRecords, writtenBy, type ReadRecord } from "./read-record.ts";

/** One row of the list. */
export const coreRowOf = async (parts: NodeParts, place: ReceiptPlace): Promise<Outcome<CoreRow>> => {
  const receipt = await readRecord(parts, place.record, coreReceivedSchema);
  if (!receipt.ok) return receipt;
  const grade = place.grade === null ? success(null) : await readRecord(parts, place.grade, coreGradedSchema);
  if (!grade.ok) return grade;
  const tag = await parts.index.listedIn(receipt.value.history, tagOf);
  if (!tag.ok) return tag;
  const { core, entitlement, remark, sold_serial } = receipt.value.body;
  const { maker, model, part_number } = core;
  return success({
    ...placeRow(receipt.value),
    contradicted: place.contradicted,
    entitlement,
    life_number: place.life,
    maker,
    model,
    part_number,
    grade: grade.value === null ? null : gradeSummary(grade.value),
    remark,
    sold_serial,
    tag: tag.value[0] ?? "",
  });
};

const gradeSummary = ({ body, entry }: ReadRecord<(typeof coreGradedSchema)["_output"]>) => ({
  credit_minor: body.credit_minor,
  currency: body.deposit.currency,
  outcome: body.outcome,
  record: entry.id,
});

/** Where and when, in the shape of the contract. */
export const placeRow = ({ body, entry, history }: ReadRecord<CoreReceived>): ReceiptPlaceRow => ({
  at: entry.at,
  by: writtenBy(entry),
  history,
  place: body.place,
  record: entry.id,
  rga: body.rga,
  serial: body.core.serial,
  standing: entry.standing.standing,
});

/** An entitlement with every receipt that discharges it. */
export const entitlementRowOf = async (parts: NodeParts, id: string): Promise<Outcome<EntitlementRow>> => {
  const entitlement = await readRecord(parts, id, coreEntitledSchema);
  if (!entitlement.ok) return entitlement;
  const places = await parts.index.listed(receiptsOfEntitlement(id));
  if (!places.ok) return places;
  const receipts = await receiptsAt(parts, places.value);
  if (!receipts.ok) return receipts;
  const { body, entry, history } = entitlement.value;
  const ends = windowEnd(body.occurred, body.window_days);
  const { deposit, model, part_number, programme, reference, sold_serial } = body;
  return success({
    deposit,
    ends,
    history,
    model,
    part_number,
    programme,
    record: id,
    reference,
    sold_serial,
    holder: openedText(entry, body.holder),
    receipts: receipts.value.map(placeRow),
    sold_on: body.occurred.value,
    standing: entry.standing.standing,
    state: stateOf(receipts.value.length, ends, today(parts)),
  });
};

const stateOf = (receipts: number, ends: string | null, day: string): EntitlementRow["state"] => {
  if (receipts > 1) return "contradicting";
  if (receipts === 1) return "discharged";
  return ends !== null && ends < day ? "over" : "open";
};

/** The receipts at these places. */
export const receiptsAt = (
  parts: NodeParts,
  places: ReadonlyArray<ReceiptPlace>,
): Promise<Outcome<ReadonlyArray<ReadRecord<CoreReceived>>>> =>
  readRecords(
    parts,
    places.map(({ record }) => record),
    coreReceivedSchema,
  );

/** What a decision has to know of a receipt. */
export const knownReceipt = (receipt: ReadRecord<CoreReceived>, life: number): KnownReceipt => {
  const { body, history } = receipt;
  const { at, by, place, record, rga } = placeRow(receipt);
  const core = { history, life, maker: body.core.maker, serial: body.core.serial };
  return { at, by, core, entitlement: body.entitlement, place, record, rga };
};

/** Whether the core came in time, from the records of both. */
export const windowOf = (
  entitlement: Pick<CoreEntitled, "occurred" | "window_days"> | null,
  receivedAt: string,
): "inside" | "outside" | "none" =>
  entitlement === null || !isInstant(receivedAt) ? "none" : windowAt(entitlement, receivedAt);

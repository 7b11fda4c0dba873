/** Seals as rows: who receives, who confirmed, and what surfaced after each (record-format.md, section 8). */
import { isReceiver, sealsOf, surfacedAfter, type Seal } from "../../shared/custody/seal.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { historiesSealed } from "../../shared/query/records-standing.ts";
import { endorsedSchema } from "../../shared/register/quorum.ts";
import { rolesOfKey } from "../../shared/register/register-state.ts";
import { countsInState } from "../../shared/register/standing.ts";
import type { SealRow } from "../../shared/rpc/custody-methods.ts";
import { actorOfKey, actorOfParty, type ActorRow } from "./actor-rows.ts";
import { entryOf, historyTitle, listedMax } from "./decision-lists.ts";
import type { NodeParts } from "./node-parts.ts";
import { registerOf } from "./quorum-rows.ts";
import { openedText } from "./read-record.ts";

/** A seal lists at most so many records that surfaced; the total counts them all. */
const surfacedListedMax = 40;

/** The seals of a history that count, newest first, each with what became of it. */
export const sealRowsOf = async (parts: NodeParts, history: History): Promise<SealRow[]> => {
  const rows: SealRow[] = [];
  for (const seal of countingSeals(parts, history).toReversed()) {
    const row = await sealRow(parts, history, seal);
    if (row !== null) rows.push(row);
  }
  return rows;
};

/** The seals of all histories, newest first. */
export const allSeals = async (parts: NodeParts): Promise<Outcome<SealRow[]>> => {
  const histories = await sealedHistories(parts);
  if (!histories.ok) return histories;
  const rows: SealRow[] = [];
  for (const history of histories.value) rows.push(...(await sealRowsOf(parts, history)));
  return success(rows.toSorted((left, right) => (left.entry.at < right.entry.at ? 1 : -1)));
};

/** How many seals whoever is signed in can confirm; reads no record. */
export const sealsToConfirm = async (parts: NodeParts): Promise<Outcome<number>> => {
  const histories = await sealedHistories(parts);
  if (!histories.ok) return histories;
  const own = histories.value.flatMap((history) =>
    countingSeals(parts, history).filter((seal) => ownReceipt(parts, history, seal).roles.length > 0),
  );
  return success(own.length);
};

const sealedHistories = async (parts: NodeParts): Promise<Outcome<ReadonlyArray<History>>> => {
  const ids = await parts.index.listed(historiesSealed(listedMax));
  if (!ids.ok) return ids;
  return success(
    ids.value.flatMap((text) => {
      const id = parseRecordId(text);
      return (id === null ? undefined : parts.store.ledger.history(id)) ?? [];
    }),
  );
};

const countingSeals = ({ store }: NodeParts, history: History): ReadonlyArray<Seal> =>
  sealsOf(history, (record: HeldRecord) => countsInState(store.judge.verdict(record)));

const sealRow = async (parts: NodeParts, history: History, seal: Seal): Promise<SealRow | null> => {
  const entry = await entryOf(parts, seal.record.id);
  if (entry === null) return null;
  const surfaced = history.order.filter(surfacedAfter(history, seal)).toReversed();
  const shown = await Promise.all(surfaced.slice(0, surfacedListedMax).map(({ id }) => entryOf(parts, id)));
  const { act, heads, reason, recipient, to } = seal.body;
  const state = parts.store.judge.registerNow(registerOf(parts, history.id));
  const unenrolled: ActorRow = { name: openedText(entry, recipient), organisation: null, party: null };
  return {
    act,
    confirmed: await confirmationsOf(parts, history, seal),
    entry,
    heads: heads.length,
    history: history.id,
    own: ownReceipt(parts, history, seal),
    reason,
    surfaced: shown.flatMap((one) => one ?? []),
    surfaced_total: surfaced.length,
    title: await historyTitle(parts, history.id),
    to: to === null ? unenrolled : await actorOfParty(parts, state, to),
  };
};

const confirmationsOf = async (parts: NodeParts, history: History, seal: Seal): Promise<SealRow["confirmed"]> => {
  const rows: SealRow["confirmed"] = [];
  for (const record of confirming(parts, history, seal)) {
    const state = parts.store.judge.registerAt(record);
    rows.push({ ...(await actorOfKey(parts, state, record.writer)), at: record.at, record: record.id });
  }
  return rows;
};

/** Endorsements of the seal by its receiver, as the register stood when they were written. */
const confirming = ({ store }: NodeParts, history: History, seal: Seal): ReadonlyArray<HeldRecord> =>
  history.order.filter(
    (record) =>
      record.type === "record/endorsed@1" &&
      endorsedSchema.safeParse(record.body).data?.target === seal.record.id &&
      store.judge.verdict(record).standing === "accepted" &&
      isReceiver(seal, store.judge.registerAt(record), record.writer),
  );

const ownReceipt = (parts: NodeParts, history: History, seal: Seal): SealRow["own"] => {
  const state = parts.store.judge.registerNow(registerOf(parts, history.id));
  const { key } = parts.session.signer();
  if (confirming(parts, history, seal).length > 0) return { roles: [], why: "The receiver confirmed it." };
  if (seal.body.to === null)
    return { roles: [], why: "The receiver is not enrolled in the register, so nobody can confirm it by a record." };
  if (!isReceiver(seal, state, key)) return { roles: [], why: "Only the receiver can confirm it." };
  if (seal.record.writer === key)
    return { roles: [], why: "You made the seal; another person of the receiver confirms it." };
  return { roles: [...rolesOfKey(state, key)], why: null };
};

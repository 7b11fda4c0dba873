/** What was lost with a computer, as far as anything that is here proves it. */
import { shortId, type HistoryId } from "../../shared/ledger/record.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { allAttachments, allSealed, pendingTotal, tagIn } from "../../shared/query/named-beside.ts";
import type { Losses } from "../../shared/rpc/protection-methods.ts";
import type { NodeParts } from "./node-parts.ts";

type Lost = Pick<NodeParts, "attachments" | "index" | "keystore" | "openings" | "store" | "writerIn">;

/** Rows that are listed of each kind; all are counted. */
const rowsMax = 200;

/** Looks through everything that is here. */
export const lossesOf = async (parts: Lost): Promise<Outcome<Losses>> => {
  const attachments = await missingAttachments(parts);
  if (!attachments.ok) return attachments;
  const sealed = await missingOpenings(parts);
  if (!sealed.ok) return sealed;
  const pending = await parts.index.listed(pendingTotal());
  if (!pending.ok) return pending;
  const missing = parts.store.ledger.missing();
  const facts = {
    attachments: attachments.value.slice(0, rowsMax),
    attachments_total: attachments.value.length,
    former: parts.keystore.former.installations.at(-1) ?? null,
    last_records: await lastRecords(parts),
    missing_records: missing.slice(0, rowsMax).map((id) => ({ id })),
    missing_total: missing.length,
    pending: pending.value[0] ?? 0,
    sealed: sealed.value,
  };
  return success({ ...facts, sentences: sentencesOf(facts) });
};

const missingAttachments = async ({ attachments, index }: Lost): Promise<Outcome<Losses["attachments"]>> => {
  const named = await index.listed(allAttachments());
  if (!named.ok) return named;
  const lost: Losses["attachments"] = [];
  for (const { history, sha256, tag } of named.value) {
    if ((await attachments.size(sha256)) !== null) continue;
    const title = tag ?? `history ${history.slice(0, 12)}…`;
    lost.push({ history, name: `${sha256.slice(0, 12)}…`, sha256, title });
  }
  return success(lost);
};

const missingOpenings = async ({ index, openings }: Lost): Promise<Outcome<number>> => {
  const named = await index.listed(allSealed());
  if (!named.ok) return named;
  let lost = 0;
  for (const sealed of named.value) {
    const opening = openings.isErased(sealed) ? null : await openings.get(sealed);
    if (opening !== null && (!opening.ok || opening.value === null)) lost++;
  }
  return success(lost);
};

/** The newest record of each key of the lost computer, over all histories. */
const lastRecords = async (parts: Lost): Promise<Losses["last_records"]> => {
  const rows: Losses["last_records"] = [];
  for (const key of formerKeys(parts)) {
    const found = newestOf(parts, key);
    if (found === null) continue;
    const { history, record } = found;
    const writer = await parts.writerIn(parts.store.judge.registerAt(record), key);
    const title = await titleOf(parts, history.id);
    rows.push({
      at: record.recordedAt,
      history: history.id,
      id: record.id,
      key,
      title,
      writer: writer.name ?? shortId(key),
    });
  }
  return rows;
};

const formerKeys = ({ keystore }: Lost): ReadonlyArray<string> => [
  ...keystore.former.installations,
  ...keystore.people().flatMap(({ key }) => keystore.formerOf(key)),
];

const newestOf = ({ store }: Lost, key: string): { readonly history: History; readonly record: HeldRecord } | null => {
  let newest: { readonly history: History; readonly record: HeldRecord } | null = null;
  for (const outline of store.ledger.histories.outlines()) {
    const history = outline.hasWriter(key) ? store.ledger.history(outline.id) : undefined;
    for (const record of history?.tipsOf(key) ?? [])
      if (history !== undefined && (newest === null || newest.record.recordedAt < record.recordedAt))
        newest = { history, record };
  }
  return newest;
};

const titleOf = async ({ index, store }: Lost, history: HistoryId): Promise<string> => {
  const tag = await index.listedIn(history, tagIn);
  const [found = null] = tag.ok ? tag.value : [];
  return found ?? store.judge.registerNow(history).charter?.name ?? `history ${history.slice(0, 12)}…`;
};

const sentencesOf = (facts: Omit<Losses, "sentences">): string[] => [
  ...(facts.missing_total === 0
    ? []
    : [
        `${counted(facts.missing_total, "record")} that others stand on ${facts.missing_total === 1 ? "is" : "are"} not here, and ${counted(facts.pending, "record")} ${facts.pending === 1 ? "waits" : "wait"} for ${facts.missing_total === 1 ? "it" : "them"}: exchange with everybody who may have them.`,
      ]),
  ...facts.last_records.map(
    ({ at, title, writer }) =>
      `The last record of ${writer} that is here was made at ${plainTime(at)} (${title}). What was recorded on the lost computer after it, and shared with nobody and copied nowhere, is lost.`,
  ),
  ...(facts.attachments_total === 0
    ? []
    : [
        `${counted(facts.attachments_total, "attachment")} that records name ${facts.attachments_total === 1 ? "is" : "are"} not here.`,
      ]),
  ...(facts.sealed === 0
    ? []
    : [
        `${counted(facts.sealed, "sealed value")} cannot be read here: ${facts.sealed === 1 ? "its opening is" : "their openings are"} with whoever was given them.`,
      ]),
  ...(facts.former !== null && facts.last_records.length === 0
    ? ["Nothing that the lost computer recorded is here."]
    : []),
];

/** To the minute, as people say it. */
export const plainTime = (instant: string): string => `${instant.slice(0, 16).replace("T", " ")} UTC`;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

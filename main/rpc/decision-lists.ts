/** What waits for a decision, and what was decided, over all histories: each list with the records themselves. */
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import { fieldValues, inConflict } from "../../shared/ledger/conflict-set.ts";
import { parseRecordId, type HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { fieldText } from "../../shared/projection/asset-fields.ts";
import { tagOf } from "../../shared/query/assets-by-serial.ts";
import type { Question } from "../../shared/query/question.ts";
import {
  corrections,
  correctionTotal,
  historiesEquivocal,
  historiesInConflict,
  recordsStanding,
  recordsStandingTotal,
} from "../../shared/query/records-standing.ts";
import { countsInState, type Standing } from "../../shared/register/standing.ts";
import { correctionReason, correctionTarget, correctedSchema } from "../../shared/register/standing-rules.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type {
  ConflictRow,
  CorrectionRow,
  DisputeRow,
  EndorsementRow,
  EquivocationRow,
} from "../../shared/rpc/decision-methods.ts";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import type { NodeParts } from "./node-parts.ts";
import { ownEndorsement, quorumRow } from "./quorum-rows.ts";
import { settableValue } from "./resolve-conflict.ts";

/** A screen shows so many of each kind; the total says how many there are. */
export const listedMax = 100;

/** Standings of records that count for nothing. */
const disputed: ReadonlyArray<Standing> = ["disputed", "not permitted", "malformed", "undetermined"];

/** What a history is called: an asset by its tag, a register by its name, all others by their first record. */
export const historyTitle = async (parts: NodeParts, history: HistoryId): Promise<string> => {
  const tag = await parts.index.listedIn(history, tagOf);
  if (tag.ok && tag.value[0] !== undefined) return tag.value[0];
  const { charter } = parts.store.judge.registerNow(history);
  if (charter !== null) return charter.name;
  const first = await parts.index.entry(history);
  return first.ok ? first.value.summary : history.slice(0, 12);
};

/** Records that wait for a quorum. */
export const listEndorsements = async (parts: NodeParts): Promise<Outcome<ResponseOf<"decision.endorsements">>> =>
  listed(parts, recordsStanding(["provisional"], listedMax), recordsStandingTotal(["provisional"]), async (record) => {
    const row = await decidedRow(parts, record);
    const quorum = row === null ? null : await quorumRow(parts, record);
    if (row === null || quorum === null) return null;
    const own = ownEndorsement(parts, record);
    return { ...row, own, quorum } satisfies EndorsementRow;
  });

/** Corrections that count. */
export const listCorrections = async (parts: NodeParts): Promise<Outcome<ResponseOf<"decision.corrections">>> =>
  listed(parts, corrections(listedMax), correctionTotal(), async (record) => {
    const row = await decidedRow(parts, record);
    const history = parts.store.ledger.history(record.history);
    const target = history === undefined ? undefined : correctionTarget(record, history);
    const taken = target === undefined ? null : await entryOf(parts, target.id);
    if (row === null || taken === null) return null;
    const instead = correctedSchema.safeParse(record.body).data?.replacement ?? null;
    const replacement = instead === null ? null : await entryOf(parts, instead);
    return { ...row, reason: correctionReason(record), replacement, target: taken } satisfies CorrectionRow;
  });

/** Records that do not count. */
export const listDisputes = async (parts: NodeParts): Promise<Outcome<ResponseOf<"decision.disputes">>> =>
  listed(
    parts,
    recordsStanding(disputed, listedMax),
    recordsStandingTotal(disputed),
    (record): Promise<DisputeRow | null> => decidedRow(parts, record),
  );

/** Fields in conflict. */
export const listConflicts = async (parts: NodeParts): Promise<Outcome<ResponseOf<"decision.conflicts">>> => {
  const ids = await parts.index.listed(historiesInConflict(listedMax));
  if (!ids.ok) return ids;
  const rows: ConflictRow[] = [];
  for (const history of heldHistories(parts, ids.value)) rows.push(...(await conflictsOf(parts, history)));
  return success({ rows, total: rows.length });
};

/** Keys that signed two records with one number. */
export const listEquivocations = async (parts: NodeParts): Promise<Outcome<ResponseOf<"decision.equivocations">>> => {
  const ids = await parts.index.listed(historiesEquivocal(listedMax));
  if (!ids.ok) return ids;
  const rows: EquivocationRow[] = [];
  for (const history of heldHistories(parts, ids.value)) rows.push(...(await equivocationsOf(parts, history)));
  return success({ rows, total: rows.length });
};

/** How many records whoever is signed in may bring further by an endorsement; reads none of them. */
export const endorsementsForMe = async (parts: NodeParts): Promise<Outcome<number>> => {
  const ids = await parts.index.listed(recordsStanding(["provisional"], listedMax));
  if (!ids.ok) return ids;
  const waiting = ids.value.filter((text) => {
    const id = parseRecordId(text);
    const record = id === null ? undefined : parts.store.ledger.record(id);
    return record !== undefined && ownEndorsement(parts, record).roles.length > 0;
  });
  return success(waiting.length);
};

/** How many fields are in conflict. */
export const conflictCount = async (parts: NodeParts): Promise<Outcome<number>> => {
  const ids = await parts.index.listed(historiesInConflict(listedMax));
  if (!ids.ok) return ids;
  const fields = heldHistories(parts, ids.value).flatMap((history) => fieldsInConflict(parts, history));
  return success(fields.length);
};

/** The entry of a record that is here. */
export const entryOf = async (parts: NodeParts, text: string): Promise<TimelineEntry | null> => {
  const id = parseRecordId(text);
  const entry = id === null ? refuse("notHeld", text) : await parts.index.entry(id);
  return entry.ok ? entry.value : null;
};

const decidedRow = async (parts: NodeParts, record: HeldRecord): Promise<DisputeRow | null> => {
  const entry = await entryOf(parts, record.id);
  return entry === null ? null : { entry, history: record.history, title: await historyTitle(parts, record.history) };
};

const listed = async <R>(
  parts: NodeParts,
  question: Question<string>,
  counting: Question<number>,
  rowOf: (record: HeldRecord) => Promise<R | null>,
): Promise<Outcome<{ rows: R[]; total: number }>> => {
  const ids = await parts.index.listed(question);
  const total = ids.ok ? await parts.index.listed(counting) : ids;
  if (!ids.ok) return ids;
  if (!total.ok) return total;
  const rows: R[] = [];
  for (const text of ids.value) {
    const id = parseRecordId(text);
    const record = id === null ? undefined : parts.store.ledger.record(id);
    const row = record === undefined ? null : await rowOf(record);
    if (row !== null) rows.push(row);
  }
  return success({ rows, total: total.value[0] ?? rows.length });
};

const heldHistories = (parts: NodeParts, ids: ReadonlyArray<string>): ReadonlyArray<History> =>
  ids.flatMap((text) => {
    const id = parseRecordId(text);
    return (id === null ? undefined : parts.store.ledger.history(id)) ?? [];
  });

const fieldsInConflict = ({ store }: NodeParts, history: History) => {
  const counts = (record: HeldRecord): boolean => countsInState(store.judge.verdict(record));
  return [...fieldValues(history.order, counts)].filter(([, values]) => inConflict(values));
};

const conflictsOf = async (parts: NodeParts, history: History): Promise<ReadonlyArray<ConflictRow>> => {
  const rows: ConflictRow[] = [];
  for (const [field, values] of fieldsInConflict(parts, history)) {
    const shown = [];
    for (const { by, value } of values) {
      const entry = await entryOf(parts, by);
      if (entry !== null) shown.push({ entry, text: fieldText(value) ?? "none" });
    }
    const resolvable = values.some(({ value }) => settableValue(field, JSON.parse(value)) !== null);
    rows.push({ field, history: history.id, resolvable, title: await historyTitle(parts, history.id), values: shown });
  }
  return rows;
};

const equivocationsOf = async (parts: NodeParts, history: History): Promise<ReadonlyArray<EquivocationRow>> => {
  const { judge } = parts.store;
  const rows: EquivocationRow[] = [];
  for (const { records, seq, writer } of history.equivocations) {
    const entries = (await Promise.all(records.map((id) => entryOf(parts, id)))).flatMap((entry) => entry ?? []);
    const theirs = [...history.records.values()].filter((record) => record.writer === writer);
    rows.push({
      disputed: theirs.filter((record) => judge.verdict(record).standing === "disputed").length,
      history: history.id,
      own: isOwnKey(parts, writer),
      records: entries,
      seq,
      title: await historyTitle(parts, history.id),
      writer: await parts.writerIn(judge.registerNow(history.root?.foundsUnder ?? history.id), writer),
    });
  }
  return rows;
};

const isOwnKey = ({ keystore }: NodeParts, key: string): boolean =>
  key === keystore.installationSigner.key ||
  keystore.people().some((person) => person.key === key || keystore.formerOf(person.key).includes(key)) ||
  keystore.former.installations.some((former) => former === key);

/**
 * The sending half of an exchange: finds out what the other side lacks, and sends it, registers first, parents first.
 */
import { Buffer } from "node:buffer";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { isComplete, type HeldRecord, type History } from "../../shared/ledger/history.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { sealedIn } from "../../shared/ledger/sealed-value.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { cover, narrow, openBranches, probesOf, type Branch } from "../../shared/sync/coverage.ts";
import { recordsLeftBehind } from "../../shared/sync/doubtful-key.ts";
import { historyDigest, tipRecords } from "../../shared/sync/history-digest.ts";
import { recordsToSend } from "../../shared/sync/records-to-send.ts";
import { entriesMax, type ContentOf, type SyncMessage } from "../../shared/sync/sync-message.ts";
import type { HistoryStore } from "../recorder/history-store.ts";
import { frameLine } from "../bundle/bundle-lines.ts";
import type { Opening } from "../../shared/ledger/bundle.ts";
import type { MessageLink } from "./message-link.ts";

/** What the other side said in a round; each resolves to `null` when the exchange has ended. */
export interface OtherSide {
  readonly digests: (round: number) => Promise<ReadonlyMap<HistoryId, string> | null>;
  readonly tips: (
    history: HistoryId,
  ) => Promise<ReadonlyArray<{ readonly writer: string; readonly id: RecordId }> | null>;
  /** The answer to the question that was asked longest ago. */
  readonly held: () => Promise<ContentOf<"held"> | null>;
}

export interface SendingParts {
  readonly link: MessageLink;
  readonly store: Pick<HistoryStore, "read">;
  /** The histories that the other side may see now, registers first. */
  readonly shared: () => ReadonlyArray<History>;
  /** An opening that the other side may have, or `null`. */
  readonly opening: (sealed: string) => Promise<Opening | null>;
  /** Called before the first record of a round leaves. */
  readonly secure: () => Promise<Outcome<unknown>>;
  readonly onSent?: (records: number, of: number) => void;
}

/** What a round has sent, and what the other side holds once it has taken it. */
export interface SentRound {
  readonly records: ReadonlyArray<RecordId>;
  readonly openings: number;
  readonly tips: ReadonlyMap<HistoryId, ReadonlyArray<RecordId>>;
}

interface Plan {
  readonly history: History;
  readonly covered: Set<HeldRecord>;
  branches: Branch[];
}

export class SyncSending {
  readonly #parts: SendingParts;
  readonly #other: OtherSide;
  /** What was sent in an earlier round and set apart over there is not sent again. */
  readonly #gone = new Set<RecordId>();

  constructor(parts: SendingParts, other: OtherSide) {
    this.#parts = parts;
    this.#other = other;
  }

  /** Sends everything that the other side lacks; `null` when the exchange has ended meanwhile. */
  async round(round: number): Promise<Outcome<SentRound | null>> {
    const shared = this.#parts.shared();
    const digests = new Map(shared.map((history) => [history.id, historyDigest(history)]));
    const tips = new Map(shared.map((history) => [history.id, tipsThatTravel(history)]));
    const told = await this.#tellDigests(digests, round);
    const theirs = told.ok ? await this.#other.digests(round) : null;
    if (theirs === null) return told.ok ? success(null) : told;
    const plans = await this.#plans(shared.filter(({ id }) => theirs.get(id) !== digests.get(id)), theirs);
    if (plans === null) return success(null);
    const lacking = plans.flatMap(({ covered, history }) => [...recordsToSend(history, covered)]);
    const records = lacking.filter(({ id }) => !this.#gone.has(id));
    for (const { id } of records) this.#gone.add(id);
    const openings = await this.#send(records);
    if (!openings.ok) return openings;
    const ended = await this.#parts.link.send({ sent: { records: records.length } });
    return ended.ok ? success({ records: records.map(({ id }) => id), openings: openings.value, tips }) : ended;
  }

  async #tellDigests(digests: ReadonlyMap<HistoryId, string>, round: number): Promise<Outcome<null>> {
    const pages = pagesOf([...digests]);
    for (const [index, histories] of pages.entries()) {
      const page = { histories: histories.map(([id, digest]): [string, string] =>
        [id, digest]), more: index + 1 < pages.length, round };
      const sent = await this.#parts.link.send({ digests: page });
      if (!sent.ok) return sent;
    }
    return success(null);
  }

  async #plans(
    histories: ReadonlyArray<History>,
    theirs: ReadonlyMap<HistoryId, string>,
  ): Promise<ReadonlyArray<Plan> | null> {
    const tips = histories.map((history) => ({ history, tips: tipRecords(history) }));
    const asked = await this.#askAll(tips.flatMap(({ history, tips: records }) => tipMessages(history, records)));
    if (!asked) return null;
    const plans: Plan[] = [];
    for (const { history, tips: records } of tips) {
      const plan = await this.#plan(history, records, theirs.has(history.id));
      if (plan === null) return null;
      plans.push(plan);
    }
    while (plans.some(({ branches }) => branches.length > 0)) if (!(await this.#narrow(plans))) return null;
    return plans;
  }

  async #plan(history: History, tips: ReadonlyArray<HeldRecord>, announced: boolean): Promise<Plan | null> {
    const answer = await this.#answers(tips);
    const told = announced && answer !== null ? await this.#other.tips(history.id) : [];
    if (answer === null || told === null) return null;
    const covered = new Set<HeldRecord>();
    cover(history, [...answer.held, ...told.map(({ id }) => id)], covered);
    // Of a key whose end over there is unknown here, records of this side may be held there all the same.
    const unknown = new Set(told.filter(({ id }) => !isHeld(history, id)).map(({ writer }) => writer));
    const mayHoldMore = (writer: string): boolean => answer.known && (!announced || unknown.has(writer));
    return { history, covered, branches: openBranches(history, covered, mayHoldMore) };
  }

  async #narrow(plans: ReadonlyArray<Plan>): Promise<boolean> {
    const open = plans.filter(({ branches }) => branches.length > 0);
    const asked = open.map(({ history, branches }) => ({ history, probes: branches.flatMap(probesOf) }));
    if (!(await this.#askAll(asked.flatMap(({ history, probes }) => probeMessages(history, probes))))) return false;
    for (const [index, { probes }] of asked.entries()) {
      const answer = await this.#answers(probes);
      const plan = open[index];
      if (answer === null || plan === undefined) return false;
      const held = new Set(answer.held);
      const narrowed = plan.branches.map((branch) => narrow(branch, ({ id }) => held.has(id)));
      plan.branches = narrowed.filter(({ length }) => length > 0);
      cover(plan.history, held, plan.covered);
    }
    return true;
  }

  async #askAll(questions: ReadonlyArray<SyncMessage>): Promise<boolean> {
    for (const question of questions) if (!(await this.#parts.link.send(question)).ok) return false;
    return true;
  }

  /** The answers to the messages that asked about these records, page by page. */
  async #answers(
    records: ReadonlyArray<HeldRecord>,
  ): Promise<{ readonly held: ReadonlyArray<RecordId>; readonly known: boolean } | null> {
    const held: RecordId[] = [];
    let known = true;
    for (const page of pagesOf(records)) {
      const answer = await this.#other.held();
      if (answer === null) return null;
      known = answer.known;
      held.push(...page.filter((_, index) => answer.flags[index] === "1").map(({ id }) => id));
    }
    return { held, known };
  }

  async #send(records: ReadonlyArray<HeldRecord>): Promise<Outcome<number>> {
    const secured = records.length === 0 ? success(null) : await this.#parts.secure();
    if (!secured.ok) return secured;
    let openings = 0;
    let next = this.#read(records, 0);
    for (let start = 0; start < records.length; start += groupRecords) {
      const group = await next;
      if (!group.ok) return group;
      // The disk is read while the network writes.
      next = this.#read(records, start + groupRecords);
      const sent = await this.#sendGroup(group.value);
      if (!sent.ok) return sent;
      openings += sent.value;
      this.#parts.onSent?.(Math.min(start + groupRecords, records.length), records.length);
    }
    return success(openings);
  }

  async #read(records: ReadonlyArray<HeldRecord>, start: number): Promise<Outcome<ReadonlyArray<SignedRecord>>> {
    const group = await Promise.all(records.slice(start, start + groupRecords).map(({ id }) =>
      this.#parts.store.read(id)));
    const failure = group.find((record) => !record.ok);
    if (failure !== undefined) return failure;
    return success(group.flatMap((record) => (record.ok ? [record.value] : [])));
  }

  async #sendGroup(records: ReadonlyArray<SignedRecord>): Promise<Outcome<number>> {
    const openings = await openingsOf(records, this.#parts.opening);
    for (const list of openingPages(openings)) {
      const sent = await this.#parts.link.send({ openings: { list } });
      if (!sent.ok) return sent;
    }
    const sent = await this.#parts.link.send({ kind: "frames", bytes: Buffer.concat(records.map(frameLine)) });
    return sent.ok ? success(openings.length) : sent;
  }
}

/** The openings of records that may be given out, each with its record. */
export const openingsOf = async (
  records: ReadonlyArray<SignedRecord>,
  opening: SendingParts["opening"],
): Promise<ReadonlyArray<NamedOpening>> => {
  const found: NamedOpening[] = [];
  for (const { id, record } of records) {
    for (const sealed of sealedIn(record.body)) {
      const one = await opening(sealed);
      if (one !== null) found.push({ opening: mutable(one), record: id });
    }
  }
  return found;
};

type NamedOpening = ContentOf<"openings">["list"][number];

/** Openings in messages of about a mebibyte: their values may be long texts. */
export function* openingPages(openings: ReadonlyArray<NamedOpening>): Generator<NamedOpening[], void> {
  let page: NamedOpening[] = [];
  let size = 0;
  for (const one of openings) {
    page.push(one);
    size += JSON.stringify(one).length;
    if (size < openingPageLength && page.length < entriesMax) continue;
    yield page;
    page = [];
    size = 0;
  }
  if (page.length > 0) yield page;
}

const openingPageLength = 1024 * 1024;

/** Records of one message: even the largest fit its limit. */
const groupRecords = 64;

/** Pages of a list; an empty list is one empty page. */
export const pagesOf = <T>(list: ReadonlyArray<T>): ReadonlyArray<ReadonlyArray<T>> => {
  if (list.length <= entriesMax) return [list];
  const pages = Math.ceil(list.length / entriesMax);
  return Array.from({ length: pages }, (_, page) => list.slice(page * entriesMax, (page + 1) * entriesMax));
};

const tipMessages = ({ id }: History, tips: ReadonlyArray<HeldRecord>): ReadonlyArray<SyncMessage> => {
  const pages = pagesOf(tips);
  return pages.map((page, index) => ({
    tips: {
      history: id,
      more: index + 1 < pages.length,
      tips: page.map(({ id: tip, seq, writer }): [string, number, string] => [writer, seq, tip]),
    },
  }));
};

const probeMessages = ({ id }: History, probes: ReadonlyArray<HeldRecord>): ReadonlyArray<SyncMessage> =>
  pagesOf(probes).map((page) => ({ probe: { history: id, ids: page.map((probe) => probe.id) } }));

const isHeld = (history: History, id: RecordId): boolean => {
  const record = history.records.get(id);
  return record !== undefined && isComplete(record);
};

/**
 * The tips that the other side has when it has everything that is sent: not those of keys in doubt that stay behind.
 */
const tipsThatTravel = (history: History): ReadonlyArray<RecordId> => {
  const leftBehind = recordsLeftBehind(history);
  return tipRecords(history).filter((tip) => !leftBehind.has(tip)).map(({ id }) => id);
};

const mutable = ({ for: writer, salt, value }: Opening): { for: string; salt: string; value: JsonCopy } => ({
  for: writer, salt, value: JSON.parse(JSON.stringify(value)),
});

type JsonCopy = NamedOpening["opening"]["value"];

/**
 * The sending half of an exchange: what the other side lacks, registers first, parents first, and its openings before
 * it.
 */
import { Buffer } from "node:buffer";
import type { Opening } from "../../shared/ledger/bundle.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { SealedField } from "../../shared/privacy/sealed-kind.ts";
import { recordsLeftBehind } from "../../shared/sync/doubtful-key.ts";
import { historyDigest, tipRecords } from "../../shared/sync/history-digest.ts";
import { recordsToSend } from "../../shared/sync/records-to-send.ts";
import { frameLine } from "../bundle/bundle-lines.ts";
import type { HistoryStore } from "../recorder/history-store.ts";
import type { MessageLink } from "./message-link.ts";
import { openingMessages, openingsOf } from "./opening-messages.ts";
import { negotiate, pagesOf, type OtherSide } from "./sync-negotiation.ts";

export interface SendingParts {
  readonly link: MessageLink;
  readonly store: Pick<HistoryStore, "read">;
  /**
   * The histories to exchange of those that the other side may see now, registers first. Asked in each round, with the
   * histories that the other side has announced until then.
   */
  readonly shared: (announced: ReadonlySet<string>) => ReadonlyArray<History>;
  /** An opening that the other side may have, or `null`. */
  readonly opening: (field: SealedField) => Promise<Opening | null>;
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

/** Records of one message: even the largest fit its limit. */
const groupRecords = 64;

export class SyncSending {
  readonly #parts: SendingParts;
  readonly #other: OtherSide;
  /** What was sent in an earlier round and set apart over there is not sent again. */
  readonly #gone = new Set<RecordId>();
  /** What the first round was about is what the others are about: all else was equal, or is news for another time. */
  #differed: Set<HistoryId> | null = null;

  constructor(parts: SendingParts, other: OtherSide) {
    this.#parts = parts;
    this.#other = other;
  }

  /** Sends everything that the other side lacks; `null` when the exchange has ended meanwhile. */
  async round(round: number): Promise<Outcome<SentRound | null>> {
    const { link, shared } = this.#parts;
    const differed = this.#differed;
    const histories = shared(this.#other.announced()).filter(({ id }) => differed === null || differed.has(id));
    const digests = new Map(histories.map((history) => [history.id, historyDigest(history)]));
    const tips = new Map(histories.map((history) => [history.id, tipsThatTravel(history)]));
    const told = await this.#tellDigests(digests, round);
    const theirs = told.ok ? await this.#other.digests(round) : null;
    if (theirs === null) return told.ok ? success(null) : told;
    const differing = histories.filter(({ id }) => theirs.get(id) !== digests.get(id));
    this.#differed ??= new Set();
    for (const { id } of differing) this.#differed.add(id);
    for (const [id, digest] of theirs) if (digests.get(id) !== digest) this.#differed.add(id);
    const covered = await negotiate(differing, (id) => theirs.has(id), { link, other: this.#other });
    if (covered === null) return success(null);
    const records = covered
      .flatMap((one) => [...recordsToSend(one.history, one.covered)])
      .filter(({ id }) => !this.#gone.has(id));
    for (const { id } of records) this.#gone.add(id);
    const openings = await this.#send(records);
    if (!openings.ok) return openings;
    const ended = await link.send({ sent: { records: records.length } });
    return ended.ok ? success({ records: records.map(({ id }) => id), openings: openings.value, tips }) : ended;
  }

  async #tellDigests(digests: ReadonlyMap<HistoryId, string>, round: number): Promise<Outcome<null>> {
    const pages = pagesOf([...digests].map(([id, digest]): [string, string] => [id, digest]));
    for (const [index, histories] of pages.entries()) {
      const page = { histories: [...histories], more: index + 1 < pages.length, round };
      const sent = await this.#parts.link.send({ digests: page });
      if (!sent.ok) return sent;
    }
    return success(null);
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
    const some = records.slice(start, start + groupRecords);
    const group = await Promise.all(some.map(({ id }) => this.#parts.store.read(id)));
    const failure = group.find((record) => !record.ok);
    if (failure !== undefined) return failure;
    return success(group.flatMap((record) => (record.ok ? [record.value] : [])));
  }

  async #sendGroup(records: ReadonlyArray<SignedRecord>): Promise<Outcome<number>> {
    const openings = await openingsOf(records, this.#parts.opening);
    for (const message of openingMessages(openings)) {
      const sent = await this.#parts.link.send(message);
      if (!sent.ok) return sent;
    }
    const sent = await this.#parts.link.send({ kind: "frames", bytes: Buffer.concat(records.map(frameLine)) });
    return sent.ok ? success(openings.length) : sent;
  }
}

/**
 * The tips that the other side has when it has everything that is sent: not those of keys in doubt that stay behind.
 */
const tipsThatTravel = (history: History): ReadonlyArray<RecordId> => {
  const leftBehind = recordsLeftBehind(history);
  return tipRecords(history)
    .filter((tip) => !leftBehind.has(tip))
    .map(({ id }) => id);
};

/** Writes records: composes the next record of a key in a history, signs it, and answers when it is durable. */
import { millisOfInstant, type Instant } from "../../shared/clock/instant.ts";
import type { PublicKey } from "../../shared/crypto/key-rule.ts";
import { signedMessage } from "../../shared/crypto/signature.ts";
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import type { Opening } from "../../shared/ledger/bundle.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { isComplete, type HeldRecord, type History } from "../../shared/ledger/history.ts";
import {
  headsMax,
  parseRecordId,
  recordBytes,
  recordBytesMax,
  recordIdOf,
  type HistoryId,
  type LedgerRecord,
  type RecordClock,
  type RecordId,
} from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { aheadOfClockMaxMinutes, inspectRecord } from "../../shared/record-type/inspect-record.ts";
import { baseType, permissionRefusal } from "../../shared/register/register-reader.ts";
import type { Composed, LedgerStore } from "./ledger-store.ts";

/** Signs with one key; a person's key is unlocked only while they sign. */
export interface RecordSigner {
  readonly key: PublicKey;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** What is to be recorded. `history` null founds a history; `at` null is now. */
export interface RecordWish {
  readonly at: Instant | null;
  readonly body: JsonObject;
  readonly history: HistoryId | null;
  readonly openings?: ReadonlyArray<Opening>;
  readonly type: string;
}

export interface Recorder {
  /** Records one thing. */
  readonly record: (wish: RecordWish, signer: RecordSigner) => Promise<Outcome<HeldRecord>>;
  /** Records several things in their order, all or none of one group; the first reason refuses them all. */
  readonly recordAll: (
    wishes: ReadonlyArray<RecordWish>,
    signer: RecordSigner,
  ) => Promise<Outcome<ReadonlyArray<HeldRecord>>>;
}

export interface RecorderParts {
  readonly store: LedgerStore;
  readonly clock: (key: string) => RecordClock;
}

/** Makes the recorder over a store. */
export const createRecorder = (parts: RecorderParts): Recorder => {
  const composer = new Composer(parts);
  const recordAll: Recorder["recordAll"] = async (wishes, signer) => {
    // Openings are durable before the record that needs them.
    const openings = await parts.store.takeOpenings(wishes.flatMap((wish) => wish.openings ?? []));
    if (!openings.ok) return openings;
    const ids = await parts.store.compose(() => composer.composeAll(wishes, signer));
    return ids.ok ? success(ids.value.map((id) => parts.store.ledger.record(id) ?? lost(id))) : ids;
  };
  const record: Recorder["record"] = async (wish, signer) => {
    const recorded = await recordAll([wish], signer);
    const held = recorded.ok ? recorded.value[0] : undefined;
    if (!recorded.ok) return recorded;
    return held === undefined ? lost("") : success(held);
  };
  return { record, recordAll };
};

const lost = (id: string): never => {
  throw new Error(`The record ${id} was appended but is not in the graph`);
};

interface Draft {
  readonly record: LedgerRecord;
  readonly signed: SignedRecord;
}

/** Chains and parents of the records to be written, computed in the queue's turn. */
class Composer {
  readonly #parts: RecorderParts;
  /** The register heads that a key has named last in a history: named again only when they change (section 2). */
  readonly #named = new Map<string, string>();

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  composeAll(wishes: ReadonlyArray<RecordWish>, signer: RecordSigner): Outcome<Composed<ReadonlyArray<RecordId>>> {
    const records: SignedRecord[] = [];
    const ids: RecordId[] = [];
    const drafted = new Drafted();
    for (const wish of wishes) {
      const composed = this.#compose(wish, signer, drafted);
      if (!composed.ok) return composed;
      records.push(...composed.value.map(({ signed }) => signed));
      ids.push(composed.value.at(-1)?.signed.id ?? lost("none"));
    }
    drafted.named.forEach((heads, place) => this.#named.set(place, heads));
    return success({ records, answer: ids });
  }

  #compose(wish: RecordWish, signer: RecordSigner, drafted: Drafted): Outcome<ReadonlyArray<Draft>> {
    const refusal = this.#refusal(wish, signer);
    if (refusal !== null) return refusal;
    const joins = this.#joins(wish, signer, drafted);
    const draft = this.#draft(wish, signer, drafted);
    return draft.ok ? success([...joins, draft.value]) : draft;
  }

  #refusal({ at, body, history, type }: RecordWish, signer: RecordSigner): Outcome<never> | null {
    const clock = this.#parts.clock(signer.key);
    if (at !== null && millisOfInstant(at) - millisOfInstant(clock.utc) > aheadOfClockMaxMinutes * 60_000) {
      return refuse(
        "aheadOfClock",
        `The time ${at} lies more than ${aheadOfClockMaxMinutes} minutes ahead of this machine's clock (${clock.utc}). Check the date.`,
      );
    }
    const held = history === null ? undefined : this.#parts.store.ledger.history(history);
    if (history !== null && held === undefined)
      return refuse("noHistory", `There is no history ${history.slice(0, 12)}… here.`);
    const needed = this.#permission(held, body, type, signer.key);
    if (needed !== null) return refuse("notPermitted", needed);
    return held !== undefined && held.tipsOf(signer.key).length > 1
      ? refuse(
          "ownEquivocation",
          "This key has two ends in the history: the data folder was restored or copied. Make new keys before writing on.",
        )
      : null;
  }

  #permission(held: History | undefined, body: JsonObject, type: string, key: string): string | null {
    if (type === "register/charter@1" || type.startsWith("record/")) return null;
    const named = held === undefined ? parseRecordId(body["register"]) : (held.root?.foundsUnder ?? held.id);
    if (named === null) return 'A first record names its register in "register".';
    return permissionRefusal(this.#parts.store.judge.registerNow(named), key, baseType(type));
  }

  #joins(wish: RecordWish, signer: RecordSigner, drafted: Drafted): ReadonlyArray<Draft> {
    const joins: Draft[] = [];
    const { history } = wish;
    if (history === null) return joins;
    while (this.#headsOfOthers(history, signer.key, drafted).length > headsMax) {
      const join = this.#draft({ at: null, body: {}, history, type: "record/joined@1" }, signer, drafted);
      if (!join.ok) throw new Error(join.failure.message);
      joins.push(join.value);
    }
    return joins;
  }

  #draft(wish: RecordWish, signer: RecordSigner, drafted: Drafted): Outcome<Draft> {
    const clock = this.#parts.clock(signer.key);
    const prev = this.#previous(wish.history, signer.key, drafted);
    const record: LedgerRecord = {
      after: null,
      at: wish.at ?? clock.utc,
      body: wish.body,
      clock,
      history: wish.history,
      prev: prev?.id ?? null,
      register: this.#registerHeads(wish, signer.key, drafted),
      seen: wish.history === null ? [] : this.#headsOfOthers(wish.history, signer.key, drafted).slice(0, headsMax),
      seq: prev === null ? 0 : prev.seq + 1,
      type: wish.type,
      v: 1,
      writer: signer.key,
    };
    const fault = inspectRecord(record).fault;
    if (fault !== null) return refuse("malformed", `${fault} Nothing was recorded.`);
    return sign(record, signer, drafted);
  }

  #previous(history: HistoryId | null, key: string, drafted: Drafted): Pick<HeldRecord, "id" | "seq"> | null {
    if (history === null) return null;
    return drafted.last.get(`${history} ${key}`) ?? this.#parts.store.ledger.history(history)?.tipsOf(key)[0] ?? null;
  }

  #headsOfOthers(history: HistoryId, key: string, drafted: Drafted): ReadonlyArray<RecordId> {
    const held = this.#parts.store.ledger.history(history);
    if (held === undefined) return [];
    const heads = goodHeads(held, (record) => this.#isGood(record)).filter((record) => record.writer !== key);
    return heads
      .map(({ id }) => id)
      .filter((id) => !drafted.seen.has(id))
      .sort();
  }

  #isGood(record: HeldRecord): boolean {
    const { standing } = this.#parts.store.judge.verdict(record);
    return (
      standing !== "pending" && standing !== "malformed" && standing !== "not permitted" && standing !== "disputed"
    );
  }

  #registerHeads(wish: RecordWish, key: string, drafted: Drafted): ReadonlyArray<RecordId> {
    const { ledger } = this.#parts.store;
    const named =
      wish.history === null ? parseRecordId(wish.body["register"]) : ledger.history(wish.history)?.root?.foundsUnder;
    const register = named === undefined || named === null ? undefined : ledger.history(named);
    if (register === undefined) return [];
    const heads = goodHeads(register, (record) => this.#isGood(record))
      .map(({ id }) => id)
      .sort()
      .slice(0, headsMax);
    if (wish.history === null) return heads;
    const place = `${wish.history} ${key}`;
    const before = drafted.named.get(place) ?? this.#named.get(place) ?? this.#namedBefore(wish.history, key);
    drafted.named.set(place, heads.join(" "));
    return before === heads.join(" ") ? [] : heads;
  }

  #namedBefore(history: HistoryId, key: string): string {
    let record = this.#parts.store.ledger.history(history)?.tipsOf(key)[0];
    while (record !== undefined && record.register.length === 0)
      record = record.parents.find(({ id }) => id === record?.prev);
    return record?.register.join(" ") ?? "";
  }
}

/** What one group has composed so far and the graph does not know yet. */
class Drafted {
  readonly last = new Map<string, Pick<HeldRecord, "id" | "seq">>();
  readonly seen = new Set<RecordId>();
  readonly named = new Map<string, string>();
}

const sign = (record: LedgerRecord, signer: RecordSigner, drafted: Drafted): Outcome<Draft> => {
  const bytes = recordBytes(record);
  if (bytes.length > recordBytesMax) {
    return refuse(
      "recordTooLarge",
      `The record would have ${bytes.length} bytes; a record has at most ${recordBytesMax}. Put large things into attachments.`,
    );
  }
  const signed = { id: recordIdOf(bytes), record, bytes, signature: signer.sign(signedMessage("record", bytes)) };
  const history = record.history ?? signed.id;
  drafted.last.set(`${history} ${record.writer}`, { id: signed.id, seq: record.seq });
  for (const id of record.seen) drafted.seen.add(id);
  return success({ record, signed });
};

/**
 * Heads among the good records: what a next record names. Records that are not good are passed over to their parents.
 */
export const goodHeads = (history: History, isGood: (record: HeldRecord) => boolean): ReadonlyArray<HeldRecord> => {
  const found = new Set<HeldRecord>();
  const open = [...history.heads];
  for (let record = open.pop(); record !== undefined; record = open.pop()) {
    if (isGood(record)) found.add(record);
    else open.push(...record.parents);
  }
  return [...found].filter((record) => !record.children.some((child) => isComplete(child) && isGood(child)));
};

/** Composes the next records of a key: chain, parents and register heads, as the graph has them in the queue's turn. */
import { signedMessage } from "../../shared/crypto/signature.ts";
import type { HeldRecord, History, Inspection } from "../../shared/ledger/history.ts";
import { hasSeen } from "../../shared/ledger/order.ts";
import {
  headsMax,
  parseRecordId,
  recordBytes,
  recordBytesMax,
  type HistoryId,
  type LedgerRecord,
  type RecordClock,
  type RecordId,
} from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import { nodeDigestHex } from "../signature/node-digest.ts";
import type { Composed, ComposedRecord } from "./ledger-store.ts";
import type { HistoryStore } from "./history-store.ts";
import type { RecordSigner, RecordWish } from "./record-wish.ts";
import { wishRefusal } from "./wish-refusal.ts";

export interface ComposerParts {
  readonly store: Pick<HistoryStore, "judge" | "ledger">;
  readonly clock: (key: string) => RecordClock;
  /** SHA-256 of the newest cosigned note that is known here, by the policy of a register; `null` without one. */
  readonly newestNote?: (register: HistoryId | null, key: string) => string | null;
}

/** Chains and parents of the records to be written. */
export class Composer {
  readonly #parts: ComposerParts;
  /** The register heads that a key named last in a history, as long as its tip there is still the same. */
  readonly #named = new Map<string, NamedHeads>();

  constructor(parts: ComposerParts) {
    this.#parts = parts;
  }

  /** Why nothing of this would be recorded now; composes nothing and signs nothing. */
  refusal(wishes: ReadonlyArray<RecordWish>, signer: RecordSigner): Outcome<null> {
    const drafted = new Drafted();
    for (const wish of wishes) {
      const record = this.#checked(wish, signer, drafted);
      if (!record.ok) return record;
    }
    return success(null);
  }

  /** The signed records of all wishes, or the first reason against one of them. */
  compose(wishes: ReadonlyArray<RecordWish>, signer: RecordSigner): Outcome<Composed<ReadonlyArray<RecordId>>> {
    const drafted = new Drafted();
    const ids: RecordId[] = [];
    for (const wish of wishes) {
      this.#join(wish.history, signer, drafted);
      const record = this.#checked(wish, signer, drafted);
      const signed = record.ok ? sign(record.value, signer) : record;
      if (!signed.ok) return signed;
      drafted.add(signed.value);
      ids.push(signed.value.id);
    }
    for (const [place, tip] of drafted.last) this.#remember(place, tip, drafted);
    return success({ records: drafted.records, answer: ids });
  }

  #checked(wish: RecordWish, signer: RecordSigner, drafted: Drafted): Outcome<Checked> {
    const clock = this.#parts.clock(signer.key);
    const refusal = wishRefusal(this.#parts.store, wish, { clock, key: signer.key });
    if (refusal !== null) return refusal;
    const record = this.#draft(wish, { clock, drafted, key: signer.key });
    const inspection = inspectRecord(record);
    const { fault } = inspection;
    return fault === null ? success({ inspection, record }) : refuse("malformed", `${fault} Nothing was recorded.`);
  }

  // A record names at most so many heads: with more, records that join them are written first (section 2).
  #join(history: HistoryId | null, signer: RecordSigner, drafted: Drafted): void {
    if (history === null) return;
    while (this.#headsOfOthers(history, signer.key, drafted).length > headsMax) {
      const clock = this.#parts.clock(signer.key);
      const wish: RecordWish = { at: null, body: {}, history, type: "record/joined@1" };
      const record = this.#draft(wish, { clock, drafted, key: signer.key });
      const signed = sign({ inspection: inspectRecord(record), record }, signer);
      if (!signed.ok) throw new Error(signed.failure.message);
      drafted.add(signed.value);
    }
  }

  #draft(wish: RecordWish, { clock, drafted, key }: DraftContext): LedgerRecord {
    const { history } = wish;
    const previous = history === null ? null : this.#previous(history, key, drafted);
    const heads = history === null ? [] : this.#headsOfOthers(history, key, drafted).slice(0, headsMax);
    // A key's first record in a history names a parent (section 2): where nothing counts any more, the first record.
    const seen = history !== null && previous === null && heads.length === 0 ? [history] : heads;
    return {
      after: this.#parts.newestNote?.(this.#registerOf(wish, key), key) ?? null,
      at: wish.at ?? clock.utc,
      body: wish.body,
      clock,
      history,
      prev: previous?.id ?? null,
      register: this.#registerHeads(wish, key, drafted),
      seen,
      seq: previous === null ? 0 : previous.seq + 1,
      type: wish.type,
      v: 1,
      writer: key,
    };
  }

  #previous(history: HistoryId, key: string, drafted: Drafted): Tip | null {
    return drafted.last.get(placeOf(history, key)) ?? this.#historyOf(history)?.tipsOf(key)[0] ?? null;
  }

  #headsOfOthers(history: HistoryId, key: string, drafted: Drafted): ReadonlyArray<RecordId> {
    const tip = this.#historyOf(history)?.tipsOf(key)[0];
    const isNew = (head: HeldRecord): boolean =>
      head.writer !== key && !drafted.seen.has(head.id) && (tip === undefined || !hasSeen(tip, head));
    return this.#goodHeads(history, isNew);
  }

  #registerHeads(wish: RecordWish, key: string, drafted: Drafted): ReadonlyArray<RecordId> {
    const { history } = wish;
    const register = this.#registerOf(wish, key);
    if (register === null || register === history) return [];
    const heads = this.#goodHeads(register, () => true).slice(0, headsMax);
    if (history === null) return heads;
    return heads.join(" ") === this.#namedBefore(history, key, drafted) ? [] : heads;
  }

  // The register that governs the history; a register itself in one, and nothing while a register is founded.
  #registerOf({ body, history, type }: RecordWish, writer: string): HistoryId | null {
    if (history === null) return parseRecordId(body["register"]);
    return this.#parts.store.judge.registerFor(history, { body, type, writer });
  }

  #namedBefore(history: HistoryId, key: string, drafted: Drafted): string {
    const place = placeOf(history, key);
    const drafting = drafted.named.get(place);
    if (drafting !== undefined) return drafting;
    const tip = this.#historyOf(history)?.tipsOf(key)[0];
    const known = this.#named.get(place);
    const heads = known !== undefined && known.tip === tip?.id ? known.heads : headsNamedUpTo(tip);
    drafted.named.set(place, heads);
    return heads;
  }

  // Believed only while this very record is the key's tip: after a failed write the graph does not hold it.
  #remember(place: string, tip: Tip, drafted: Drafted): void {
    const heads = drafted.named.get(place);
    if (heads === undefined) this.#named.delete(place);
    else this.#named.set(place, { tip: tip.id, heads });
  }

  #goodHeads(history: HistoryId, wanted: (head: HeldRecord) => boolean): ReadonlyArray<RecordId> {
    const heads = this.#parts.store.judge.goodHeads(history).filter(wanted);
    return heads.map(({ id }) => id).sort();
  }

  #historyOf(id: HistoryId): History | undefined {
    return this.#parts.store.ledger.history(id);
  }
}

type Tip = Pick<HeldRecord, "id" | "seq">;

/** A record that may be signed. */
interface Checked {
  readonly record: LedgerRecord;
  readonly inspection: Inspection;
}

interface NamedHeads {
  readonly tip: RecordId;
  readonly heads: string;
}

interface DraftContext {
  readonly clock: RecordClock;
  readonly drafted: Drafted;
  readonly key: string;
}

/** What one group has composed so far and the graph does not know yet. */
class Drafted {
  readonly records: ComposedRecord[] = [];
  readonly last = new Map<string, Tip>();
  readonly seen = new Set<RecordId>();
  /** The register heads that were named last, by place. */
  readonly named = new Map<string, string>();

  add(signed: ComposedRecord): void {
    const { id, record } = signed;
    const place = placeOf(record.history ?? id, record.writer);
    this.records.push(signed);
    this.last.set(place, { id, seq: record.seq });
    for (const head of record.seen) this.seen.add(head);
    if (record.register.length > 0) this.named.set(place, record.register.join(" "));
  }
}

// A long way back where the heads have not changed for years: it is gone once for each key and history.
const headsNamedUpTo = (tip: HeldRecord | undefined): string => {
  let record = tip;
  while (record !== undefined && record.register.length === 0)
    record = record.parents.find(({ id }) => id === record?.prev);
  return record?.register.join(" ") ?? "";
};

const placeOf = (history: HistoryId, key: string): string => `${history} ${key}`;

// The schema of its type bounds everything else that a reader would refuse.
const sign = ({ inspection, record }: Checked, signer: RecordSigner): Outcome<ComposedRecord> => {
  const bytes = recordBytes(record);
  if (bytes.length > recordBytesMax) {
    return refuse(
      "recordTooLarge",
      `The record would have ${bytes.length} bytes; a record has at most ${recordBytesMax}. Put large things into attachments.`,
    );
  }
  const signature = signer.sign(signedMessage("record", bytes));
  return success({ id: idOf(bytes), record, bytes, signature, inspection });
};

const idOf = (bytes: Uint8Array): RecordId => parseRecordId(nodeDigestHex(bytes)) ?? noDigest();

const noDigest = (): never => {
  throw new Error("A digest has 64 hex digits");
};

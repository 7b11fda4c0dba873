/** One key with what it knows: writes records as an installation would that has seen just these. For tests. */
import { instantFromMillis } from "../../shared/clock/instant.ts";
import { signedMessage } from "../../shared/crypto/signature.ts";
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { headsMax, recordBytes, recordIdOf, type LedgerRecord, type RecordId } from "../../shared/ledger/record.ts";
import type { Signer } from "../../main/signature/signer.ts";

/** What is to be said, where and when; `history` is `null` for a founding record. */
export interface Saying {
  readonly history: RecordId | null;
  readonly type: string;
  readonly body: JsonObject;
  readonly atMillis: number;
  readonly utcMillis: number;
}

interface KnownHistory {
  readonly records: SignedRecord[];
  readonly heads: Map<RecordId, SignedRecord>;
  /** This key's own records, the newest last. */
  own: SignedRecord[];
  /** The register heads that its last record named. */
  named: string;
}

export class SeededWriter {
  readonly signer: Signer;
  readonly histories = new Map<RecordId, KnownHistory>();
  readonly #log: SignedRecord[] = [];
  readonly #known = new Set<RecordId>();
  readonly #learnt = new Map<SeededWriter, number>();
  readonly #register: () => RecordId | null;

  constructor(signer: Signer, register: () => RecordId | null) {
    this.signer = signer;
    this.#register = register;
  }

  /** Writes a record after everything this key knows of the history. */
  write(saying: Saying): SignedRecord {
    const known = saying.history === null ? null : this.#historyOf(saying.history);
    const previous = known?.own.at(-1);
    const heads = this.#registerHeads(saying.history);
    const named = known?.named === heads.join() ? [] : heads;
    const record = this.#record(saying, { previous, known, named });
    if (known !== null) known.named = heads.join();
    this.learn(record);
    const written = this.#historyOf(record.record.history ?? record.id);
    written.own.push(record);
    if (saying.history === null) written.named = heads.join();
    return record;
  }

  /** Forgets its newest record of a history, as a restored backup does: what it writes next contradicts it. */
  forgetLast(history: RecordId): void {
    const known = this.#historyOf(history);
    if (known.own.length > 1) known.own = known.own.slice(0, -1);
  }

  /** Takes over what another key knows, in the order in which that one learnt it. */
  learnFrom(other: SeededWriter): void {
    for (const record of other.#log.slice(this.#learnt.get(other) ?? 0)) this.learn(record);
    this.#learnt.set(other, other.#log.length);
  }

  learn(record: SignedRecord): void {
    if (this.#known.has(record.id)) return;
    this.#known.add(record.id);
    this.#log.push(record);
    const known = this.#historyOf(record.record.history ?? record.id);
    known.records.push(record);
    for (const parent of [record.record.prev, ...record.record.seen]) if (parent !== null) known.heads.delete(parent);
    known.heads.set(record.id, record);
  }

  #historyOf(id: RecordId): KnownHistory {
    const known = this.histories.get(id) ?? { records: [], heads: new Map(), own: [], named: "" };
    this.histories.set(id, known);
    return known;
  }

  #registerHeads(history: RecordId | null): ReadonlyArray<RecordId> {
    const register = this.#register();
    if (register === null || history === register) return [];
    return [...(this.histories.get(register)?.heads.keys() ?? [])].sort().slice(0, headsMax);
  }

  #record(saying: Saying, place: { previous: SignedRecord | undefined; known: KnownHistory | null; named: ReadonlyArray<RecordId> }): SignedRecord {
    const others = [...(place.known?.heads.values() ?? [])].filter(({ record }) => record.writer !== this.signer.key);
    const utc = instantFromMillis(saying.utcMillis);
    const record: LedgerRecord = {
      after: null,
      at: instantFromMillis(saying.atMillis),
      body: saying.body,
      clock: { boot: "00".repeat(8), mono_us: saying.utcMillis % 1_000_000, offset_min: 60, source: "system", unc_us: null, utc },
      history: saying.history,
      prev: place.previous?.id ?? null,
      register: place.named,
      seen: others.map(({ id }) => id).sort().slice(0, headsMax),
      seq: place.previous === undefined ? 0 : place.previous.record.seq + 1,
      type: saying.type,
      v: 1,
      writer: this.signer.key,
    };
    const bytes = recordBytes(record);
    return { id: recordIdOf(bytes), record, bytes, signature: this.signer.sign(signedMessage("record", bytes)) };
  }
}

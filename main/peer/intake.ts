/**
 * The one way in for records of others, from a peer or from a bundle: quarantine, doubt, then the store, in durable
 * groups.
 */
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { doubtsOnTheWay, travelsOnlyAsAncestor } from "../../shared/sync/doubtful-key.ts";
import type { HistoryStore } from "../recorder/history-store.ts";
import type { RecordFault } from "../bundle/bundle-reader.ts";
import { EnrolledKeys } from "./enrolled-keys.ts";
import { HeldBack } from "./held-back.ts";
import type { Quarantine } from "./quarantine.ts";

export interface IntakeParts {
  readonly store: HistoryStore;
  /** The installation that the records come from, for the journal. */
  readonly from: string;
  readonly quarantine: Pick<Quarantine, "add">;
  /** True for a register that may become known by this exchange. Those that are held already are known. */
  readonly admits: (register: HistoryId) => boolean;
  /** Knows the keys that sign here; without it nobody looks for records of theirs that are not here. */
  readonly own?: OwnKeys;
  /** Called after records are durable. */
  readonly onTaken?: (taken: ReadonlyArray<HeldRecord>) => void;
}

/** The keys that sign on this installation. */
export interface OwnKeys {
  readonly has: (key: string) => boolean;
  /**
   * Somebody has a record of such a key that is not here: this folder was restored or copied (record-format.md, section
   * 7). It is noted durably before the record is taken in.
   */
  readonly returned: (record: SignedRecord, from: string) => Promise<Outcome<null>>;
}

export interface IntakeTally {
  readonly taken: number;
  readonly already: number;
  readonly quarantined: number;
  /** Records of keys in doubt that nobody else stands on. */
  readonly leftOut: number;
}

/** Records that wait for the disk at the same time; beyond it the intake waits, and with it whoever sends. */
const groupRecordsMax = 256;

interface Waiting {
  readonly index: number;
  readonly signed: SignedRecord;
}

/** Takes groups in their order. While one group is being made durable, the next one gathers. */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #keys: EnrolledKeys;
  readonly #heldBack = new HeldBack();
  readonly #apart = new Set<HistoryId>();
  #gathering: Waiting[] = [];
  #inWriting: ReadonlyArray<Waiting> = [];
  #next = 0;
  #gathered = new Set<RecordId>();
  /** Where the records that are not in the graph yet stand, and whose they are. */
  readonly #places = new Map<string, string>();
  #writing: Promise<void> | null = null;
  #fault: RecordFault | null = null;
  #broken: Failure | null = null;
  #count = { taken: 0, already: 0, quarantined: 0 };

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    this.#keys = new EnrolledKeys(parts.store);
  }

  get tally(): IntakeTally {
    return { ...this.#count, leftOut: this.#heldBack.count };
  }

  /** All records before this place are durable, set apart or left out: what a sender may be told. */
  get settledTo(): number {
    return (this.#inWriting[0] ?? this.#gathering[0])?.index ?? this.#next;
  }

  /** Takes a group whose first record has the place `first` among all. A fault may be of an earlier group. */
  async take(records: ReadonlyArray<SignedRecord>, first: number): Promise<RecordFault | null> {
    for (const [offset, signed] of records.entries()) {
      this.#next = first + offset + 1;
      await this.#takeOne({ index: first + offset, signed });
      if (this.#fault !== null) return this.#fault;
    }
    this.#write();
    if (this.#gathering.length >= groupRecordsMax) await this.#untilWritten();
    return this.#fault;
  }

  /** Waits for the group that is being written; the next one begins, and another gathers meanwhile. */
  async #untilWritten(): Promise<void> {
    await this.#writing;
    this.#write();
  }

  /** Waits until everything that was taken is durable. */
  async flush(): Promise<RecordFault | null> {
    while (this.#writing !== null || (this.#gathering.length > 0 && this.#fault === null)) {
      this.#write();
      await this.#writing;
    }
    return this.#fault;
  }

  /** Why the store could not write, if it could not. Then nothing more is taken. */
  get broken(): Failure | null {
    return this.#broken;
  }

  async #takeOne(waiting: Waiting): Promise<void> {
    const { signed } = waiting;
    if (this.#parts.store.ledger.record(signed.id) !== undefined || this.#gathered.has(signed.id)) {
      this.#count.already++;
      return;
    }
    const noted = await this.#noteReturned(signed);
    if (!noted.ok) return this.#break(noted, [waiting]);
    if (!(await this.#isKnown(signed))) return this.#setApart(signed);
    if (this.#isDoubtful(signed)) return this.#heldBack.keep(signed);
    for (const ancestor of this.#heldBack.release(signed)) {
      await this.#gather({ index: waiting.index, signed: ancestor });
    }
    await this.#gather(waiting);
  }

  async #noteReturned(signed: SignedRecord): Promise<Outcome<null>> {
    const { from, own } = this.#parts;
    return own?.has(signed.record.writer) === true ? own.returned(signed, from) : success(null);
  }

  async #gather(waiting: Waiting): Promise<void> {
    this.#gathering.push(waiting);
    this.#gathered.add(waiting.signed.id);
    // A fork of one key must be known before its next records are judged.
    if (this.#isFork(waiting.signed)) await this.flush();
  }

  async #isKnown({ id, record }: SignedRecord): Promise<boolean> {
    if (record.history !== null && this.#apart.has(record.history)) return false;
    if (record.history === null && record.type.startsWith("register/charter@")) return this.#parts.admits(id);
    if (this.#keys.has(record.writer)) return true;
    await this.flush();
    return this.#keys.refresh() && this.#keys.has(record.writer);
  }

  async #setApart(signed: SignedRecord): Promise<void> {
    if (signed.record.history === null) this.#apart.add(signed.id);
    this.#parts.quarantine.add(this.#parts.from, signed);
    this.#count.quarantined++;
  }

  #isDoubtful({ id, record }: SignedRecord): boolean {
    const history = record.history === null ? undefined : this.#parts.store.ledger.history(record.history);
    if (history === undefined || history.equivocations.length === 0) return false;
    const place = { id, seq: record.seq, writer: record.writer };
    // A record that is here may wait for this very one already.
    return travelsOnlyAsAncestor(place, doubtsOnTheWay(history)) && !this.#parts.store.ledger.missing().includes(id);
  }

  #isFork({ id, record: { history, prev, writer } }: SignedRecord): boolean {
    // Two records behind one, or two beginnings of one key in one history.
    const place = prev ?? `${history ?? id} ${writer}`;
    if (this.#places.get(place) === writer) return true;
    this.#places.set(place, writer);
    const before = prev === null ? undefined : this.#parts.store.ledger.record(prev);
    return before?.children.some((child) => child.writer === writer && child.prev === prev) === true;
  }

  #write(): void {
    if (this.#writing !== null || this.#gathering.length === 0 || this.#fault !== null) return;
    const group = this.#gathering;
    this.#gathering = [];
    this.#inWriting = group;
    this.#writing = this.#writeGroup(group).finally(() => {
      this.#writing = null;
      this.#inWriting = [];
    });
  }

  async #writeGroup(group: ReadonlyArray<Waiting>): Promise<void> {
    const answer = await this.#parts.store.takeIn(
      group.map(({ signed }) => signed),
      this.#parts.from,
    );
    for (const { signed } of group) this.#gathered.delete(signed.id);
    if (this.#gathering.length === 0) this.#places.clear();
    if (!answer.ok) return this.#break(answer, group);
    const { already, fault, taken } = answer.value;
    this.#count.taken += taken.length;
    this.#count.already += already;
    if (taken.length > 0) this.#parts.onTaken?.(taken);
    if (fault !== null) this.#fault = faultOf(group, fault.index, fault);
  }

  #break({ failure }: Extract<Outcome<never>, { readonly ok: false }>, group: ReadonlyArray<Waiting>): void {
    this.#broken = failure;
    this.#fault = faultOf(group, 0, failure);
  }
}

const faultOf = (group: ReadonlyArray<Waiting>, index: number, { kind, message }: Failure): RecordFault => {
  const bad = group[index];
  if (bad === undefined) throw new Error(`The store named the record ${index} of a group of ${group.length}`);
  return { index: bad.index, record: bad.signed.id, failure: { kind, message } };
};

/** All histories that an installation or a bundle holds: takes verified records in, by the chain and parent rules. */
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import type { SignedRecord } from "./frame.ts";
import { History, isComplete, isContradicted, type HeldRecord, type Inspection } from "./history.ts";
import { isOrphan, parentIds, parentsToWaitFor, relationFault, rootFault } from "./chain-rule.ts";
import { parseRecordId, type HistoryId, type LedgerRecord, type RecordId } from "./record.ts";

export type ChainFailure = Failure & { readonly kind: "chainRule" };

/**
 * What taking a record in did. `completed` lists the records, itself among them, that are complete now, parents first.
 */
export type Taken =
  | { readonly kind: "held" }
  | {
      readonly kind: "taken";
      readonly record: HeldRecord;
      readonly completed: ReadonlyArray<HeldRecord>;
      /** Records that waited for this one, and that it proves wrong. */
      readonly contradicted: ReadonlyArray<HeldRecord>;
    };

/** A graph of every history, fed with records whose bytes and signatures were checked before. */
export class Ledger {
  readonly histories = new Map<HistoryId, History>();
  readonly #records = new Map<RecordId, HeldRecord>();
  readonly #waiting = new Map<RecordId, HeldRecord[]>();

  /** Records that are held, over all histories. */
  get size(): number {
    return this.#records.size;
  }

  record(id: RecordId): HeldRecord | undefined {
    return this.#records.get(id);
  }

  history(id: HistoryId): History | undefined {
    return this.histories.get(id);
  }

  /** Ids that some held record names as a parent and nobody has brought yet. */
  missing(): ReadonlyArray<RecordId> {
    return [...this.#waiting.keys()];
  }

  /**
   * Takes a record in. A record whose held parents contradict it is refused; one that waits for parents is pending.
   */
  take(signed: SignedRecord, inspection: Inspection = nothingFound): Outcome<Taken, ChainFailure> {
    if (this.#records.has(signed.id)) return success({ kind: "held" });
    const fault = this.#faultAgainstHeld(signed.id, signed.record);
    if (fault !== null) return refuse("chainRule", fault);
    const record = heldRecord(signed, inspection);
    this.#records.set(record.id, record);
    this.#historyOf(record).hold(record);
    this.#linkParents(record);
    const contradicted = this.#linkWaitingChildren(record);
    const completed = isComplete(record) ? this.#complete(record) : [];
    return success({ kind: "taken", record, completed, contradicted });
  }

  #faultAgainstHeld(id: RecordId, record: LedgerRecord): string | null {
    const { prev, seen, seq, writer } = record;
    const placed = { id, history: record.history ?? id, prev, seen, seq, writer };
    const root = this.#records.get(placed.history);
    const lost = root === undefined ? null : rootFault(placed, root);
    if (lost !== null) return lost;
    for (const parentId of parentIds(record)) {
      const parent = this.#records.get(parentId);
      const fault = parent === undefined ? null : relationFault(placed, parent);
      if (fault !== null) return fault;
    }
    return null;
  }

  #historyOf(record: HeldRecord): History {
    const known = this.histories.get(record.history);
    if (known !== undefined) return known;
    const history = new History(record.history);
    this.histories.set(record.history, history);
    return history;
  }

  #linkParents(record: HeldRecord): void {
    for (const parentId of parentsToWaitFor(record)) {
      const parent = this.#records.get(parentId);
      if (parent === undefined) this.#wait(parentId, record);
      else link(parent, record);
      if (parent === undefined || !isComplete(parent)) record.waitingFor++;
    }
  }

  #wait(parentId: RecordId, record: HeldRecord): void {
    const waiting = this.#waiting.get(parentId);
    if (waiting === undefined) this.#waiting.set(parentId, [record]);
    else waiting.push(record);
  }

  #linkWaitingChildren(record: HeldRecord): ReadonlyArray<HeldRecord> {
    const contradicted: HeldRecord[] = [];
    for (const child of this.#waiting.get(record.id) ?? []) {
      link(record, child);
      const fault =
        (child.history === record.id ? rootFault(child, record) : null) ??
        (isOrphan(child) ? null : relationFault(child, record));
      if (fault === null || isContradicted(child)) continue;
      this.#contradict(child, fault);
      contradicted.push(child);
    }
    this.#waiting.delete(record.id);
    return contradicted;
  }

  #contradict(record: HeldRecord, fault: string): void {
    record.fault = fault;
    record.waitingFor = Number.POSITIVE_INFINITY;
    this.histories.get(record.history)?.contradict(record);
  }

  #complete(first: HeldRecord): HeldRecord[] {
    const completed: HeldRecord[] = [first];
    for (const record of completed) {
      this.histories.get(record.history)?.complete(record);
      for (const child of record.children) if (--child.waitingFor === 0) completed.push(child);
    }
    return completed;
  }
}

const link = (parent: HeldRecord, child: HeldRecord): void => {
  parent.children.push(child);
  const { parents, prev } = child;
  const isBehind = (other: HeldRecord): boolean => other.id !== prev && (parent.id === prev || other.id > parent.id);
  const place = parents.findIndex(isBehind);
  parents.splice(place < 0 ? parents.length : place, 0, parent);
};

const heldRecord = ({ id, record }: SignedRecord, { fault, sets }: Inspection): HeldRecord => ({
  id,
  history: record.history ?? id,
  writer: record.writer,
  seq: record.seq,
  type: record.type,
  at: record.at,
  recordedAt: record.clock.utc,
  after: record.after,
  prev: record.prev,
  seen: record.seen.length === 0 ? none : record.seen,
  register: record.register.length === 0 ? none : record.register,
  body: decidesAboutOthers.test(record.type) ? record.body : null,
  foundsUnder: record.history === null ? registerNamed(record.body) : undefined,
  sets,
  fault,
  parents: [],
  children: [],
  waitingFor: 0,
  position: -1,
  branch: -1,
  past: null,
});

// A founding record that names no register, nor says with `null` that it founds one, stands under none.
const registerNamed = ({ register }: LedgerRecord["body"]): HistoryId | null | undefined =>
  register === null ? null : (parseRecordId(register) ?? undefined);

const decidesAboutOthers = /^(register|record|history)\//;
const none: ReadonlyArray<never> = [];
const nothingFound: Inspection = { fault: null, sets: none };

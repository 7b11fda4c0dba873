/** All histories that an installation or a bundle holds: takes verified records in, by the chain and parent rules. */
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import type { SignedRecord } from "./frame.ts";
import { History, isComplete, type HeldRecord, type Inspection } from "./history.ts";
import { parseRecordId, type HistoryId, type LedgerRecord, type RecordId } from "./record.ts";

export type ChainFailure = Failure & { readonly kind: "chainRule" };

/**
 * What taking a record in did. `completed` lists the records, itself among them, that are complete now, parents first.
 */
export type Taken =
  | { readonly kind: "held" }
  | { readonly kind: "taken"; readonly record: HeldRecord; readonly completed: ReadonlyArray<HeldRecord> };

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

  /** The first chain or parent rule that the record breaks against what is held, without taking it in. */
  check(id: RecordId, record: LedgerRecord): Outcome<null, ChainFailure> {
    const fault = this.#faultAgainstHeld(id, record);
    return fault === null ? success(null) : refuse("chainRule", fault);
  }

  /**
   * Takes a record in. A record whose held parents contradict it is refused; one that waits for parents is pending.
   */
  take(signed: SignedRecord, inspection: Inspection = nothingFound): Outcome<Taken, ChainFailure> {
    if (this.#records.has(signed.id)) return success({ kind: "held" });
    const checked = this.check(signed.id, signed.record);
    if (!checked.ok) return checked;
    const record = heldRecord(signed, inspection);
    this.#records.set(record.id, record);
    this.#historyOf(record).hold(record);
    this.#linkParents(record);
    this.#linkWaitingChildren(record);
    return success({ kind: "taken", record, completed: isComplete(record) ? this.#complete(record) : [] });
  }

  #faultAgainstHeld(id: RecordId, record: LedgerRecord): string | null {
    const historyId = record.history ?? id;
    const root = this.#records.get(historyId);
    if (root !== undefined && root.history !== root.id)
      return `The record ${short(id)} names ${short(historyId)} as its history, but that is no first record.`;
    if (root !== undefined && orphan(record) && root.writer !== record.writer) {
      return `The record ${short(id)} is its key's first in the history and names nothing in "seen"; only the founder's may.`;
    }
    for (const parentId of parentIds(record)) {
      const parent = this.#records.get(parentId);
      const fault = parent === undefined ? null : relationFault({ ...record, id, history: historyId }, parent);
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
      if (parent === undefined) this.#waiting.set(parentId, [...(this.#waiting.get(parentId) ?? []), record]);
      else link(parent, record);
      if (parent === undefined || !isComplete(parent)) record.waitingFor++;
    }
  }

  #linkWaitingChildren(record: HeldRecord): void {
    for (const child of this.#waiting.get(record.id) ?? []) {
      child.fault ??= relationFault(child, record) ?? orphanFault(child, record);
      link(record, child);
    }
    this.#waiting.delete(record.id);
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

/** The names that failures and screens use for a record: its first twelve digits. */
export const short = (id: string): string => `${id.slice(0, 12)}…`;

type Placed = Pick<HeldRecord, "id" | "history" | "writer" | "seq" | "prev" | "seen">;

const relationFault = (record: Placed, parent: HeldRecord): string | null => {
  if (parent.history !== record.history)
    return `The record ${short(record.id)} names ${short(parent.id)} of another history as its parent.`;
  if (record.prev !== parent.id) {
    return parent.writer === record.writer
      ? `The record ${short(record.id)} names ${short(parent.id)} of its own key in "seen".`
      : null;
  }
  if (parent.writer !== record.writer)
    return `The record ${short(record.id)} names ${short(parent.id)} of another key as "prev".`;
  return parent.seq === record.seq - 1
    ? null
    : `The record ${short(record.id)} has seq ${record.seq}, but its "prev" ${short(parent.id)} has seq ${parent.seq}.`;
};

const orphanFault = (record: HeldRecord, root: HeldRecord): string | null =>
  orphan(record) && root.writer !== record.writer
    ? 'It is its key\'s first record in the history and names nothing in "seen".'
    : null;

const orphan = (record: Pick<LedgerRecord, "history" | "prev" | "seen">): boolean =>
  record.history !== null && record.prev === null && record.seen.length === 0;

const parentIds = (record: Pick<LedgerRecord, "prev" | "seen">): ReadonlyArray<RecordId> =>
  record.prev === null ? record.seen : [record.prev, ...record.seen];

// A record without a parent that founds nothing stands on the founding record.
const parentsToWaitFor = (record: HeldRecord): ReadonlyArray<RecordId> => {
  if (record.id === record.history) return [];
  const parents = parentIds(record);
  return parents.length === 0 ? [record.history] : parents;
};

const link = (parent: HeldRecord, child: HeldRecord): void => {
  parent.children.push(child);
  if (child.prev === parent.id) child.parents.unshift(parent);
  else child.parents.push(parent);
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
  foundsUnder: record.history === null ? parseRecordId(record.body["register"]) : undefined,
  sets,
  fault,
  parents: [],
  children: [],
  waitingFor: 0,
  position: -1,
});

const decidesAboutOthers = /^(register|record|history)\//;
const none: ReadonlyArray<never> = [];
const nothingFound: Inspection = { fault: null, sets: none };

/** All histories that an installation or a bundle holds: takes verified records in, by the chain and parent rules. */
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import type { SignedRecord } from "./frame.ts";
import { isComplete, isContradicted, type HeldRecord, type History, type Inspection } from "./history.ts";
import { isOrphan, parentIds, parentsToWaitFor, relationFault, rootFault } from "./chain-rule.ts";
import { Histories, type FoldedHistory } from "./histories.ts";
import type { HistoryId, RecordId } from "./record.ts";
import { heldRecord, recordHead, type RecordHead } from "./record-head.ts";

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

/** What a ledger begins with, as an image of the graph holds it. */
export interface FoldedLedger {
  /** All histories of the image, in the order in which they began. */
  readonly histories: ReadonlyArray<FoldedHistory>;
  /** The history that a record of the image belongs to. */
  readonly historyOf: (id: RecordId) => HistoryId | undefined;
  /** The records, in the order in which they came, of those histories that are not closed in themselves. */
  readonly open: ReadonlyArray<RecordHead>;
  /** For each line of the journal the number of its history. */
  readonly column: DataView;
}

/** A graph of every history, fed with records whose bytes and signatures were checked before. */
export class Ledger {
  readonly histories: Histories;
  /** What it began with. */
  readonly folded: FoldedLedger;
  readonly #records = new Map<RecordId, HeldRecord>();
  readonly #waiting = new Map<RecordId, HeldRecord[]>();
  /** What was found in contradicted records themselves. */
  readonly #inspected = new Map<HeldRecord, string | null>();
  #foldedRecords: number;

  constructor(folded: FoldedLedger = nothingFolded) {
    this.folded = folded;
    this.#foldedRecords = folded.histories.reduce((sum, { size }) => sum + size, 0);
    this.histories = new Histories(folded.histories, (history) => this.#unfold(history));
    for (const id of new Set(folded.open.map(({ history }) => history))) this.histories.begin(id);
    this.#foldedRecords -= folded.open.length;
    this.#takeBack(folded.open);
  }

  /** Records that are held, over all histories. */
  get size(): number {
    return this.#records.size + this.#foldedRecords;
  }

  record(id: RecordId): HeldRecord | undefined {
    return this.#records.get(id) ?? this.#foldedRecord(id);
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
    return this.takeHead(recordHead(signed, inspection));
  }

  /** The same for a record whose head is known. */
  takeHead(head: RecordHead): Outcome<Taken, ChainFailure> {
    if (this.record(head.id) !== undefined) return success({ kind: "held" });
    const fault = this.#faultAgainstHeld(head);
    if (fault !== null) return refuse("chainRule", fault);
    const record = heldRecord(head);
    this.#records.set(record.id, record);
    this.#historyOf(record).hold(record);
    this.#linkParents(record);
    const contradicted = this.#linkWaitingChildren(record);
    const completed = isComplete(record) ? this.#complete(record) : [];
    return success({ kind: "taken", record, completed, contradicted });
  }

  /** What was found in a record itself, also where a parent has contradicted it since. */
  inspectedFault(record: HeldRecord): string | null {
    return isContradicted(record) ? (this.#inspected.get(record) ?? null) : record.fault;
  }

  #foldedRecord(id: RecordId): HeldRecord | undefined {
    const history = this.#foldedRecords === 0 ? undefined : this.folded.historyOf(id);
    const folded = history === undefined ? undefined : this.histories.folded(history);
    if (folded === undefined) return undefined;
    this.#unfold(folded);
    return this.#records.get(id);
  }

  #unfold({ heads, id, size }: FoldedHistory): History {
    const history = this.histories.begin(id);
    this.#foldedRecords -= size;
    this.#takeBack(heads());
    return history;
  }

  #takeBack(heads: ReadonlyArray<RecordHead>): void {
    for (const head of heads) {
      const taken = this.takeHead(head);
      if (!taken.ok) throw new Error(`A folded record breaks a rule: ${taken.failure.message}`);
    }
  }

  #faultAgainstHeld(head: RecordHead): string | null {
    const root = this.record(head.history);
    const lost = root === undefined ? null : rootFault(head, root);
    if (lost !== null) return lost;
    for (const parentId of parentIds(head)) {
      const parent = this.record(parentId);
      const fault = parent === undefined ? null : relationFault(head, parent);
      if (fault !== null) return fault;
    }
    return null;
  }

  #historyOf(record: HeldRecord): History {
    return this.histories.get(record.history) ?? this.histories.begin(record.history);
  }

  #linkParents(record: HeldRecord): void {
    for (const parentId of parentsToWaitFor(record)) {
      const parent = this.record(parentId);
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
    this.#inspected.set(record, record.fault);
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

const nothingFolded: FoldedLedger = {
  column: new DataView(new ArrayBuffer(0)),
  histories: [],
  historyOf: () => undefined,
  open: [],
};
const nothingFound: Inspection = { fault: null, sets: [] };

/** One history as a graph: which records are held, which still wait for a parent, its heads, tips and equivocations. */
import type { Instant } from "../clock/instant.ts";
import type { JsonObject } from "../encoding/canonical-json.ts";
import { OrderedRecords } from "./order.ts";
import { SeqTable } from "./seq-table.ts";
import { pastOf, type Past } from "./past.ts";
import type { HistoryId, RecordId } from "./record.ts";

/** What the graph keeps of a record. Bodies stay on disk, save those that decide about other records. */
export interface HeldRecord {
  readonly id: RecordId;
  readonly history: HistoryId;
  readonly writer: string;
  readonly seq: number;
  readonly type: string;
  readonly at: Instant;
  /** `clock.utc`: when the writer's clock says that the record was made. */
  readonly recordedAt: Instant;
  readonly after: string | null;
  readonly prev: RecordId | null;
  readonly seen: ReadonlyArray<RecordId>;
  readonly register: ReadonlyArray<RecordId>;
  /** The body of a `custody/*`, `history/*`, `record/*` or `register/*` record; `null` for all others. */
  readonly body: JsonObject | null;
  /**
   * For a founding record the register that it names, `null` when it founds a register itself; `undefined` for all
   * others.
   */
  readonly foundsUnder: HistoryId | null | undefined;
  /** Single-valued fields that the record sets, each with the text of its value. */
  readonly sets: ReadonlyArray<FieldText>;
  /**
   * Why a reader marks the record: what its body breaks, or what a parent that came later proved; `null` when all is
   * well.
   */
  fault: string | null;
  /** Parents that are held, `prev` first. */
  readonly parents: HeldRecord[];
  readonly children: HeldRecord[];
  /** Parents that are missing or pending themselves. 0 means complete. */
  waitingFor: number;
  /** Place in the history's order, from 0; -1 while pending. */
  position: number;
  /** The branch of its key's tree; -1 while pending. */
  branch: number;
  /** What it has seen of other branches; `null` while pending, and where that is too much to keep. */
  past: Past | null;
}

/** A single-valued field and the canonical text of the value that a record gives it. */
export type FieldText = readonly [field: string, value: string];

/** What a reader finds in a body beyond its bytes: why it must be marked, and which single-valued fields it sets. */
export interface Inspection {
  readonly fault: string | null;
  readonly sets: ReadonlyArray<FieldText>;
}

/** Two records of one key, one history, one `seq`: the two are the proof (section 4). */
export interface Equivocation {
  readonly writer: string;
  readonly seq: number;
  /** The two with the least ids, where there are more. */
  readonly records: readonly [RecordId, RecordId];
}

/** True once every parent, and theirs, is held (section 4). */
export const isComplete = (record: HeldRecord): boolean => record.waitingFor === 0;

/**
 * True when a parent that came after the record proves that it breaks a chain or parent rule. Where the parent came
 * first the record was refused, so here it never becomes complete: both installations show the same state.
 */
export const isContradicted = (record: HeldRecord): boolean => record.waitingFor === Number.POSITIVE_INFINITY;

/** What is known of a history without looking at its records one by one. */
export interface HistoryOutline {
  readonly id: HistoryId;
  /** The register that its first record names, `null` for a register itself; `undefined` while that is not here. */
  readonly foundsUnder: HistoryId | null | undefined;
  /** The keys that have written in it, sorted. */
  readonly writers: ReadonlyArray<string>;
  /** The types of its records, sorted. */
  readonly types: ReadonlyArray<string>;
  /** The ids of its heads, sorted. */
  readonly headIds: ReadonlyArray<RecordId>;
  readonly hasWriter: (key: string) => boolean;
  readonly hasType: (type: string) => boolean;
}

/** All records of one history that are held, kept in order as they arrive. */
export class History implements HistoryOutline {
  readonly id: HistoryId;
  readonly records = new Map<RecordId, HeldRecord>();
  readonly heads = new Set<HeldRecord>();
  readonly #tips = new Map<string, Set<HeldRecord>>();
  readonly #bySeq = new Map<string, SeqTable<HeldRecord>>();
  /** The last `seq` of each branch. */
  readonly #branches: number[] = [];
  readonly #incomplete = new Map<string, number>();
  readonly #types = new Set<string>();
  readonly #ordered = new OrderedRecords<HeldRecord>();
  #contradicted = 0;
  #doubtChanges = 0;

  constructor(id: HistoryId) {
    this.id = id;
  }

  /** The founding record, when it is held. */
  get root(): HeldRecord | undefined {
    return this.records.get(this.id);
  }

  get foundsUnder(): HistoryId | null | undefined {
    return this.root?.foundsUnder;
  }

  /** The complete records in their order (section 4), the same everywhere. */
  get order(): ReadonlyArray<HeldRecord> {
    return this.#ordered.records();
  }

  /** Some complete records in the history's order. */
  inOrder(records: ReadonlyArray<HeldRecord>): ReadonlyArray<HeldRecord> {
    return this.order.length === 0 ? [] : [...records].sort((left, right) => left.position - right.position);
  }

  /** Keys that have written here. */
  get writers(): ReadonlyArray<string> {
    return [...this.#bySeq.keys()].sort();
  }

  hasWriter(key: string): boolean {
    return this.#bySeq.has(key);
  }

  get headIds(): ReadonlyArray<RecordId> {
    return [...this.heads].map(({ id }) => id).sort();
  }

  get types(): ReadonlyArray<string> {
    return [...this.#types].sort();
  }

  hasType(type: string): boolean {
    return this.#types.has(type);
  }

  /** Grows with every arrival that moves other records' places in the order. */
  get renumberings(): number {
    return this.#ordered.renumberings;
  }

  /** Records that have all their ancestors. */
  get completeCount(): number {
    return this.#ordered.size;
  }

  /** Records that wait for a parent. */
  get pendingCount(): number {
    return this.records.size - this.completeCount - this.#contradicted;
  }

  /** Every `seq` at which a key has signed more than one record, sorted by key and `seq`. */
  get equivocations(): ReadonlyArray<Equivocation> {
    return this.writers.flatMap((writer) =>
      (this.#bySeq.get(writer)?.twins() ?? []).map(([seq, records]) => ({ writer, seq, records })),
    );
  }

  /** The first equivocation of a key: from its `seq` on the key is in doubt. */
  doubt(writer: string): Equivocation | null {
    const first = this.#bySeq.get(writer)?.firstTwins() ?? null;
    return first === null ? null : { writer, seq: first[0], records: first[1] };
  }

  /** Grows whenever the first equivocation of some key changes: conclusions from it are outdated then. */
  get doubtChanges(): number {
    return this.#doubtChanges;
  }

  /** True while some record of a key waits for a parent or is contradicted by one. */
  hasIncomplete(writer: string): boolean {
    return (this.#incomplete.get(writer) ?? 0) > 0;
  }

  /** The tips of each key's tree, over complete records: what is announced to a peer (section 8). */
  tips(): ReadonlyMap<string, ReadonlyArray<HeldRecord>> {
    return new Map(this.writers.map((writer) => [writer, this.tipsOf(writer)]));
  }

  /** The tips of one key, least id first; more than one is an equivocation. */
  tipsOf(writer: string): ReadonlyArray<HeldRecord> {
    return [...(this.#tips.get(writer) ?? [])].sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  /** Takes a record in; its parents are linked by the caller. */
  hold(record: HeldRecord): void {
    this.records.set(record.id, record);
    this.#types.add(record.type);
    const bySeq = this.#bySeq.get(record.writer) ?? new SeqTable<HeldRecord>();
    this.#bySeq.set(record.writer, bySeq);
    this.#changeDoubt(bySeq, () => bySeq.add(record));
    this.#incomplete.set(record.writer, (this.#incomplete.get(record.writer) ?? 0) + 1);
  }

  /** Called once when the last missing ancestor of a record has come. */
  complete(record: HeldRecord): void {
    for (const parent of record.parents) this.heads.delete(parent);
    this.heads.add(record);
    const tips = this.#tips.get(record.writer) ?? new Set<HeldRecord>();
    this.#tips.set(record.writer, tips);
    const before = record.parents[0];
    if (before !== undefined && before.id === record.prev) tips.delete(before);
    tips.add(record);
    record.branch = this.#branchOf(record, before);
    record.past = pastOf(record.branch, record.parents);
    this.#incomplete.set(record.writer, (this.#incomplete.get(record.writer) ?? 1) - 1);
    this.#ordered.add(record);
  }

  #changeDoubt(bySeq: SeqTable<HeldRecord>, change: () => void): void {
    const before = bySeq.firstTwins();
    change();
    const after = bySeq.firstTwins();
    // The two records of a first equivocation are the same object until they change.
    if (before !== after) this.#doubtChanges++;
  }

  // A record continues the branch of its predecessor unless another record has done so before.
  #branchOf({ prev, seq }: HeldRecord, before: HeldRecord | undefined): number {
    const continues = before !== undefined && before.id === prev && this.#branches[before.branch] === before.seq;
    const branch = continues ? before.branch : this.#branches.length;
    this.#branches[branch] = seq;
    return branch;
  }

  /** Called when a parent proves a pending record wrong: it proves nothing against its key, as if it were refused. */
  contradict(record: HeldRecord): void {
    this.#contradicted++;
    const bySeq = this.#bySeq.get(record.writer);
    if (bySeq !== undefined) this.#changeDoubt(bySeq, () => bySeq.remove(record));
  }
}

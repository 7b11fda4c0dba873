/** One history as a graph: which records are held, which still wait for a parent, its heads, tips and equivocations. */
import type { Instant } from "../clock/instant.ts";
import type { JsonObject } from "../encoding/canonical-json.ts";
import { OrderedRecords } from "./order.ts";
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
  /** The body of a `register/*`, `record/*` or `history/*` record; `null` for all others. */
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
  readonly records: readonly [RecordId, RecordId];
}

/** True once every parent, and theirs, is held (section 4). */
export const isComplete = (record: HeldRecord): boolean => record.waitingFor === 0;

/** All records of one history that are held, kept in order as they arrive. */
export class History {
  readonly id: HistoryId;
  readonly records = new Map<RecordId, HeldRecord>();
  readonly heads = new Set<HeldRecord>();
  readonly equivocations: Equivocation[] = [];
  readonly #tips = new Map<string, Set<HeldRecord>>();
  readonly #bySeq = new Map<string, Map<number, HeldRecord>>();
  readonly #ordered = new OrderedRecords();

  constructor(id: HistoryId) {
    this.id = id;
  }

  /** The founding record, when it is held. */
  get root(): HeldRecord | undefined {
    return this.records.get(this.id);
  }

  /** The complete records in their order (section 4), the same everywhere. */
  get order(): ReadonlyArray<HeldRecord> {
    return this.#ordered.records();
  }

  /** Keys that have written here. */
  get writers(): ReadonlyArray<string> {
    return [...this.#bySeq.keys()].sort();
  }

  /** Records that wait for a parent. */
  get pendingCount(): number {
    return this.records.size - this.#ordered.size;
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
    const bySeq = this.#bySeq.get(record.writer) ?? new Map<number, HeldRecord>();
    this.#bySeq.set(record.writer, bySeq);
    const twin = bySeq.get(record.seq);
    if (twin === undefined) bySeq.set(record.seq, record);
    else this.equivocations.push({ writer: record.writer, seq: record.seq, records: [twin.id, record.id] });
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
    this.#ordered.add(record);
  }
}

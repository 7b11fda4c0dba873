/** The order of a history: the same everywhere and from the records alone (record-format.md, section 4). */
import { isInPast, type Branched } from "./past.ts";

/** What the order needs of a record of type `R`. */
export interface Linked<R> extends Branched {
  readonly id: string;
  readonly at: string;
  readonly parents: ReadonlyArray<R>;
  readonly children: ReadonlyArray<R>;
  /** Place in the order; a parent's is always less than its child's. */
  position: number;
}

type Timed = Pick<Linked<unknown>, "at" | "id">;

/** Compares by (`at`, id), both as bytes. */
export const compareByTime = (left: Timed, right: Timed): number => {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
};

/** Repeatedly takes, of the records whose parents are taken, the one with the least (`at`, id). */
export const orderRecords = <R extends Linked<R>>(records: Iterable<R>): R[] => {
  const all = [...records];
  const members = new Set(all);
  const waiting = new Map<R, number>();
  const ready = new LeastFirst<R>();
  for (const record of all) {
    const parents = record.parents.filter((parent) => members.has(parent)).length;
    if (parents === 0) ready.push(record);
    else waiting.set(record, parents);
  }
  const taken: R[] = [];
  for (let record = ready.pop(); record !== undefined; record = ready.pop()) {
    taken.push(record);
    for (const child of record.children) release(child, waiting, ready);
  }
  return taken;
};

/**
 * True when `ancestor` is `record` or stands before it: "has seen" (section 1). Both belong to one history and are
 * complete. The graph is searched only where what a record has seen was too much to keep.
 */
export const hasSeen = <R extends Linked<R>>(record: R, ancestor: R): boolean => {
  if (record === ancestor) return true;
  const visited = new Set<R>();
  const open: R[] = [record];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { past } = next;
    if (past !== null) {
      if (isInPast({ branch: next.branch, seq: next.seq, past }, ancestor)) return true;
      continue;
    }
    for (const parent of next.parents) {
      if (parent === ancestor) return true;
      // A parent always stands before its child, so nothing placed before the ancestor can lead back to it.
      if (parent.position > ancestor.position && !visited.has(parent)) open.push(parent);
      visited.add(parent);
    }
  }
  return false;
};

/**
 * Complete records in their order; a record that sorts last is appended, any other arrival renumbers when next asked.
 */
export class OrderedRecords<R extends Linked<R>> {
  #records: R[] = [];
  #latest: R | undefined;
  #settled = true;
  #renumberings = 0;

  get size(): number {
    return this.#records.length;
  }

  /** Grows with every arrival that does not sort last: places that were read before are no longer sure. */
  get renumberings(): number {
    return this.#renumberings;
  }

  add(record: R): void {
    this.#settled = this.#settled && this.#sortsLast(record);
    if (!this.#settled) this.#renumberings++;
    if (this.#latest === undefined || compareByTime(record, this.#latest) > 0) this.#latest = record;
    record.position = this.#records.length;
    this.#records.push(record);
  }

  records(): ReadonlyArray<R> {
    if (!this.#settled) this.#renumber();
    return this.#records;
  }

  #sortsLast(record: R): boolean {
    const last = this.#records.at(-1);
    if (last === undefined || this.#latest === undefined) return true;
    return compareByTime(record, this.#latest) > 0 || record.parents.includes(last);
  }

  #renumber(): void {
    this.#records = orderRecords(this.#records);
    for (const [position, record] of this.#records.entries()) record.position = position;
    this.#settled = true;
  }
}

const release = <R extends Linked<R>>(child: R, waiting: Map<R, number>, ready: LeastFirst<R>): void => {
  const left = (waiting.get(child) ?? 0) - 1;
  if (left > 0) waiting.set(child, left);
  else if (waiting.delete(child)) ready.push(child);
};

/** A binary heap of records, the least (`at`, id) on top. */
class LeastFirst<R extends Linked<R>> {
  readonly #heap: R[] = [];

  push(record: R): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(record);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (parent === undefined || compareByTime(parent, record) <= 0) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = record;
  }

  pop(): R | undefined {
    const heap = this.#heap;
    const least = heap[0];
    const last = heap.pop();
    if (least === undefined || last === undefined || heap.length === 0) return least;
    this.#sinkFromTop(last);
    return least;
  }

  #sinkFromTop(record: R): void {
    const heap = this.#heap;
    let index = 0;
    for (let child = this.#lesserChild(0); child !== null; child = this.#lesserChild(index)) {
      if (compareByTime(record, child.record) <= 0) break;
      heap[index] = child.record;
      index = child.index;
    }
    heap[index] = record;
  }

  #lesserChild(index: number): { readonly index: number; readonly record: R } | null {
    const left = this.#heap[2 * index + 1];
    const right = this.#heap[2 * index + 2];
    if (left === undefined) return null;
    return right !== undefined && compareByTime(right, left) < 0
      ? { index: 2 * index + 2, record: right }
      : { index: 2 * index + 1, record: left };
  }
}

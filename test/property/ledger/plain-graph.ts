/** The rules of record-format.md, section 4, in the plainest way: nothing is kept, everything is looked up again. */
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import type { RecordId } from "../../../shared/ledger/record.ts";

export class PlainGraph {
  readonly #records: ReadonlyArray<SignedRecord>;
  readonly #byId: ReadonlyMap<RecordId, SignedRecord>;
  readonly #seen = new Map<RecordId, ReadonlySet<RecordId>>();

  /** All of one history, parents before children. */
  constructor(records: ReadonlyArray<SignedRecord>) {
    this.#records = records;
    this.#byId = new Map(records.map((record) => [record.id, record]));
    for (const { id } of records) {
      const parents = this.parents(id);
      this.#seen.set(id, new Set(parents.flatMap((parent) => [parent, ...(this.#seen.get(parent) ?? [])])));
    }
  }

  /** `prev` and `seen`; a record without either stands on the first one. */
  parents(id: RecordId): ReadonlyArray<RecordId> {
    const record = this.#byId.get(id)?.record;
    if (record === undefined || record.history === null) return [];
    const named = [...(record.prev === null ? [] : [record.prev]), ...record.seen];
    return named.length === 0 ? [record.history] : named;
  }

  hasSeen(id: RecordId, other: RecordId): boolean {
    return id === other || this.#seen.get(id)?.has(other) === true;
  }

  /** Repeatedly the least (at, id) of the records whose parents are taken. */
  order(): ReadonlyArray<RecordId> {
    const taken: RecordId[] = [];
    const left = [...this.#records];
    while (left.length > 0) {
      const ready = left.filter(({ id }) => this.parents(id).every((parent) => taken.includes(parent)));
      const [least] = ready.sort(byTime);
      if (least === undefined) throw new Error("Nothing is ready");
      taken.push(least.id);
      left.splice(left.indexOf(least), 1);
    }
    return taken;
  }

  /** The same by the immutable sort key of section 4. */
  orderByKey(): ReadonlyArray<RecordId> {
    const keys = new Map<RecordId, ReadonlyArray<SignedRecord>>();
    for (const signed of this.#records) {
      const [largest = []] = this.parents(signed.id).map((parent) => keys.get(parent) ?? []).sort((a, b) => byKey(b, a));
      const kept = largest.slice(0, largest.findLastIndex((element) => byTime(element, signed) >= 0) + 1);
      keys.set(signed.id, [...kept, signed]);
    }
    return [...keys].sort(([, left], [, right]) => byKey(left, right)).map(([id]) => id);
  }

  heads(): ReadonlyArray<RecordId> {
    const parents = new Set(this.#records.flatMap(({ id }) => this.parents(id)));
    return this.#records.flatMap(({ id }) => (parents.has(id) ? [] : [id])).sort();
  }

  /** The records of a key that are no other's `prev`. */
  tips(writer: string): ReadonlyArray<RecordId> {
    const own = this.#records.filter(({ record }) => record.writer === writer);
    return own.flatMap(({ id }) => (own.some(({ record }) => record.prev === id) ? [] : [id])).sort();
  }

  writers(): ReadonlyArray<string> {
    return [...new Set(this.#records.map(({ record }) => record.writer))].sort();
  }

  /** Every key and `seq` with more than one record, with the two least ids. */
  equivocations(): ReadonlyArray<readonly [writer: string, seq: number, first: RecordId, second: RecordId]> {
    return this.writers().flatMap((writer) => {
      const own = this.#records.filter(({ record }) => record.writer === writer);
      const seqs = [...new Set(own.map(({ record }) => record.seq))].sort((a, b) => a - b);
      return seqs.flatMap((seq) => {
        const [first, second] = own.flatMap(({ id, record }) => (record.seq === seq ? [id] : [])).sort();
        return first === undefined || second === undefined ? [] : [[writer, seq, first, second] as const];
      });
    });
  }

  /** Records behind which several directions begin that are not all of one key, and the first records of each. */
  forks(): ReadonlyMap<RecordId, ReadonlyArray<RecordId>> {
    const found = new Map<RecordId, ReadonlyArray<RecordId>>();
    for (const { id } of this.#records) {
      const children = this.#records.filter((child) => this.parents(child.id).includes(id));
      const first = children.filter((one) => !children.some((other) => other !== one && this.hasSeen(one.id, other.id)));
      if (new Set(first.map(({ record }) => record.writer)).size > 1) found.set(id, first.map((one) => one.id).sort());
    }
    return found;
  }
}

const byTime = (left: SignedRecord, right: SignedRecord): number =>
  left.record.at === right.record.at ? (left.id < right.id ? -1 : Number(left.id > right.id)) : left.record.at < right.record.at ? -1 : 1;

const byKey = (left: ReadonlyArray<SignedRecord>, right: ReadonlyArray<SignedRecord>): number => {
  for (let index = 0; ; index++) {
    const [one, other] = [left[index], right[index]];
    if (one === undefined || other === undefined) return left.length - right.length;
    const difference = byTime(one, other);
    if (difference !== 0) return difference;
  }
};

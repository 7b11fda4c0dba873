/** The records of one key in one history by their `seq`: where two share one, the key has equivocated (section 4). */
import type { RecordId } from "./record.ts";

/** The two least ids of one `seq`. */
export type Twins = readonly [RecordId, RecordId];

interface Numbered {
  readonly id: RecordId;
  readonly seq: number;
}

/** Keeps the records of a key by `seq`. What it answers depends on the records alone, not on their arrival. */
export class SeqTable<R extends Numbered> {
  readonly #single = new Map<number, R>();
  readonly #several = new Map<number, Set<R>>();
  /** The least `seq` with several records and their two least ids, once asked for. */
  #first: readonly [seq: number, records: Twins] | null = null;

  add(record: R): void {
    const { seq } = record;
    const single = this.#single.get(seq);
    const several = this.#several.get(seq) ?? new Set<R>();
    if (single !== undefined) several.add(single);
    if (several.size === 0) return void this.#single.set(seq, record);
    this.#single.delete(seq);
    this.#several.set(seq, several.add(record));
    if (this.#first !== null && (seq < this.#first[0] || this.#isAmongFirst(record))) this.#first = null;
  }

  /** Forgets a record that a parent contradicts. */
  remove(record: R): void {
    const { seq } = record;
    const several = this.#several.get(seq);
    if (several === undefined) return void this.#single.delete(seq);
    if (this.#isAmongFirst(record)) this.#first = null;
    several.delete(record);
    if (several.size > 1) return;
    this.#several.delete(seq);
    for (const left of several) this.#single.set(seq, left);
  }

  /** Every `seq` with more than one record, least first. */
  twins(): ReadonlyArray<readonly [seq: number, records: Twins]> {
    return [...this.#several].sort(([left], [right]) => left - right).map(([seq, records]) => [seq, twinsOf(records)]);
  }

  /** The least `seq` with more than one record. */
  firstTwins(): readonly [seq: number, records: Twins] | null {
    if (this.#first !== null || this.#several.size === 0) return this.#first;
    const seq = [...this.#several.keys()].reduce((least, other) => Math.min(least, other));
    this.#first = [seq, twinsOf(this.#several.get(seq) ?? new Set())];
    return this.#first;
  }

  #isAmongFirst({ id, seq }: R): boolean {
    return this.#first !== null && this.#first[0] === seq && id <= this.#first[1][1];
  }
}

const twinsOf = (records: ReadonlySet<Numbered>): Twins => {
  let [first, second]: [RecordId | undefined, RecordId | undefined] = [undefined, undefined];
  for (const { id } of records) {
    if (first === undefined || id < first) [first, second] = [id, first];
    else if (second === undefined || id < second) second = id;
  }
  if (first === undefined || second === undefined) throw new Error("There are no two records with this seq");
  return [first, second];
};

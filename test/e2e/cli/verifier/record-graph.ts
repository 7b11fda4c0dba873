/** Chains, parents and order of records, from the records alone (record-format.md, sections 2 and 4). */
import type { ReadRecord } from "./record-reading.ts";

export interface ReadHistory {
  readonly id: string;
  /** Complete records in their order. */
  readonly order: ReadonlyArray<string>;
  /** Records with a parent missing, and those that stand on them. */
  readonly pending: ReadonlyArray<string>;
  /** Complete records without a child. */
  readonly heads: ReadonlyArray<string>;
  /** Pairs of records of one key with one seq. */
  readonly equivocations: number;
}

export interface ReadGraph {
  readonly histories: ReadonlyMap<string, ReadHistory>;
  readonly faults: ReadonlyArray<string>;
}

/** Builds the graph of records in the order in which they stand in a file. */
export const graphOf = (records: ReadonlyArray<ReadRecord>): ReadGraph => {
  const byId = new Map(records.map((record) => [record.id, record]));
  const twice = records.length === byId.size ? [] : [`${records.length - byId.size} records are held twice`];
  const byHistory = Map.groupBy(byId.values(), ({ history }) => history);
  const histories = new Map([...byHistory].map(([id, own]) => [id, historyOf(id, own)]));
  return { histories, faults: [...twice, ...[...byId.values()].flatMap((record) => parentFaults(record, byId))] };
};

const parentsOf = ({ prev, seen }: ReadRecord): ReadonlyArray<string> => (prev === null ? seen : [prev, ...seen]);

const parentFaults = (record: ReadRecord, byId: ReadonlyMap<string, ReadRecord>): ReadonlyArray<string> => {
  const before = record.prev === null ? undefined : byId.get(record.prev);
  const seen = record.seen.flatMap((id) => byId.get(id) ?? []);
  const root = byId.get(record.history);
  const faults = [
    before !== undefined && before.writer !== record.writer ? "prev is of another key" : null,
    before !== undefined && before.seq !== record.seq - 1 ? "prev has not the seq before" : null,
    [before, ...seen].some((parent) => parent !== undefined && parent.history !== record.history) ? "parent of another history" : null,
    seen.some(({ writer }) => writer === record.writer) ? "seen names a record of the same key" : null,
    record.seq === 0 && !record.founds && record.seen.length === 0 ? "another key begins without having seen anything" : null,
    root !== undefined && root.body["register"] === null && record.register.length > 0 ? "register heads inside a register" : null,
    root !== undefined && root.body["register"] !== null && record.seq === 0 && record.register.length === 0 ? "a key begins without register heads" : null,
  ];
  return faults.flatMap((fault) => (fault === null ? [] : [`record ${record.id}: ${fault}`]));
};

const historyOf = (id: string, records: ReadonlyArray<ReadRecord>): ReadHistory => {
  const order = orderOf(records);
  const taken = new Set(order.map((record) => record.id));
  const parents = new Set(order.flatMap(parentsOf));
  const places = Map.groupBy(records, ({ seq, writer }) => `${writer} ${seq}`);
  return {
    id,
    order: order.map((record) => record.id),
    pending: records.map((record) => record.id).filter((one) => !taken.has(one)),
    heads: order.map((record) => record.id).filter((one) => !parents.has(one)).sort(),
    equivocations: [...places.values()].filter((same) => same.length > 1).length,
  };
};

/** Repeatedly the least (`at`, id) of the records whose parents are taken. */
const orderOf = (records: ReadonlyArray<ReadRecord>): ReadonlyArray<ReadRecord> => {
  const children = new Map<string, ReadRecord[]>();
  const waitsFor = new Map(records.map((record) => [record.id, parentsOf(record).length]));
  for (const record of records) {
    for (const parent of parentsOf(record)) children.set(parent, [...(children.get(parent) ?? []), record]);
  }
  const ready = records.filter((record) => parentsOf(record).length === 0);
  const order: ReadRecord[] = [];
  while (ready.length > 0) {
    ready.sort(later);
    const next = ready.pop();
    if (next === undefined) break;
    order.push(next);
    for (const child of children.get(next.id) ?? []) {
      const left = (waitsFor.get(child.id) ?? 0) - 1;
      waitsFor.set(child.id, left);
      if (left === 0) ready.push(child);
    }
  }
  return order;
};

const later = (left: ReadRecord, right: ReadRecord): number => {
  const [a, b] = [`${left.at} ${left.id}`, `${right.at} ${right.id}`];
  return a < b ? 1 : a > b ? -1 : 0;
};

/** Order, heads, tips, forks and proofs of a history follow from its records alone, in whatever order they arrive. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { forksOf } from "../../../shared/ledger/fork.ts";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { isComplete, type History } from "../../../shared/ledger/history.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import { hasSeen, orderRecords } from "../../../shared/ledger/order.ts";
import { shuffled } from "../../doubles/seeded-histories.ts";
import { randomBelow, seededRandom } from "../../doubles/seeded-random.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { heldIn, historyIn, idsOf, ledgerOf } from "../../unit/ledger/plain-record.ts";
import { PlainGraph } from "./plain-graph.ts";
import { randomHistory } from "./random-history.ts";

const settings = { seed: 20260303, numRuns: 150 };
const seeds = fc.nat(2 ** 31 - 1);

const historyOf = (seed: number): { readonly records: ReadonlyArray<SignedRecord>; readonly arrival: ReadonlyArray<SignedRecord> } => {
  const random = seededRandom(seed);
  const records = randomHistory(random, 2 + randomBelow(random, 40), 1 + randomBelow(random, 5));
  return { records, arrival: shuffled(random, records) };
};

const historyFrom = (arrival: ReadonlyArray<SignedRecord>): History => {
  const [first] = arrival;
  if (first === undefined) throw new Error("A history has a record");
  return historyIn(ledgerOf(arrival), first);
};

test("the order is the plain rule's and that of the sort key, in any arrival", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { arrival, records } = historyOf(seed);
      const graph = new PlainGraph(records);
      const order = idsOf(historyFrom(arrival).order);
      expect(order).toEqual(graph.order());
      expect(order).toEqual(graph.orderByKey());
    }),
    settings,
  );
});

test("heads, tips, equivocations, forks and what each record has seen are those of the plain graph, in any arrival", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { arrival, records } = historyOf(seed);
      const graph = new PlainGraph(records);
      const history = historyFrom(arrival);
      expect(idsOf(history.heads).toSorted()).toEqual(graph.heads());
      expect([...history.tips()].map(([writer, tips]) => [writer, idsOf(tips)])).toEqual(
        graph.writers().map((writer) => [writer, graph.tips(writer)]),
      );
      const found = history.equivocations.map(({ records: [one, other], seq, writer }) => [writer, seq, one, other]);
      expect(found).toEqual(graph.equivocations());
      const forks = forksOf(history).map(({ at, branches }) => [at.id, idsOf(branches).toSorted()] as const);
      expect(new Map(forks)).toEqual(graph.forks());
      const { order } = history;
      const pairs = order.flatMap((one) => order.map((other) => [one, other] as const));
      expect(pairs.map(([one, other]) => hasSeen(one, other))).toEqual(
        pairs.map(([one, other]) => graph.hasSeen(one.id, other.id)),
      );
    }),
    settings,
  );
});

test("while records arrive, the order that is kept is the order made from scratch, and places are its numbers", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { arrival, records } = historyOf(seed);
      const ledger = new Ledger();
      const held: SignedRecord[] = [];
      for (const record of arrival) {
        valueOf(ledger.take(record));
        held.push(record);
        // Asking in between settles the order; not asking leaves several arrivals to be settled at once.
        if ((record.bytes[0] ?? 0) + held.length + (seed % 3) === 0) continue;
        const history = historyIn(ledger, record);
        const complete = [...history.records.values()].filter(isComplete);
        expect(idsOf(history.order)).toEqual(idsOf(orderRecords(complete)));
        history.order.forEach(({ position }, index) => expect(position).toBe(index));
        expect(history.pendingCount).toBe(held.length - complete.length);
        const missing = held.flatMap(({ id }) => new PlainGraph(records).parents(id)).filter((id) => ledger.record(id) === undefined);
        expect(ledger.missing().toSorted()).toEqual([...new Set(missing)].toSorted());
      }
    }),
    { ...settings, numRuns: 60 },
  );
});

test("a record that is taken in again changes nothing", () => {
  const { arrival } = historyOf(7);
  const ledger = ledgerOf(arrival);
  const before = arrival.map((record) => heldIn(ledger, record).position);
  for (const record of arrival) expect(valueOf(ledger.take(record)).kind).toBe("held");
  expect(arrival.map((record) => heldIn(ledger, record).position)).toEqual(before);
  expect(ledger.size).toBe(arrival.length);
});

/** A key that equivocated: its proof goes to everybody, its tails only where somebody else stands on them. */
import { afterAll, expect, test } from "vitest";
import type { HistoryId } from "../../../shared/ledger/record.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { exchangeInMemory } from "../../doubles/memory-exchange.ts";
import { testCompany, type TestCompany } from "../../doubles/test-company.ts";
import { valueOf } from "../../doubles/value-of.ts";

const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

const meet = (one: TestCompany, other: TestCompany) =>
  exchangeInMemory({ store: one.store, key: one.installation.key }, { store: other.store, key: other.installation.key }, checker);

const holds = (company: TestCompany, history: HistoryId, ids: ReadonlyArray<string>): ReadonlyArray<boolean> => {
  const records = [...(company.store.ledger.history(history)?.records.keys() ?? [])];
  return ids.map((id) => records.some((held) => held === id));
};

test("two ends of one key meet", async () => {
  // The second folder is a restored copy of the first: the same keys, the same past, another future.
  const [original, copy] = [await testCompany("Owner"), await testCompany("Owner")];
  const pump = await original.asset("P-101");
  await original.write(pump, "Before");
  valueOf(await copy.store.takeIn(await Promise.all(original.store.received.map(async ({ id }) => valueOf(await original.store.read(id)))), original.installation.key));
  const mine = [await original.write(pump, "Mine 1"), await original.write(pump, "Mine 2"), await original.write(pump, "Mine 3")];
  const theirs = [await copy.write(pump, "Theirs 1"), await copy.write(pump, "Theirs 2"), await copy.write(pump, "Theirs 3")];

  // Neither knows of the other end before it comes: all is sent, and of it the proof alone is taken.
  const [report] = await meet(original, copy);
  expect(report).toMatchObject({ fault: null, sent: { records: 3 }, received: { records: 1, already: 0 } });
  expect(holds(original, pump, theirs)).toEqual([true, false, false]);
  expect(holds(copy, pump, mine)).toEqual([true, false, false]);
  for (const { store } of [original, copy]) expect(store.ledger.history(pump)?.equivocations).toMatchObject([{ seq: 2 }]);

  const [again] = await meet(original, copy);
  expect(again).toMatchObject({ sent: { records: 0 }, received: { records: 0 } });

  // Another key stands on the second record of the one branch: so much of it travels, and no more.
  const counter = { readings: [{ counter: "hours", reading: { unit: "h", value: "12" } }], remark: null };
  const other = await testCompany("Owner");
  for (const { id } of original.store.received) {
    if (id !== mine[2] && !theirs.some((their) => their === id)) valueOf(await other.store.takeIn([valueOf(await original.store.read(id))], original.installation.key));
  }
  const child = await other.write(pump, "", { signer: other.installation, body: counter, type: "asset/counter-read@1" });
  await meet(other, copy);
  expect(holds(copy, pump, [...mine, child])).toEqual([true, true, false, true]);
  expect(copy.store.ledger.history(pump)?.pendingCount).toBe(0);
});

/** The same company in several places: each goes on by itself from what all knew. */
const copies = async (count: number): Promise<{ readonly pump: HistoryId; readonly places: ReadonlyArray<TestCompany> }> => {
  const places = await Promise.all(Array.from({ length: count }, () => testCompany("Owner")));
  const [first] = places;
  if (first === undefined) throw new Error("There is a first place");
  const pump = await first.asset("P-101");
  const signed = await Promise.all(first.store.received.map(async ({ id }) => valueOf(await first.store.read(id))));
  for (const place of places) valueOf(await place.store.takeIn(signed, first.installation.key));
  return { places, pump };
};

test("of four records of one place all end with the same two as the proof, whoever knew which", async () => {
  const { places, pump } = await copies(4);
  const twins: string[] = [];
  for (const [number, place] of places.entries()) twins.push(await place.write(pump, `Mine, says ${number}`));
  const [one, two, three, four] = places;
  if (one === undefined || two === undefined || three === undefined || four === undefined) throw new Error("There are four");
  // Two pairs have their proofs before they meet.
  await meet(one, two);
  await meet(three, four);
  await meet(one, three);
  await meet(two, four);
  await meet(one, four);
  const least = twins.toSorted().slice(0, 2);
  for (const { store } of places) expect(store.ledger.history(pump)?.equivocations).toMatchObject([{ records: least, seq: 1 }]);
});

test("of a register nothing is left behind: records of other histories are judged by its records", async () => {
  const { places } = await copies(2);
  const [one, two] = places;
  if (one === undefined || two === undefined) throw new Error("There are two");
  const reader = await testCompany("Reader");
  await one.enrol(reader);
  const named = await one.asset("P-102");
  await two.enrol(await testCompany("Somebody"));
  // The reader knows of both ends, and of what stands on the tail of one, only in this order.
  await meet(two, reader);
  await meet(one, reader);
  await meet(one, two);
  for (const { store } of [one, two, reader]) {
    const record = store.ledger.record(named);
    expect(record === undefined ? "not here" : store.judge.verdict(record).standing).toBe("accepted");
  }
});

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

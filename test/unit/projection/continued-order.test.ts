/** When records at the end may be placed alone, against what a look at the whole history says. */
import { expect, test } from "vitest";
import type { HeldRecord } from "../../../shared/ledger/history.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import { continuedOrder } from "../../../shared/projection/continued-order.ts";
import { recordsApart } from "../../../shared/projection/records-apart.ts";
import { grouped, seededHistories, shuffled } from "../../doubles/seeded-histories.ts";
import { randomBelow, seededRandom } from "../../doubles/seeded-random.ts";

interface Seen {
  readonly order: ReadonlyArray<HeldRecord>;
  readonly apart: ReadonlySet<HeldRecord>;
}

const idsOf = (records: ReadonlyArray<HeldRecord>): ReadonlyArray<string> => records.map(({ id }) => id);

const nothing: Seen = { order: [], apart: new Set() };

test("what was there keeps its place and its mark, and what came has the mark that the whole gives it", () => {
  const counts = { continued: 0, apart: 0, several: 0 };
  for (let seed = 0; seed < 60; seed++) {
    const random = seededRandom(seed);
    const ledger = new Ledger();
    const seen = new Map<string, Seen>();
    const { records } = seededHistories({ seed, assets: 1, records: 50, disorder: seed % 2 === 0 ? 0.3 : 1 });
    const arriving = seed % 5 === 0 ? shuffled(random, records) : records;
    for (const group of grouped(random, arriving, 1 + randomBelow(random, 4))) {
      const completed = group.flatMap((record) => {
        const taken = ledger.take(record);
        return taken.ok && taken.value.kind === "taken" ? taken.value.completed : [];
      });
      for (const history of ledger.histories.values()) {
        const before = seen.get(history.id) ?? nothing;
        const came = completed.filter((record) => record.history === history.id);
        const marks = came.length === 0 ? null : continuedOrder(history, before.order.length, came);
        const now = { order: [...history.order], apart: recordsApart(history.order) };
        seen.set(history.id, now);
        if (marks === null) continue;
        expect(idsOf(now.order.slice(0, before.order.length))).toEqual(idsOf(before.order));
        expect(idsOf(before.order.filter((record) => now.apart.has(record)))).toEqual(idsOf([...before.apart]));
        expect(marks).toEqual(came.map((record) => now.apart.has(record)));
        // Whoever has not heard of the last one yet cannot know how the others stand.
        if (came.length > 1) expect(continuedOrder(history, before.order.length, came.slice(0, -1))).toBeNull();
        counts.continued++;
        if (marks.includes(true)) counts.apart++;
        if (came.length > 1) counts.several++;
      }
    }
  }
  expect(Math.min(counts.continued, counts.apart, counts.several)).toBeGreaterThan(20);
});

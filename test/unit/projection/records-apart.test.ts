/** Which records were written apart, against the definition itself. */
import { expect, test } from "vitest";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import { recordsApart } from "../../../shared/projection/records-apart.ts";
import { seenBy } from "../../doubles/seen-by.ts";
import { seededHistories } from "../../doubles/seeded-histories.ts";

test("a record is apart iff some other neither saw it nor was seen by it", () => {
  let apartCount = 0;
  for (let seed = 0; seed < 15; seed++) {
    const ledger = new Ledger();
    for (const record of seededHistories({ seed, assets: 2, records: 40, disorder: seed % 3 === 0 ? 0.2 : 1 }).records) ledger.take(record);
    for (const { order } of ledger.histories.values()) {
      const seen = new Map(order.map((record) => [record, seenBy(record)]));
      const expected = order.filter((record) => order.some((other) => !seen.get(record)?.has(other) && !seen.get(other)?.has(record)));
      expect([...recordsApart(order)]).toEqual(expected);
      apartCount += expected.length;
    }
  }
  expect(apartCount).toBeGreaterThan(100);
});

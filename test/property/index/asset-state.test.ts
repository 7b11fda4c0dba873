/** What the index says of an asset is what the rules say, worked out from records and verdicts in the plainest way. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { workPerformedSchema } from "../../../shared/service/work-body.ts";
import { counterReadSchema } from "../../../shared/asset/asset-body.ts";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import type { HeldRecord, History } from "../../../shared/ledger/history.ts";
import { countsInState } from "../../../shared/register/standing.ts";
import { indexCompany, type IndexCompany } from "../../doubles/index-company.ts";
import { seenBy } from "../../doubles/seen-by.ts";
import { grouped, seededHistories, shuffled } from "../../doubles/seeded-histories.ts";
import { seededRandom } from "../../doubles/seeded-random.ts";
import { valueOf } from "../../doubles/value-of.ts";

interface Counted {
  readonly record: HeldRecord;
  readonly body: SignedRecord["record"]["body"];
}

const countedIn = ({ judge }: IndexCompany, { order }: History, bodies: ReadonlyMap<string, SignedRecord>): ReadonlyArray<Counted> =>
  order.flatMap((record) => {
    const signed = bodies.get(record.id);
    return signed !== undefined && countsInState(judge.verdict(record)) ? [{ record, body: signed.record.body }] : [];
  });

/** The setters of a field that no other setter of it has seen. */
const fieldSetters = (counted: ReadonlyArray<Counted>, field: string): ReadonlyArray<string> => {
  const setters = counted.filter(({ record }) => record.sets.some(([name]) => name === field)).map(({ record }) => record);
  return setters.filter((record) => !setters.some((other) => other !== record && seenBy(other).has(record))).map(({ id }) => id);
};

const openDefects = (counted: ReadonlyArray<Counted>): ReadonlyArray<string> => {
  const closed = new Set(counted.flatMap(({ body }) => workPerformedSchema.safeParse(body).data?.closes ?? []));
  return counted.filter(({ record }) => record.type === "service/defect-reported@1" && !closed.has(record.id)).map(({ record }) => record.id);
};

const latestCounter = (counted: ReadonlyArray<Counted>, name: string): string | undefined => {
  const readings = counted.flatMap(({ body, record }) => {
    const given = workPerformedSchema.safeParse(body).data?.counters ?? counterReadSchema.safeParse(body).data?.readings ?? [];
    return given.filter(({ counter }) => counter === name).map(({ reading }) => ({ key: record.at + record.id, value: reading.value }));
  });
  return readings.sort((left, right) => (left.key < right.key ? -1 : 1)).at(-1)?.value;
};

test("fields, open defects, counters and counts of every asset", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.constantFrom(0.4, 1), async (seed, disorder) => {
      const random = seededRandom(seed);
      const { assets, records } = seededHistories({ seed, assets: 2, records: 70, disorder });
      const company = indexCompany();
      const index = await company.open();
      for (const group of grouped(random, shuffled(random, records.slice(0, -5)), 20)) company.bring(group);
      const bodies = new Map<string, SignedRecord>(records.map((record) => [record.id, record]));
      for (const id of assets) {
        const history = company.ledger.history(id);
        const detail = await index.asset(id);
        if (history === undefined || !detail.ok) continue;
        const counted = countedIn(company, history, bodies);
        for (const field of ["tag", "location", "maker", "equipment_class"] as const) {
          expect(detail.value[field].map(({ by }) => by)).toEqual(fieldSetters(counted, field));
        }
        expect(detail.value.open_defects.map(({ record }) => record)).toEqual(openDefects(counted));
        expect(detail.value.counters.map(({ value }) => value)).toEqual(
          ["operating hours", "starts"].flatMap((name) => latestCounter(counted, name) ?? []),
        );
        const [row] = valueOf(await index.assets({ limit: 9, offset: 0, only: "all", search: "", sort: "tag" }, "2026-11-22")).rows.filter((each) => each.history === id);
        expect(row).toMatchObject({ open_defects: openDefects(counted).length, pending: history.pendingCount, records: history.records.size });
        expect(row?.last_at).toBe(counted.at(-1)?.record.at ?? null);
      }
      await company.close();
    }),
    { numRuns: 25, seed: 20260302 },
  );
});

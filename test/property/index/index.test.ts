/** The index is disposable: whatever the order and the grouping of arrivals, its rows are those of an index built from line 0. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { storedRecord, type SignedRecord } from "../../../shared/ledger/frame.ts";
import type { DiskFiles } from "../../../main/disk/disk-files.ts";
import { indexCompany, otherInstallation, ownInstallation, type IndexCompany } from "../../doubles/index-company.ts";
import { rowsById, rowsOf } from "../../doubles/index-rows-of.ts";
import { grouped, seededHistories, shuffled } from "../../doubles/seeded-histories.ts";
import { randomBelow, seededRandom, type SeededRandom } from "../../doubles/seeded-random.ts";
import { valueOf } from "../../doubles/value-of.ts";

/** A company that reads another's journal from line 0, as at a start: nothing of graph or judge is left of before. */
const restarted = async (company: IndexCompany, files?: DiskFiles): Promise<IndexCompany> => {
  const fresh = indexCompany(files);
  for await (const lines of company.journal.lines(0)) {
    for (const { frame, from, id } of valueOf(lines)) fresh.bring([storedRecord(id, frame)], from);
  }
  return fresh;
};

const everything = { limit: 500, offset: 0, only: "all", search: "", sort: "tag" } as const;

/** Brings groups, asks between most of them, and now and then stops and starts again from a snapshot. */
const bringAll = async (groups: ReadonlyArray<ReadonlyArray<SignedRecord>>, random: SeededRandom) => {
  let company = indexCompany();
  let index = await company.open();
  for (const group of groups) {
    company.bring(group, randomBelow(random, 3) === 0 ? ownInstallation : otherInstallation);
    if (randomBelow(random, 3) > 0) valueOf(await index.assets(everything, "2026-11-22"));
    if (randomBelow(random, 12) > 0) continue;
    await company.close();
    company = await restarted(company, company.files);
    index = await company.open();
    expect(index.opened.how).toBe("snapshot");
  }
  return { company, index };
};

/** Causal order, almost causal order with some records late, or any order at all; some never arrive. */
const arrivalOrder = (records: ReadonlyArray<SignedRecord>, random: SeededRandom): ReadonlyArray<SignedRecord> => {
  const kind = randomBelow(random, 4);
  if (kind === 0) return records;
  if (kind === 3) return shuffled(random, records.filter(() => randomBelow(random, 12) > 0));
  if (kind === 1) return shuffled(random, records);
  const late = records.filter(() => randomBelow(random, 15) === 0);
  return [...records.filter((record) => !late.includes(record)), ...late];
};

const disorders = fc.constantFrom(0, 0.1, 0.4, 1);
const runs = { numRuns: 60, seed: 20260301 };

test("rows after incremental projection are the rows rebuilt from the journal", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), disorders, async (seed, disorder) => {
      const random = seededRandom(seed);
      const { records } = seededHistories({ seed, assets: 1 + (seed % 3), records: 5 + (seed % 60), disorder });
      const { company, index } = await bringAll(grouped(random, arrivalOrder(records, random), 1 + (seed % 12)), random);
      const rows = rowsById(await rowsOf(index, company.files));
      const fresh = await restarted(company);
      expect(rows).toEqual(rowsById(await rowsOf(await fresh.open(), fresh.files)));
      valueOf(await index.rebuild());
      expect(rowsById(await rowsOf(index, company.files))).toEqual(rows);
      await Promise.all([company.close(), fresh.close()]);
    }),
    runs,
  );
});

test("any order of arrival gives the same rows", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), disorders, async (seed, disorder) => {
      const random = seededRandom(seed);
      const { records } = seededHistories({ seed, assets: 2, records: 60, disorder });
      const inOrder = indexCompany();
      inOrder.bring(records);
      const expected = rowsById(await rowsOf(await inOrder.open(), inOrder.files));
      const other = indexCompany();
      const index = await other.open();
      for (const group of grouped(random, shuffled(random, records), 9)) other.bring(group);
      expect(rowsById(await rowsOf(index, other.files))).toEqual(expected);
      await Promise.all([inOrder.close(), other.close()]);
    }),
    runs,
  );
});

/** Snapshots: believed only when they fit bytes, program and journal; anything else costs a rebuild and nothing more. */
import { describe, expect, test } from "vitest";
import { hexOf } from "../../../shared/encoding/hex.ts";
import { createIndex, type Index } from "../../../main/index/create-index.ts";
import { parseSnapshot, snapshotBytes } from "../../../main/journal/snapshot-file.ts";
import { writeDurably } from "../../../main/disk/write-durably.ts";
import { readBounded } from "../../../main/disk/read-bounded.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { indexCompany, ownInstallation, type IndexCompany } from "../../doubles/index-company.ts";
import { rowsOf } from "../../doubles/index-rows-of.ts";
import { seededHistories } from "../../doubles/seeded-histories.ts";
import { valueOf } from "../../doubles/value-of.ts";

const { records } = seededHistories({ seed: 8, assets: 3, records: 120, disorder: 0.6 });
const everything = { limit: 100, offset: 0, only: "all", search: "", sort: "tag" } as const;

const companyWithSnapshot = async (disk = faultyDisk()) => {
  const company = indexCompany(disk.files);
  company.bring(records.slice(0, 100));
  valueOf(await (await company.open()).snapshot());
  return { company, disk };
};

const snapshotOf = async ({ files }: IndexCompany) => valueOf(await readBounded(files, "/index.sqlite", 1e9));

const answers = async (index: Index) => valueOf(await index.assets(everything, "2026-11-22"));

describe("opening", () => {
  test("goes on from a snapshot that fits, with the journal's tail", async () => {
    const { company } = await companyWithSnapshot();
    company.bring(records.slice(100));
    const index = await company.open();
    expect(index.opened).toEqual({ how: "snapshot", lines: records.length - 100 });
    const resumed = await rowsOf(index, company.files);
    valueOf(await index.rebuild());
    expect(await rowsOf(index, company.files)).toEqual(resumed);
    await company.close();
  });

  test("builds anew where there is none", async () => {
    const company = indexCompany();
    company.bring(records);
    const index = await company.open();
    expect(index.opened).toEqual({ how: "rebuilt", lines: records.length });
    await company.close();
  });

  test.each([
    ["a bit of it flipped", (bytes: Uint8Array) => bytes.with(Math.floor(bytes.length / 3), (bytes.at(Math.floor(bytes.length / 3)) ?? 0) ^ 4)],
    ["its end cut off", (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1)],
    ["half of it missing", (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2)],
    ["nothing in it", () => new Uint8Array(0)],
    ["only a line feed in it", () => Uint8Array.of(10)],
    ["something else in it", () => new TextEncoder().encode('SQLite format 3\n{"lines":1}\n')],
  ])("passes over a snapshot with %s", async (_, damage) => {
    const { company } = await companyWithSnapshot();
    const fresh = await answers(await company.open());
    valueOf(await writeDurably(company.files, "/index.sqlite", damage(await snapshotOf(company))));
    const index = await company.open();
    expect(index.opened.how).toBe("rebuilt");
    expect(await answers(index)).toEqual(fresh);
    await company.close();
  });

  test.each([
    ["of another version of the program", { program: "0.9.0" }],
    ["of another journal", { root: "00".repeat(32) }],
    ["that is ahead of the journal", { lines: 1_000_000 }],
  ])("passes over a snapshot %s", async (_, change) => {
    const { company } = await companyWithSnapshot();
    const parsed = parseSnapshot(await snapshotOf(company));
    if (parsed === null) throw new Error("The snapshot is not whole");
    const bytes = snapshotBytes({ image: parsed.image, watermark: { ...parsed.watermark, ...change } });
    valueOf(await writeDurably(company.files, "/index.sqlite", bytes));
    expect((await company.open()).opened.how).toBe("rebuilt");
    await company.close();
  });

  test("passes over a snapshot that holds more lines than it says", async () => {
    const { company } = await companyWithSnapshot();
    const parsed = parseSnapshot(await snapshotOf(company));
    if (parsed === null) throw new Error("The snapshot is not whole");
    const watermark = { ...parsed.watermark, lines: 10, root: hexOf(company.journal.tree.root(10)) };
    valueOf(await writeDurably(company.files, "/index.sqlite", snapshotBytes({ image: parsed.image, watermark })));
    expect((await company.open()).opened.how).toBe("rebuilt");
    await company.close();
  });

  test("passes over an image that is whole and no database", async () => {
    const { company } = await companyWithSnapshot();
    const parsed = parseSnapshot(await snapshotOf(company));
    if (parsed === null) throw new Error("The snapshot is not whole");
    valueOf(await writeDurably(company.files, "/index.sqlite", snapshotBytes({ ...parsed, image: new Uint8Array(8192).fill(7) })));
    expect((await company.open()).opened.how).toBe("rebuilt");
    await company.close();
  });

  test("asks again who has the records that were shared with nobody", async () => {
    const company = indexCompany();
    company.bring(records, ownInstallation);
    const index = await company.open();
    expect(valueOf(await index.unsharedTotal())).toBe(records.length);
    valueOf(await index.snapshot());
    for (const { id } of records.slice(0, 20)) company.knownElsewhere.add(id);
    const reopened = await company.open();
    expect(reopened.opened.how).toBe("snapshot");
    expect(valueOf(await reopened.unsharedTotal())).toBe(records.length - 20);
    await company.close();
  });
});

describe("writing", () => {
  test("whatever operation fails, the next start has the same rows and no part files are left", async () => {
    const { company, disk } = await companyWithSnapshot();
    company.bring(records.slice(100));
    const index = await company.open();
    const expected = await answers(index);
    disk.plan(null);
    valueOf(await index.snapshot());
    const operations = disk.operations().length;
    expect(operations).toBeGreaterThan(4);
    for (let operation = 0; operation < operations; operation++) {
      disk.plan((_, at) => (at === operation ? { how: "error", code: "ENOSPC" } : null));
      await index.snapshot();
      disk.plan(null);
      expect(await answers(index)).toEqual(expected);
      const next = await company.open();
      expect(await answers(next)).toEqual(expected);
      expect(valueOf(await company.files.list("/"))).toEqual(["index.sqlite"]);
    }
    await company.close();
  });

  test("a crash at any operation leaves the old snapshot, the new one or none", async () => {
    for (let operation = 0; operation < 8; operation++) {
      const { company, disk } = await companyWithSnapshot();
      company.bring(records.slice(100));
      const expected = await answers(await company.open());
      const index = await company.open();
      disk.plan((_, at) => (at === operation ? { how: "crashAfter" } : null));
      await index.snapshot();
      disk.powerCut(operation);
      expect(await answers(await company.open())).toEqual(expected);
    }
  });

  test("closing succeeds where nothing can be written", async () => {
    let isReadOnly = false;
    const { company } = await companyWithSnapshot(faultyDisk({ isReadOnly: () => isReadOnly }));
    const index = await company.open();
    isReadOnly = true;
    expect((await index.close()).ok).toBe(true);
  });
});

test("records that arrive while it is built anew are in it", async () => {
  const company = indexCompany();
  company.bring(records.slice(0, 90));
  const index = await company.open();
  const rebuilt = index.rebuild();
  company.bring(records.slice(90, 100), ownInstallation);
  index.shared(records.slice(90, 95).map(({ id }) => id));
  const asked = answers(index);
  company.bring(records.slice(100));
  expect(valueOf(await rebuilt).records).toBe(records.length);
  await asked;
  expect(valueOf(await index.unsharedTotal())).toBe(5);
  const rows = await rowsOf(index, company.files);
  for (const { id } of records.slice(90, 95)) company.knownElsewhere.add(id);
  const fresh = valueOf(await createIndex({ ...company.deps, snapshot: "/other.sqlite" }));
  expect(await answers(index)).toEqual(await answers(fresh));
  valueOf(await index.rebuild());
  expect(await rowsOf(index, company.files)).toEqual(rows);
  await company.close();
});

test("records that were told of without their lines only cost a rebuild", async () => {
  const company = indexCompany();
  const told = await company.open();
  const deaf = valueOf(await createIndex({ ...company.deps, snapshot: "/other.sqlite" }));
  company.bring(records);
  const all = [...company.ledger.histories.values()].flatMap((history) => [...history.records.values()]);
  deaf.taken(all, [], new Set());
  expect(await answers(deaf)).toEqual(await answers(told));
  await company.close();
});

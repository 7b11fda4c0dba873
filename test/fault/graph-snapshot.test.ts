/** The graph's snapshot: whatever becomes of its file, a start has the graph of the journal and nothing else. */
import { describe, expect, test } from "vitest";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { Ledger } from "../../shared/ledger/ledger.ts";
import { readGraphSnapshot, writeGraphSnapshot } from "../../main/recorder/graph-snapshot.ts";
import { readGraph, type ReadGraph } from "../../main/recorder/read-graph.ts";
import { parseSnapshot, snapshotBytes } from "../../main/journal/snapshot-file.ts";
import { differentRoot } from "../../main/journal/journal-fault.ts";
import { readBounded } from "../../main/disk/read-bounded.ts";
import { writeDurably } from "../../main/disk/write-durably.ts";
import { faultyDisk, type FaultyDisk } from "../doubles/faulty-disk-files.ts";
import { memoryJournal, type MemoryJournal } from "../doubles/memory-journal.ts";
import { seededHistories } from "../doubles/seeded-histories.ts";
import { randomBelow, seededRandom } from "../doubles/seeded-random.ts";
import { valueOf } from "../doubles/value-of.ts";

const { records } = seededHistories({ seed: 5, assets: 4, records: 160, disorder: 0.6 });
const path = "/graph";

interface Folder {
  readonly disk: FaultyDisk;
  readonly journal: MemoryJournal;
  /** What a start has. */
  readonly start: (program?: string) => Promise<ReadGraph>;
  readonly write: (ledger: Ledger) => Promise<unknown>;
}

const folderWith = async (held: ReadonlyArray<SignedRecord>): Promise<Folder> => {
  const disk = faultyDisk();
  const journal = memoryJournal();
  for (const record of held) journal.add(record, "a".repeat(64));
  const place = { files: disk.files, path, program: "1.0.0" };
  return {
    disk,
    journal,
    start: async (program = "1.0.0") => readGraph(journal, await readGraphSnapshot({ ...place, program }, journal)),
    write: (ledger) => writeGraphSnapshot(place, journal, ledger),
  };
};

/** A folder with a snapshot of its first 120 records, and the tail behind it. */
const withSnapshot = async (): Promise<Folder> => {
  const folder = await folderWith(records.slice(0, 120));
  await folder.write((await folder.start()).ledger);
  for (const record of records.slice(120)) folder.journal.add(record, "a".repeat(64));
  return folder;
};

const stateOf = ({ ledger, read }: ReadGraph) => {
  valueOf(read);
  return [...ledger.histories.values()].map(({ equivocations, id, order, records: held }) => ({
    equivocations,
    id,
    order: order.map((record) => [record.id, record.position, record.fault, record.sets]),
    records: [...held.values()].map(({ children, parents }) => [children.length, parents.map((parent) => parent.id)]),
  }));
};

const whole = async () => stateOf(await (await folderWith(records)).start());

const bytesOf = async ({ disk: { files } }: Folder): Promise<Uint8Array> => valueOf(await readBounded(files, path, 1e9));

test("a snapshot that fits is taken, and the tail with it", async () => {
  const folder = await withSnapshot();
  const started = await folder.start();
  expect(started.start?.lines).toBe(120);
  expect(started.ledger.size).toBe(records.length);
  expect(stateOf(started)).toEqual(await whole());
});

test("a second snapshot, of a graph that was hardly looked at, says the same", async () => {
  const folder = await withSnapshot();
  await folder.write((await folder.start()).ledger);
  const started = await folder.start();
  expect(started.start?.lines).toBe(records.length);
  expect(stateOf(started)).toEqual(await whole());
});

describe("the graph is built from line 0", () => {
  const expectRebuilt = async (folder: Folder, program?: string) => {
    const started = await folder.start(program);
    expect(started.start).toBeNull();
    expect(stateOf(started)).toEqual(await whole());
  };

  test("when any bit of the snapshot is flipped", async () => {
    const folder = await withSnapshot();
    const random = seededRandom(3);
    const { length } = await bytesOf(folder);
    const expected = await whole();
    const last = Array.from({ length: 40 }, (_, byte) => length - 1 - byte);
    const anywhere = Array.from({ length: 60 }, () => randomBelow(random, length));
    for (const byte of [...last, ...anywhere]) {
      const bit = 8 * byte + randomBelow(random, 8);
      folder.disk.flipBit(path, bit);
      const started = await folder.start();
      expect(started.start).toBeNull();
      expect(stateOf(started)).toEqual(expected);
      folder.disk.flipBit(path, bit);
    }
    expect((await folder.start()).start?.lines).toBe(120);
  });

  test.each([0, 1, 0.3, 0.9])("when only a part of it is there (%d)", async (part) => {
    const folder = await withSnapshot();
    const bytes = await bytesOf(folder);
    const length = part === 1 ? bytes.length - 1 : Math.floor(part * bytes.length);
    valueOf(await writeDurably(folder.disk.files, path, bytes.subarray(0, length)));
    await expectRebuilt(folder);
  });

  test("when it is of another program", async () => {
    await expectRebuilt(await withSnapshot(), "1.0.1");
  });

  test("when it is of another journal", async () => {
    const foreign = await folderWith(records.toReversed());
    await foreign.write((await foreign.start()).ledger);
    const folder = await folderWith(records);
    valueOf(await writeDurably(folder.disk.files, path, await bytesOf(foreign)));
    await expectRebuilt(folder);
  });

  test("when it is ahead of the journal", async () => {
    const longer = await folderWith([...records, ...seededHistories({ seed: 6, assets: 1, records: 20, disorder: 0 }).records]);
    await longer.write((await longer.start()).ledger);
    const folder = await folderWith(records);
    valueOf(await writeDurably(folder.disk.files, path, await bytesOf(longer)));
    await expectRebuilt(folder);
  });

  test("when it is whole and no graph, or one whose records break a rule", async () => {
    const folder = await withSnapshot();
    const parsed = parseSnapshot(await bytesOf(folder));
    if (parsed === null) throw new Error("The snapshot is not whole");
    const text = Buffer.from(parsed.image).toString("latin1");
    const opened = text.replace(/"open":\[\]/, `"open":["${records[0]?.id ?? ""}"]`).replace(/^\{"heads":\[\[0,0,0/, '{"heads":[[0,0,7');
    expect(opened.length).toBe(text.length + 66);
    for (const image of [new Uint8Array(500), Buffer.from("{}"), Buffer.from(opened, "latin1")]) {
      valueOf(await writeDurably(folder.disk.files, path, snapshotBytes({ ...parsed, image })));
      await expectRebuilt(folder);
    }
  });

  test("when the journal has a fault", async () => {
    const folder = await withSnapshot();
    folder.journal.breakBy(differentRoot(1));
    await expectRebuilt(folder);
  });
});

test("whatever fails while it is written, the next start has the same graph", async () => {
  const folder = await withSnapshot();
  const { ledger } = await folder.start();
  const expected = await whole();
  folder.disk.plan(null);
  await folder.write(ledger);
  const operations = folder.disk.operations().length;
  expect(operations).toBeGreaterThan(4);
  for (let operation = 0; operation < operations; operation++) {
    folder.disk.plan((_, at) => (at === operation ? { how: "error", code: "ENOSPC" } : null));
    await folder.write(ledger);
    folder.disk.plan(null);
    expect(stateOf(await folder.start())).toEqual(expected);
    folder.disk.plan((_, at) => (at === operation ? { how: "crashAfter" } : null));
    await folder.write(ledger);
    folder.disk.powerCut(operation);
    expect(stateOf(await folder.start())).toEqual(expected);
  }
});

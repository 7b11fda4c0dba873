/** What is damaged in a journal is named with its place, and nothing is cut below the mark. */
import { describe, expect, test } from "vitest";
import type { DiskFiles } from "../../../main/disk/disk-files.ts";
import { readBounded } from "../../../main/disk/read-bounded.ts";
import { writeDurably } from "../../../main/disk/write-durably.ts";
import { slotOf } from "../../../main/journal/journal-mark.ts";
import { readJournal, type JournalReport } from "../../../main/journal/read-journal.ts";
import { faultyDisk, type FaultyDisk } from "../../doubles/faulty-disk-files.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { dataFolder, entriesFrom, idsByLine, openInTest } from "./journal-fixture.ts";

const options = { partBytesMax: 8000 };
const logPath = (part: number): string => `${dataFolder}/journal/00000${part}.log`;
const leavesPath = (part: number): string => `${dataFolder}/journal/00000${part}.leaves`;
const markPath = `${dataFolder}/mark`;

/** A closed journal of 30 lines in three parts. */
const closedJournal = async (): Promise<FaultyDisk> => {
  const disk = faultyDisk();
  const journal = await openInTest({ files: disk.files, options });
  for (let from = 0; from < 30; from += 6) valueOf(await journal.append(entriesFrom(from, 6)));
  valueOf(await journal.close());
  return disk;
};

const read = async (files: DiskFiles, path: string): Promise<Uint8Array> => valueOf(await readBounded(files, path, 1_000_000));

const change = async (files: DiskFiles, path: string, edit: (bytes: Uint8Array) => Uint8Array): Promise<void> =>
  valueOf(await writeDurably(files, path, edit(await read(files, path))));

const reportOf = async (files: DiskFiles): Promise<JournalReport & { readonly lines: ReadonlyArray<number> }> => {
  const lines: number[] = [];
  for await (const step of readJournal(files, dataFolder)) {
    const reading = valueOf(step);
    if (reading.kind === "report") return { ...reading, lines };
    lines.push(...reading.lines.map(({ line }) => line));
  }
  throw new Error("The report is missing");
};

const filesOf = async (files: DiskFiles): Promise<ReadonlyArray<readonly [string, string]>> => {
  const found: Array<readonly [string, string]> = [];
  for (const folder of [dataFolder, `${dataFolder}/journal`]) {
    for (const name of valueOf(await files.list(folder))) {
      const bytes = await readBounded(files, `${folder}/${name}`, 1_000_000);
      if (bytes.ok) found.push([`${folder}/${name}`, Buffer.from(bytes.value).toString("hex")]);
    }
  }
  return found;
};

/** Opens, expects the fault, that nothing is changed or can be recorded, and that the reader of strangers finds the same. */
const expectFault = async ({ files }: FaultyDisk, kind: string) => {
  const before = await filesOf(files);
  const journal = await openInTest({ files, options });
  const fault = journal.fault();
  expect(fault?.kind).toBe(kind);
  const refused = await journal.append(entriesFrom(100, 1));
  expect(refused).toMatchObject({ ok: false, failure: { kind: "readOnly" } });
  expect(kindOf(await journal.checkpoint())).toBe("readOnly");
  const served = [...(await idsByLine(journal)).keys()];
  valueOf(await journal.close());
  expect(await filesOf(files)).toEqual(before);
  const report = await reportOf(files);
  expect(report.faults[0]?.kind).toBe(kind);
  expect(report.faults[0]?.message).toBe(fault?.message);
  return { fault, served, report };
};

const upTo = (count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, line) => line);

describe("a journal that was damaged", () => {
  test("is sound in the first place", async () => {
    const disk = await closedJournal();
    const report = await reportOf(disk.files);
    expect(report).toMatchObject({ faults: [], linesAfterMark: 0, badTail: null, mark: { size: 30 } });
    expect(report.lines).toEqual(upTo(30));
  });

  test.each([0, 1, 9 * 8 + 3, 125 * 8, 300 * 8, 700 * 8])("by bit %d of a line below the mark names the line and serves the others", async (bit) => {
    const disk = await closedJournal();
    const journal = await openInTest({ files: disk.files, options });
    const { line, part, offset } = valueOf(await journal.read(13));
    valueOf(await journal.close());
    disk.flipBit(logPath(part), offset * 8 + bit);
    const { fault, served } = await expectFault(disk, "lineDamaged");
    expect(fault).toMatchObject({ line: 13, part, offset });
    expect(fault?.message).toContain(`Line ${line} of the journal (part 00000${part}.log, byte ${offset})`);
    expect(served).toEqual(upTo(30).filter((at) => at !== 13));
  });

  test("by a bit that joins two lines, or cuts one, names the first of them", async () => {
    for (const [bit, first] of [[-1 * 8 + 1, 12], [200 * 8 + 4, 13]] as const) {
      const disk = await closedJournal();
      const journal = await openInTest({ files: disk.files, options });
      const { part, offset } = valueOf(await journal.read(13));
      valueOf(await journal.close());
      const position = offset + Math.floor(bit / 8);
      if (bit < 0) disk.flipBit(logPath(part), offset * 8 + bit);
      else await change(disk.files, logPath(part), (bytes) => bytes.with(position, 10));
      const { fault, served } = await expectFault(disk, "lineDamaged");
      expect(fault).toMatchObject({ line: first, part });
      expect(served.slice(0, first)).toEqual(upTo(first));
    }
  });

  test("in line and leaf hash names the line by its signature", async () => {
    const disk = await closedJournal();
    const journal = await openInTest({ files: disk.files, options });
    const { part, offset } = valueOf(await journal.read(13));
    valueOf(await journal.close());
    disk.flipBit(logPath(part), (offset + 400) * 8);
    disk.flipBit(leavesPath(part), 0);
    const { fault } = await expectFault(disk, "lineDamaged");
    expect(fault).toMatchObject({ line: 13, message: expect.stringContaining("The signature does not fit") });
  });

  test("by the loss of its last line feed is not written on", async () => {
    const disk = await closedJournal();
    await change(disk.files, logPath(2), (bytes) => bytes.subarray(0, -1));
    const { fault } = await expectFault(disk, "lineDamaged");
    expect(fault).toMatchObject({ line: 29, message: expect.stringContaining("does not end in a line feed") });
  });

  test("by a part that is missing in the middle says which", async () => {
    const disk = await closedJournal();
    valueOf(await disk.files.unlink(logPath(1)));
    const { fault, served } = await expectFault(disk, "partMissing");
    expect(fault?.message).toContain("000001.log");
    expect(served.length).toBeGreaterThan(5);
    expect(served).toEqual(upTo(served.length));
  });

  test("by losing lines, in the middle of one or between two, says that the mark is ahead", async () => {
    for (const cut of [(bytes: Uint8Array) => bytes.subarray(0, 3000), (bytes: Uint8Array) => bytes.subarray(0, bytes.indexOf(10) + 1)]) {
      const disk = await closedJournal();
      await change(disk.files, logPath(2), cut);
      const { fault } = await expectFault(disk, "markAhead");
      expect(fault?.message).toMatch(/The journal has 2\d lines but 30 were confirmed/);
    }
  });

  test("in both slots of its mark says so", async () => {
    const disk = await closedJournal();
    await change(disk.files, markPath, (bytes) => bytes.with(3, 0).with(4096 + 3, 0));
    const { served } = await expectFault(disk, "markDamaged");
    expect(served).toEqual(upTo(30));
  });

  test("in the newer slot of its mark takes the older, and confirms the lines behind it again", async () => {
    const disk = await closedJournal();
    await change(disk.files, markPath, (bytes) => bytes.with(4096 + 3, 0));
    const journal = await openInTest({ files: disk.files, options });
    expect(journal.fault()).toBeNull();
    expect(journal.recovery.adopted).toBe(6);
    valueOf(await journal.append(entriesFrom(30, 1)));
    valueOf(await journal.close());
    expect((await openInTest({ files: disk.files, options })).size()).toBe(31);
  });

  test("by losing its mark says so", async () => {
    const disk = await closedJournal();
    valueOf(await disk.files.unlink(markPath));
    const { served } = await expectFault(disk, "markMissing");
    expect(served).toEqual(upTo(30));
  });

  test("by an exchanged mark says that its lines were others", async () => {
    const disk = await closedJournal();
    const other = slotOf({ root: "00".repeat(32), size: 30 });
    await change(disk.files, markPath, () => Buffer.concat([other, other]));
    const { fault } = await expectFault(disk, "rootDiffers");
    expect(fault?.message).toContain("The first 30 lines");
  });

  test("in its leaf hashes alone, or without them, is sound and makes them again", async () => {
    const disk = await closedJournal();
    const genuine = [await read(disk.files, leavesPath(0)), await read(disk.files, leavesPath(1)), await read(disk.files, leavesPath(2))];
    valueOf(await disk.files.unlink(leavesPath(0)));
    disk.flipBit(leavesPath(1), 77);
    await change(disk.files, leavesPath(2), (bytes) => bytes.subarray(0, 40));
    expect((await reportOf(disk.files)).faults).toEqual([]);
    const journal = await openInTest({ files: disk.files, options });
    expect(journal.fault()).toBeNull();
    expect(journal.recovery.leavesRebuilt).toEqual([0, 1, 2]);
    expect([await read(disk.files, leavesPath(0)), await read(disk.files, leavesPath(1)), await read(disk.files, leavesPath(2))]).toEqual(genuine);
  });

  test("while it is open is found by reading", async () => {
    const disk = await closedJournal();
    const journal = await openInTest({ files: disk.files, options });
    const { part, offset } = valueOf(await journal.read(13));
    disk.flipBit(logPath(part), (offset + 400) * 8);
    expect(await journal.read(13)).toMatchObject({ ok: false, failure: { kind: "lineDamaged", line: 13 } });
    let last: unknown = null;
    for await (const lines of journal.lines(0)) last = lines;
    expect(last).toMatchObject({ ok: false, failure: { kind: "lineDamaged", line: 13 } });
  });
});

describe("behind the mark", () => {
  test("a torn line is cut, reported and kept", async () => {
    const disk = await closedJournal();
    const torn = Buffer.from('{"from":"half a line');
    await change(disk.files, logPath(2), (bytes) => Buffer.concat([bytes, torn]));
    expect((await reportOf(disk.files)).badTail).toMatchObject({ line: 30, why: "does not end in a line feed" });
    const journal = await openInTest({ files: disk.files, options });
    expect(journal.fault()).toBeNull();
    const { cut, adopted } = journal.recovery;
    expect(cut).toMatchObject({ line: 30, part: 2, bytes: torn.length, why: "does not end in a line feed" });
    expect(adopted).toBe(0);
    expect(await read(disk.files, cut?.keptAs ?? "")).toEqual(Uint8Array.from(torn));
    valueOf(await journal.append(entriesFrom(30, 1)));
    valueOf(await journal.close());
    expect((await reportOf(disk.files))).toMatchObject({ faults: [], badTail: null, mark: { size: 31 } });
  });

  test("a line with a flipped bit is cut, with all that follows it", async () => {
    const disk = await closedJournal();
    const older = await read(disk.files, markPath);
    const journal = await openInTest({ files: disk.files, options });
    valueOf(await journal.append(entriesFrom(30, 4)));
    const { part, offset } = valueOf(await journal.read(32));
    valueOf(await journal.close());
    await change(disk.files, markPath, () => older);
    valueOf(await disk.files.unlink(`${dataFolder}/checkpoint`));
    disk.flipBit(logPath(part), (offset + 300) * 8);
    const again = await openInTest({ files: disk.files, options });
    expect(again.fault()).toBeNull();
    expect(again.recovery).toMatchObject({ adopted: 2, cut: { line: 32, part, offset, why: expect.stringContaining("signature") } });
    expect(again.size()).toBe(32);
  });
});

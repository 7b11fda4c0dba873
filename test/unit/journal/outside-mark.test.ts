/** A data folder that was restored from a backup is recognised by the mark outside of it. */
import { describe, expect, test } from "vitest";
import { readBounded } from "../../../main/disk/read-bounded.ts";
import { writeDurably } from "../../../main/disk/write-durably.ts";
import { fileOutsideMark, type OutsideMark } from "../../../main/journal/outside-mark.ts";
import { faultyDisk, type FaultyDisk } from "../../doubles/faulty-disk-files.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { dataFolder, entriesFrom, openInTest } from "./journal-fixture.ts";

const outsidePath = "/home/marks/installation.json";

/** A journal with an outside mark and a timer that the test turns. */
const opened = async (disk: FaultyDisk, outside: OutsideMark = fileOutsideMark(disk.files, outsidePath)) => {
  const tasks: Array<{ readonly milliseconds: number; readonly task: () => void }> = [];
  const after = (milliseconds: number, task: () => void) => {
    const entry = { milliseconds, task };
    tasks.push(entry);
    return () => void tasks.splice(tasks.indexOf(entry), 1);
  };
  const journal = await openInTest({ files: disk.files, dependencies: { outsideMark: outside, after } });
  const outsideSize = async (): Promise<number | undefined> => valueOf(await outside.read())?.size;
  return { journal, tasks, outsideSize };
};

describe("the mark outside of the data folder", () => {
  test("is there from the beginning, before sending, and after closing", async () => {
    const disk = faultyDisk();
    const { journal, outsideSize } = await opened(disk);
    expect(await outsideSize()).toBe(0);
    valueOf(await journal.append(entriesFrom(0, 3)));
    expect(await outsideSize()).toBe(0);
    valueOf(await journal.secure());
    expect(await outsideSize()).toBe(3);
    valueOf(await journal.append(entriesFrom(3, 1)));
    valueOf(await journal.close());
    expect(await outsideSize()).toBe(4);
    expect((await opened(disk)).journal.fault()).toBeNull();
  });

  test("is written 30 s after the first line that it lacks", async () => {
    const { journal, tasks, outsideSize } = await opened(faultyDisk());
    valueOf(await journal.append(entriesFrom(0, 1)));
    valueOf(await journal.append(entriesFrom(1, 1)));
    await new Promise((settled) => setImmediate(settled));
    expect(tasks.map(({ milliseconds }) => milliseconds)).toEqual([30_000]);
    tasks[0]?.task();
    await journal.secure();
    expect(await outsideSize()).toBe(2);
    expect(tasks).toEqual([]);
  });

  test("never falls a thousand lines behind", async () => {
    const disk = faultyDisk();
    const sizes: number[] = [];
    const file = fileOutsideMark(disk.files, outsidePath);
    const { journal } = await opened(disk, { read: file.read, write: (mark) => (sizes.push(mark.size), file.write(mark)) });
    valueOf(await journal.append(entriesFrom(0, 2300)));
    valueOf(await journal.close());
    expect(sizes.at(-1)).toBe(2300);
    for (const [index, size] of sizes.entries()) expect(size - (sizes[index - 1] ?? 0)).toBeLessThanOrEqual(1000);
  });

  test("recognises a data folder that was restored from a backup", async () => {
    const disk = faultyDisk();
    const backup = new Map<string, Uint8Array>();
    const names = ["mark", "journal/000000.log", "journal/000000.leaves"];
    const first = await opened(disk);
    valueOf(await first.journal.append(entriesFrom(0, 2)));
    for (const name of names) backup.set(name, valueOf(await readBounded(disk.files, `${dataFolder}/${name}`, 100_000)));
    valueOf(await first.journal.append(entriesFrom(2, 1)));
    valueOf(await first.journal.close());
    for (const [name, bytes] of backup) valueOf(await writeDurably(disk.files, `${dataFolder}/${name}`, bytes));

    const byCheckpoint = (await opened(disk)).journal;
    expect(byCheckpoint.fault()).toMatchObject({ kind: "restored", message: expect.stringContaining("it signed a checkpoint of 3") });
    valueOf(await disk.files.unlink(`${dataFolder}/checkpoint`));
    const { journal, outsideSize } = await opened(disk);
    expect(journal.fault()).toMatchObject({ kind: "restored", message: expect.stringContaining("has 2 lines, but it had 3 before") });
    expect(await journal.append(entriesFrom(9, 1))).toMatchObject({ ok: false, failure: { kind: "readOnly" } });
    valueOf(await journal.secure());
    valueOf(await journal.close());
    expect(await outsideSize()).toBe(3);
  });

  test("recognises another journal of the same length, and one whose mark is gone", async () => {
    const [disk, other] = [faultyDisk(), faultyDisk()];
    for (const [at, each] of [disk, other].entries()) {
      const { journal } = await opened(each);
      valueOf(await journal.append(entriesFrom(at, 2)));
      valueOf(await journal.close());
    }
    const mark = valueOf(await fileOutsideMark(other.files, outsidePath).read());
    if (mark === null) throw new Error("The mark is missing");
    const outside = fileOutsideMark(disk.files, outsidePath);
    valueOf(await outside.write(mark));
    expect((await opened(disk)).journal.fault()).toMatchObject({ kind: "restored", message: expect.stringContaining("were others before") });
    valueOf(await disk.files.unlink(outsidePath));
    expect((await opened(disk)).journal.fault()).toMatchObject({ kind: "restored", message: expect.stringContaining("no mark of it is kept") });
  });
});

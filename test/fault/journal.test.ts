/** Every disk operation of the journal fails once, in every way; full and read-only disks. */
import { describe, expect, test } from "vitest";
import { frameBytes } from "../../shared/ledger/frame.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import type { Journal, JournalEntry } from "../../main/journal/journal.ts";
import { fileOutsideMark } from "../../main/journal/outside-mark.ts";
import { readJournal } from "../../main/journal/read-journal.ts";
import { faultyDisk, type FaultyDisk } from "../doubles/faulty-disk-files.ts";
import { faultAt } from "../doubles/operation-gate.ts";
import { kindOf, valueOf } from "../doubles/value-of.ts";
import { dataFolder, entriesFrom, tryOpen } from "../unit/journal/journal-fixture.ts";
import { failEachOperation, type FaultScenario } from "./fail-each-operation.ts";

const options = { partBytesMax: 6000 };

const openOn = ({ files }: FaultyDisk) => tryOpen({ files, options, dependencies: { outsideMark: fileOutsideMark(files, "/home/mark.json") } });

/** What was tried, and what of it was acknowledged. */
interface Promised {
  readonly tried: ReadonlyArray<JournalEntry>;
  readonly acknowledged: Set<RecordId>;
}

const appendAll = async (journal: Journal, calls: ReadonlyArray<ReadonlyArray<JournalEntry>>, { acknowledged }: Promised): Promise<void> => {
  const outcomes = await Promise.all(calls.map((entries) => journal.append(entries)));
  for (const [index, outcome] of outcomes.entries()) {
    const count = outcome.ok ? outcome.value.length : "done" in outcome.failure ? outcome.failure.done.length : 0;
    for (const { record } of calls[index]?.slice(0, count) ?? []) acknowledged.add(record.id);
  }
};

const before = entriesFrom(0, 4);
const afterwards = entriesFrom(900, 3);

const prepare = async (disk: FaultyDisk): Promise<void> => {
  const journal = valueOf(await openOn(disk));
  valueOf(await journal.append(before));
  valueOf(await journal.close());
};

/** Opens again and expects every acknowledged record whole, nothing but what was tried, no fault, and that writing goes on. */
const verify = async (disk: FaultyDisk, { tried, acknowledged }: Promised): Promise<void> => {
  await expectNoFaultBelowMark(disk);
  const journal = valueOf(await openOn(disk));
  expect(journal.fault()).toBeNull();
  const records = new Map(tried.map(({ record }) => [record.id, record]));
  const found = new Set<RecordId>();
  for await (const lines of journal.lines(0)) {
    for (const { id, frame } of valueOf(lines)) {
      const record = records.get(id);
      expect(record === undefined ? null : frameBytes(record)).toEqual(frame);
      found.add(id);
    }
  }
  expect(found.size).toBe(journal.size());
  for (const id of acknowledged) expect(found.has(id)).toBe(true);
  expect(valueOf(await journal.append(afterwards)).length).toBe(3);
  disk.powerCut(3);
  const again = valueOf(await openOn(disk));
  expect([again.fault(), again.size(), again.recovery.adopted]).toEqual([null, found.size + 3, 0]);
  valueOf(await again.close());
  await expectNoFaultBelowMark(disk);
};

const expectNoFaultBelowMark = async ({ files }: FaultyDisk): Promise<void> => {
  for await (const step of readJournal(files, dataFolder)) {
    const reading = valueOf(step);
    const faults = reading.kind === "report" && reading.mark !== null ? reading.faults : [];
    expect(faults).toEqual([]);
  }
};

/** An action on an open journal: opened before the failures begin. */
const onOpenJournal = (action: (journal: Journal, promised: Promised) => Promise<void>, tried: ReadonlyArray<JournalEntry>): FaultScenario<Promised> => {
  const journals = new WeakMap<FaultyDisk, Journal>();
  return {
    prepare: async (disk) => {
      await prepare(disk);
      journals.set(disk, valueOf(await openOn(disk)));
    },
    act: async (disk) => {
      const promised = { tried: [...before, ...tried], acknowledged: new Set(before.map(({ record }) => record.id)) };
      const journal = journals.get(disk);
      if (journal !== undefined) await action(journal, promised);
      return promised;
    },
    verify,
  };
};

const fresh = entriesFrom(100, 12);

describe("whatever operation of the disk fails", () => {
  test("an append keeps what it acknowledged, and appends go on", async () => {
    const scenario = onOpenJournal(async (journal, promised) => {
      await appendAll(journal, [fresh.slice(0, 1)], promised);
      await appendAll(journal, [fresh.slice(1, 2), fresh.slice(2, 3)], promised);
    }, fresh);
    expect(await failEachOperation(scenario)).toBeGreaterThan(60);
  });

  test("an append that begins new parts keeps what it acknowledged", async () => {
    const scenario = onOpenJournal(async (journal, promised) => {
      await appendAll(journal, [fresh.slice(0, 9)], promised);
      await appendAll(journal, [fresh.slice(9)], promised);
    }, fresh);
    expect(await failEachOperation(scenario)).toBeGreaterThan(150);
  });

  test("checkpoint, outside mark and close lose nothing", async () => {
    const scenario = onOpenJournal(async (journal, promised) => {
      await appendAll(journal, [fresh.slice(0, 2)], promised);
      await journal.checkpoint();
      await journal.secure();
      await appendAll(journal, [fresh.slice(2, 4)], promised);
      await journal.close();
    }, fresh);
    expect(await failEachOperation(scenario)).toBeGreaterThan(200);
  });

  test("making a new journal and its first lines can be repeated", async () => {
    const scenario: FaultScenario<Promised> = {
      prepare: async () => undefined,
      act: async (disk) => {
        const promised = { tried: fresh, acknowledged: new Set<RecordId>() };
        const journal = await openOn(disk);
        if (journal.ok) await appendAll(journal.value, [fresh.slice(0, 2)], promised);
        return promised;
      },
      verify,
    };
    expect(await failEachOperation(scenario)).toBeGreaterThan(200);
  });

  test("recovery of a torn tail can be repeated", async () => {
    const scenario: FaultScenario<Promised> = {
      prepare: async (disk) => {
        await prepare(disk);
        await leaveTornTail(disk);
      },
      act: async (disk) => {
        const promised = { tried: [...before, ...fresh], acknowledged: new Set(before.map(({ record }) => record.id)) };
        const journal = await openOn(disk);
        if (journal.ok) await appendAll(journal.value, [fresh.slice(5, 7)], promised);
        return promised;
      },
      verify,
    };
    expect(await failEachOperation(scenario)).toBeGreaterThan(300);
  });
});

/** A process killed before it brought two lines to disk: they are seen and not durable, half a line follows, leaf hashes are missing. */
const leaveTornTail = async (disk: FaultyDisk): Promise<void> => {
  const journal = valueOf(await openOn(disk));
  disk.plan(({ name, path }) => (name === "datasync" && path.endsWith(".log") ? { how: "crashBefore" } : null));
  await journal.append(fresh.slice(0, 2));
  disk.kill();
  const path = `${dataFolder}/journal/000000.log`;
  const file = valueOf(await disk.files.open(path, "readWrite"));
  const { sizeBytes } = valueOf(await file.stat());
  valueOf(await file.write(Buffer.from('{"from":"half'), sizeBytes));
  valueOf(await file.close());
  valueOf(await disk.files.unlink(`${dataFolder}/journal/000000.leaves`));
};

describe("an append", () => {
  test("that is acknowledged is confirmed on disk, however the power is cut then", async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const disk = faultyDisk();
      const journal = valueOf(await openOn(disk));
      valueOf(await journal.append(fresh));
      disk.powerCut(seed);
      const again = valueOf(await openOn(disk));
      expect(again.recovery).toMatchObject({ adopted: 0, cut: null });
      expect(again.size()).toBe(fresh.length);
    }
  });

  test("that fails is taken back at once", async () => {
    for (const failing of [0, 1, 2, 3, 4]) {
      const disk = faultyDisk();
      const journal = valueOf(await openOn(disk));
      valueOf(await journal.append(before));
      const size = async (): Promise<number> => valueOf(await disk.files.stat(`${dataFolder}/journal/000000.log`)).sizeBytes;
      const confirmed = await size();
      disk.plan(faultAt(failing, { how: "error", code: "EIO" }));
      expect(kindOf(await journal.append(fresh.slice(0, 2)))).toBe("diskFailed");
      expect(await size()).toBe(confirmed);
      disk.kill();
      expect(valueOf(await openOn(disk)).recovery).toMatchObject({ adopted: 0, cut: null });
    }
  });

  test("that cannot be taken back ends writing, and says so", async () => {
    const disk = faultyDisk();
    const journal = valueOf(await openOn(disk));
    const faults: string[] = [];
    journal.onFault(({ kind }) => faults.push(kind));
    disk.plan(({ name, path }) => (path.endsWith(".log") && name !== "write" ? { how: "error", code: "EIO" } : null));
    expect(kindOf(await journal.append(before))).toBe("diskFailed");
    expect([journal.fault()?.kind, faults]).toEqual(["writingStopped", ["writingStopped"]]);
    disk.plan(null);
    expect(kindOf(await journal.append(fresh))).toBe("readOnly");
    valueOf(await journal.close());
    const again = valueOf(await openOn(disk));
    expect([again.fault(), again.size(), again.recovery.adopted]).toEqual([null, before.length, before.length]);
  });
});

describe("a full disk", () => {
  test("refuses by name, keeps what was acknowledged, and takes records again when there is room", async () => {
    const disk = faultyDisk({ capacityBytes: 40_000 });
    const journal = valueOf(await openOn(disk));
    valueOf(await journal.append(before));
    const ballast = valueOf(await disk.files.open("/ballast", "create"));
    valueOf(await ballast.write(new Uint8Array(24_000), 0));
    const refused = await journal.append(fresh);
    expect(refused).toMatchObject({ ok: false, failure: { kind: "diskFull", message: expect.stringContaining("Free some space") } });
    expect(journal.fault()).toBeNull();
    const done = refused.ok || !("done" in refused.failure) ? 0 : refused.failure.done.length;
    expect(journal.size()).toBe(before.length + done);
    valueOf(await ballast.truncate(0));
    expect(valueOf(await journal.append(fresh)).length).toBe(fresh.length);
    disk.kill();
    expect(valueOf(await openOn(disk)).size()).toBe(before.length + fresh.length);
  });
});

describe("a data folder that is read-only", () => {
  test("is refused with a sentence and stays as it is", async () => {
    let isReadOnly = false;
    const disk = faultyDisk({ isReadOnly: () => isReadOnly });
    await prepare(disk);
    isReadOnly = true;
    expect(await openOn(disk)).toMatchObject({ ok: false, failure: { kind: "readOnly" } });
    isReadOnly = false;
    expect(valueOf(await openOn(disk)).size()).toBe(before.length);
  });
});

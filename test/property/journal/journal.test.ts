/** Random lives of a journal: appends at the same time, failures, kills and power cuts in any order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { frameBytes } from "../../../shared/ledger/frame.ts";
import type { RecordId } from "../../../shared/ledger/record.ts";
import type { Journal, JournalEntry } from "../../../main/journal/journal.ts";
import { fileOutsideMark } from "../../../main/journal/outside-mark.ts";
import { faultyDisk, type FaultyDisk } from "../../doubles/faulty-disk-files.ts";
import { faultAt, type Fault } from "../../doubles/operation-gate.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { entriesFrom, openInTest } from "../../unit/journal/journal-fixture.ts";

/** One step of a life: records appended by calls at once, perhaps while an operation fails, then perhaps an end and a new start. */
interface Step {
  readonly calls: ReadonlyArray<number>;
  readonly fault: { readonly at: number; readonly fault: Fault } | null;
  readonly end: "goOn" | "close" | "kill" | number;
}

const pool = entriesFrom(0, 60);

const faults = fc.constantFrom<Fault>({ how: "error", code: "EIO" }, { how: "error", code: "ENOSPC" }, { how: "short" }, { how: "crashBefore" }, { how: "crashAfter" });

const steps: fc.Arbitrary<ReadonlyArray<Step>> = fc.array(
  fc.record({
    calls: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
    fault: fc.option(fc.record({ at: fc.integer({ min: 0, max: 14 }), fault: faults }), { freq: 2 }),
    end: fc.oneof(fc.constantFrom("goOn" as const, "close" as const, "kill" as const), fc.integer({ min: 1, max: 9999 })),
  }),
  { minLength: 1, maxLength: 8 },
);

interface Life {
  journal: Journal;
  tried: number;
  readonly acknowledged: Set<RecordId>;
}

const openOn = ({ files }: FaultyDisk): Promise<Journal> =>
  openInTest({ files, options: { partBytesMax: 4000 }, dependencies: { outsideMark: fileOutsideMark(files, "/home/mark.json") } });

const live = async (disk: FaultyDisk, life: Life, { calls, fault, end }: Step): Promise<void> => {
  disk.plan(fault === null ? null : faultAt(fault.at, fault.fault));
  const asked = calls.map((count): ReadonlyArray<JournalEntry> => pool.slice(life.tried, (life.tried += count)));
  const answers = await Promise.all(asked.map((entries) => life.journal.append(entries)));
  for (const [index, answer] of answers.entries()) {
    const done = answer.ok ? answer.value.length : answer.failure.done.length;
    for (const { record } of asked[index]?.slice(0, done) ?? []) life.acknowledged.add(record.id);
  }
  if (end === "close") await life.journal.close();
  if (end === "goOn" && !disk.isOff()) return;
  if (typeof end === "number" || disk.isOff()) disk.powerCut(typeof end === "number" ? end : 7);
  else disk.kill();
  life.journal = await openOn(disk);
};

test("whatever happens, every acknowledged record is there once and whole, and nothing that was not tried", async () => {
  const tried = new Map(pool.map(({ record }) => [record.id, Buffer.from(frameBytes(record)).toString("latin1")]));
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const disk = faultyDisk();
      const life: Life = { journal: await openOn(disk), tried: 0, acknowledged: new Set() };
      for (const step of story) await live(disk, life, step);
      disk.plan(null);
      disk.kill();
      const journal = await openOn(disk);
      expect(journal.fault()).toBeNull();
      const found = new Set<RecordId>();
      for await (const lines of journal.lines(0)) {
        for (const { id, frame } of valueOf(lines)) {
          expect(Buffer.from(frame).toString("latin1")).toBe(tried.get(id));
          found.add(id);
        }
      }
      expect(found.size).toBe(journal.size());
      expect([...life.acknowledged].filter((id) => !found.has(id))).toEqual([]);
    }),
    { seed: 20260301, numRuns: 300 },
  );
});

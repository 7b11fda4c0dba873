/** Damaged lines come back from records that come in, if and only if the line is the one that was confirmed. */
import { expect, test } from "vitest";
import { frameHeadBytes } from "../../../shared/ledger/frame.ts";
import { metaBytes } from "../../../main/journal/journal-line.ts";
import { openClosedLog } from "../../../main/journal/open-journal.ts";
import { faultyDisk, type FaultyDisk } from "../../doubles/faulty-disk-files.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { dataFolder, entriesFrom, log, openInTest } from "./journal-fixture.ts";

const entries = entriesFrom(0, 5);
const part = `${dataFolder}/journal/000000.log`;

const bytesOf = async (disk: FaultyDisk): Promise<Uint8Array> => {
  const file = valueOf(await disk.files.open(part, "read"));
  const bytes = new Uint8Array(20_000);
  const count = valueOf(await file.read(bytes, 0));
  valueOf(await file.close());
  return bytes.slice(0, count);
};

/** A journal of five lines in which one bit of line `line` is another, `at` bytes behind its beginning. */
const damaged = async (line: number, at: number): Promise<{ readonly disk: FaultyDisk; readonly before: Uint8Array }> => {
  const disk = faultyDisk();
  const journal = await openInTest({ files: disk.files });
  valueOf(await journal.append(entries));
  valueOf(await journal.close());
  const before = await bytesOf(disk);
  const starts = [0, ...[...before.keys()].filter((index) => before[index] === 10).map((index) => index + 1)];
  const place = (starts[line] ?? 0) + at;
  const file = valueOf(await disk.files.open(part, "readWrite"));
  valueOf(await file.write(Uint8Array.of((before[place] ?? 0) ^ 1), place));
  valueOf(await file.datasync());
  valueOf(await file.close());
  return { before, disk };
};

test.each([
  ["in the record", 2, metaBytes + frameHeadBytes + 40],
  ["in the signature", 1, metaBytes + 7],
  ["in the time of receipt", 3, metaBytes - 10],
  ["in the last line", 4, metaBytes + frameHeadBytes + 90],
] as const)("a bit %s is put back, byte by byte", async (_, line, at) => {
  const { before, disk } = await damaged(line, at);
  const journal = await openInTest({ files: disk.files });
  expect(journal.fault()).toMatchObject({ kind: "lineDamaged", line });
  const others = entries.filter((_one, index) => index !== line);
  expect((await journal.append([...others, ...entriesFrom(50, 3)])).ok).toBe(false);
  expect(journal.fault()?.kind).toBe("lineDamaged");
  expect((await journal.append(entries)).ok).toBe(false);
  expect(journal.fault()?.kind).toBe("linesMended");
  valueOf(await journal.close());
  disk.powerCut(1);
  expect(await bytesOf(disk)).toEqual(before);
  const again = await openInTest({ files: disk.files });
  expect([again.fault(), again.size()]).toEqual([null, 5]);
});

test("a closed log holds what is whole in it: a record whose line is damaged is taken in again", async () => {
  const { disk } = await damaged(2, metaBytes + 7);
  const closed = valueOf(await openClosedLog({ files: disk.files, log }, dataFolder));
  expect(entries.map(({ record }) => closed.has(record.id))).toEqual([true, true, false, true, true]);
  expect((await closed.append(entries)).ok).toBe(false);
});

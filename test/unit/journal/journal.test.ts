/** The journal as an append-only log: lines, groups, parts, listeners, checkpoint. */
import { describe, expect, test } from "vitest";
import { hexOf } from "../../../shared/encoding/hex.ts";
import { textOf } from "../../../shared/encoding/utf8.ts";
import { openCheckpoint } from "../../../shared/ledger/checkpoint.ts";
import { frameBytes } from "../../../shared/ledger/frame.ts";
import { leafHash, rootOfLeaves } from "../../../shared/ledger/merkle.ts";
import { verifyInclusion } from "../../../shared/ledger/merkle-proof.ts";
import { readBounded } from "../../../main/disk/read-bounded.ts";
import type { AppendedLine } from "../../../main/journal/journal.ts";
import { markOfSlot } from "../../../main/journal/journal-mark.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { faultyDisk, type FaultyDisk } from "../../doubles/faulty-disk-files.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { dataFolder, entriesFrom, idsByLine, log, openInTest, recordNumber } from "./journal-fixture.ts";

const bytesOf = async ({ files }: FaultyDisk, name: string): Promise<Uint8Array> =>
  valueOf(await readBounded(files, `${dataFolder}/${name}`, 1_000_000));

const linesOf = async (disk: FaultyDisk, name: string): Promise<ReadonlyArray<Uint8Array>> => {
  const bytes = await bytesOf(disk, name);
  const lines: Uint8Array[] = [];
  for (let start = 0, end = bytes.indexOf(10); end >= 0; start = end + 1, end = bytes.indexOf(10, start)) lines.push(bytes.subarray(start, end));
  return lines;
};

describe("a journal", () => {
  test("holds what was appended, after opening again too", async () => {
    const disk = faultyDisk();
    const journal = await openInTest(disk);
    const entries = entriesFrom(0, 5);
    expect(valueOf(await journal.append(entries)).map(({ state, line }) => [state, line])).toEqual([0, 1, 2, 3, 4].map((line) => ["appended", line]));
    valueOf(await journal.close());

    const again = await openInTest(disk);
    expect(again.fault()).toBeNull();
    expect(again.recovery).toEqual({ adopted: 0, cut: null, leavesRebuilt: [] });
    expect([...(await idsByLine(again)).values()]).toEqual(entries.map(({ record }) => record.id));
    const third = valueOf(await again.read(3));
    expect(third.frame).toEqual(frameBytes(recordNumber(3)));
    expect(again.lineOf(recordNumber(4).id)).toBe(4);
    expect(again.has(recordNumber(5).id)).toBe(false);
    expect(kindOf(await again.read(5))).toBe("noSuchLine");
  });

  test("is the RFC 6962 log that stands on disk", async () => {
    const disk = faultyDisk();
    const journal = await openInTest(disk);
    for (let at = 0; at < 7; at++) valueOf(await journal.append(entriesFrom(at, 1)));
    const leaves = (await linesOf(disk, "journal/000000.log")).map((line) => leafHash(line));
    const root = rootOfLeaves(leaves);
    expect(hexOf(journal.tree.root())).toBe(hexOf(root));
    expect(Buffer.concat(leaves)).toEqual(Buffer.from(await bytesOf(disk, "journal/000000.leaves")));
    const mark = await bytesOf(disk, "mark");
    expect(new Set([markOfSlot(mark.subarray(0, 4096))?.size, markOfSlot(mark.subarray(4096))?.size])).toEqual(new Set([6, 7]));
    expect(markOfSlot(mark.subarray(4096))?.root).toBe(hexOf(root));

    const note = valueOf(await journal.checkpoint());
    expect(textOf(await bytesOf(disk, "checkpoint"))).toBe(note);
    const { checkpoint } = valueOf(openCheckpoint(note, { log: log.key, witnesses: [] }, nodeVerify));
    expect(checkpoint).toEqual({ origin: `throughlife/${log.key.key}`, size: 7, root });
    const proof = journal.tree.inclusionProof(3, 7);
    expect(kindOf(verifyInclusion({ index: 3, size: 7, leaf: journal.tree.leafAt(3), proof, root }))).toBe("success");
  });

  test("does not append a record twice, within one call, between calls or after opening", async () => {
    const disk = faultyDisk();
    const journal = await openInTest(disk);
    const [one, two] = entriesFrom(0, 2);
    if (one === undefined || two === undefined) throw new Error("two entries");
    const calls = await Promise.all([journal.append([one, two, one]), journal.append([two])]);
    const answers = calls.map((call) => valueOf(call).map(({ state, line }) => `${state} ${line}`));
    expect(answers).toEqual([["appended 0", "appended 1", "held 0"], ["held 1"]]);
    valueOf(await journal.close());
    const again = await openInTest(disk);
    expect(valueOf(await again.append([two]))).toEqual([{ state: "held", line: 1 }]);
    expect(again.size()).toBe(2);
  });

  test("brings one interactive append to disk with two syncs, and many calls at once with two as well", async () => {
    const disk = faultyDisk();
    const journal = await openInTest(disk);
    const syncs = (): number => disk.operations().filter(({ name }) => name.toLowerCase().includes("sync")).length;
    disk.plan(null);
    valueOf(await journal.append(entriesFrom(0, 1)));
    expect(syncs()).toBe(2);
    disk.plan(null);
    await Promise.all(Array.from({ length: 50 }, async (_, at) => valueOf(await journal.append(entriesFrom(10 + at, 1)))));
    expect(syncs()).toBe(2);
    expect(journal.size()).toBe(51);
  });

  test("needs at most three syncs where a new part begins", async () => {
    const disk = faultyDisk();
    const journal = await openInTest({ files: disk.files, options: { partBytesMax: 1000 } });
    valueOf(await journal.append(entriesFrom(0, 1)));
    disk.plan(null);
    valueOf(await journal.append(entriesFrom(1, 1)));
    expect(disk.operations().filter(({ name }) => name.toLowerCase().includes("sync")).length).toBe(3);
  });

  test("goes over many parts, of which none is too large and each ends in a line feed", async () => {
    const disk = faultyDisk();
    const options = { partBytesMax: 4000 };
    const journal = await openInTest({ files: disk.files, options });
    valueOf(await journal.append(entriesFrom(0, 30)));
    valueOf(await journal.append(entriesFrom(30, 1, "x".repeat(20_000))));
    valueOf(await journal.append(entriesFrom(31, 3)));
    const names = valueOf(await disk.files.list(`${dataFolder}/journal`)).filter((name) => name.endsWith(".log"));
    expect(names.length).toBeGreaterThan(6);
    for (const name of names) {
      const bytes = await bytesOf(disk, `journal/${name}`);
      const lines = (await linesOf(disk, `journal/${name}`)).length;
      expect(bytes.at(-1)).toBe(10);
      expect(bytes.length <= 4000 || lines === 1).toBe(true);
    }
    valueOf(await journal.close());
    const again = await openInTest({ files: disk.files, options });
    expect(again.fault()).toBeNull();
    expect([...(await idsByLine(again)).keys()]).toEqual(Array.from({ length: 34 }, (_, line) => line));
    const from = [];
    for await (const lines of again.lines(17)) from.push(...valueOf(lines));
    expect(from.map(({ line }) => line)).toEqual(Array.from({ length: 17 }, (_, at) => 17 + at));
    expect(valueOf(await again.read(30)).id).toBe(recordNumber(30, "x".repeat(20_000)).id);
  });

  test("tells its listeners of lines that are durable, in their order and with their places", async () => {
    const disk = faultyDisk();
    const journal = await openInTest({ files: disk.files, options: { partBytesMax: 3000 } });
    const told: AppendedLine[] = [];
    const end = journal.onAppended((lines) => told.push(...lines));
    await Promise.all([journal.append(entriesFrom(0, 4)), journal.append(entriesFrom(4, 4))]);
    expect(told.map(({ record }) => record.id)).toEqual(entriesFrom(0, 8).map(({ record }) => record.id));
    for (const { line, part, offset, received, from } of told) {
      expect(valueOf(await journal.read(line))).toMatchObject({ line, part, offset, received, from });
    }
    end();
    valueOf(await journal.append(entriesFrom(8, 1)));
    expect(told.length).toBe(8);
  });

  test("can be read while it is written", async () => {
    const disk = faultyDisk();
    const journal = await openInTest({ files: disk.files, options: { partBytesMax: 5000 } });
    valueOf(await journal.append(entriesFrom(0, 10)));
    let next = 0;
    for await (const lines of journal.lines(0)) {
      for (const { line } of valueOf(lines)) expect(line).toBe(next++);
      if (next < 60) valueOf(await journal.append(entriesFrom(journal.size(), 5)));
    }
    expect(next).toBe(journal.size());
    expect(next).toBeGreaterThanOrEqual(60);
  });

  test("refuses by name after closing, and finishes before it what waits", async () => {
    const disk = faultyDisk();
    const journal = await openInTest(disk);
    const waiting = journal.append(entriesFrom(0, 3));
    valueOf(await journal.close());
    expect(valueOf(await waiting).length).toBe(3);
    expect(kindOf(await journal.append(entriesFrom(3, 1)))).toBe("closed");
    expect(textOf(await bytesOf(disk, "checkpoint"))).toContain("\n3\n");
  });
});

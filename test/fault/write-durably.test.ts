/** Each operation of a durable write fails once: afterwards the file is wholly old or wholly new, and never new without success. */
import { describe, expect, test } from "vitest";
import type { DiskFiles } from "../../main/disk/disk-files.ts";
import { makeFolderDurably } from "../../main/disk/make-folder-durably.ts";
import { readBounded } from "../../main/disk/read-bounded.ts";
import { deletePartFiles, writeDurably } from "../../main/disk/write-durably.ts";
import { faultyDisk, type FaultyDisk } from "../doubles/faulty-disk-files.ts";
import { faultAt, type Fault } from "../doubles/operation-gate.ts";
import { kindOf, valueOf } from "../doubles/value-of.ts";

const path = "/data/checkpoint";
const before = new Uint8Array(3000).fill(1);
const after = new Uint8Array(5000).fill(2);
const seeds = Array.from({ length: 12 }, (_, seed) => seed);

const prepared = async (): Promise<FaultyDisk> => {
  const disk = faultyDisk();
  valueOf(await makeFolderDurably(disk.files, "/data"));
  valueOf(await writeDurably(disk.files, path, before));
  disk.plan(null);
  return disk;
};

const content = async (files: DiskFiles): Promise<"before" | "after" | "torn"> => {
  const bytes = valueOf(await readBounded(files, path, 10_000));
  const isAll = (expected: Uint8Array): boolean => Buffer.compare(bytes, expected) === 0;
  return isAll(before) ? "before" : isAll(after) ? "after" : "torn";
};

const operationsOfOneWrite = async (): Promise<number> => {
  const disk = await prepared();
  valueOf(await writeDurably(disk.files, path, after));
  return disk.operations().length;
};

test("a durable write is open, write, sync, close, rename, sync of the folder", async () => {
  const disk = await prepared();
  valueOf(await writeDurably(disk.files, path, after));
  expect(disk.operations().map((operation) => operation.name)).toEqual(["open", "write", "sync", "close", "rename", "syncFolder"]);
});

const errors: ReadonlyArray<readonly [string, Fault]> = [
  ["a disk error", { how: "error", code: "EIO" }],
  ["a full disk", { how: "error", code: "ENOSPC" }],
];

describe.each(errors)("%s", (_, fault) => {
  test("at any operation fails the write, and leaves the old file or the new one and no part file", async () => {
    const count = await operationsOfOneWrite();
    for (let index = 0; index < count; index++) {
      const disk = await prepared();
      disk.plan(faultAt(index, fault));
      const written = await writeDurably(disk.files, path, after);
      expect(written.ok, `operation ${index}`).toBe(false);
      expect(await content(disk.files), `operation ${index}`).toBe(index < count - 1 ? "before" : "after");
      expect(valueOf(await disk.files.list("/data")), `operation ${index}`).toEqual(["checkpoint"]);
    }
  });
});

test("a short write is written on", async () => {
  const disk = await prepared();
  disk.plan((operation) => (operation.name === "write" ? { how: "short" } : null));
  valueOf(await writeDurably(disk.files, path, after));
  expect(disk.operations().length).toBeGreaterThan(10);
  expect(await content(disk.files)).toBe("after");
});

describe.each(["crashBefore", "crashAfter"] as const)("%s", (how) => {
  test("at any operation leaves the old file or the new one", async () => {
    const count = await operationsOfOneWrite();
    const found = new Set<string>();
    for (let index = 0; index < count; index++) {
      for (const seed of seeds) {
        const disk = await prepared();
        disk.plan(faultAt(index, { how }));
        expect((await writeDurably(disk.files, path, after)).ok).toBe(false);
        disk.powerCut(seed);
        found.add(await content(disk.files));
        valueOf(await deletePartFiles(disk.files, "/data"));
        expect(valueOf(await disk.files.list("/data"))).toEqual(["checkpoint"]);
      }
    }
    expect(found).toEqual(new Set(["before", "after"]));
  });
});

test("what was reported as written survives every power cut", async () => {
  for (const seed of seeds) {
    const disk = await prepared();
    valueOf(await writeDurably(disk.files, path, after));
    disk.powerCut(seed);
    expect(await content(disk.files)).toBe("after");
  }
});

test("a folder that was made survives every power cut with its parents", async () => {
  for (const seed of seeds) {
    const disk = faultyDisk();
    valueOf(await makeFolderDurably(disk.files, "/a/b/c"));
    disk.powerCut(seed);
    expect(kindOf(await disk.files.stat("/a/b/c"))).toBe("success");
  }
});

test("part files of an earlier crash do not stand in the way", async () => {
  const disk = await prepared();
  for (const part of [0, 1]) valueOf(await disk.files.open(`${path}.${part}.part`, "createNew"));
  valueOf(await writeDurably(disk.files, path, after));
  expect(await content(disk.files)).toBe("after");
  expect(valueOf(await deletePartFiles(disk.files, "/data"))).toBe(2);
});

test("writers of one path at the same time never publish each other's bytes", async () => {
  const disk = await prepared();
  const contents = seeds.map((seed) => new Uint8Array(2000 + seed).fill(seed));
  const written = await Promise.all(contents.map((bytes) => writeDurably(disk.files, path, bytes)));
  expect(written.every((outcome) => outcome.ok)).toBe(true);
  const bytes = valueOf(await readBounded(disk.files, path, 10_000));
  expect(contents.some((expected) => Buffer.compare(expected, bytes) === 0)).toBe(true);
});

test("a file that another program holds is tried again, and in the end named", async () => {
  const waits: number[] = [];
  const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
  const disk = await prepared();
  const held = (times: number) => {
    let left = times;
    disk.plan((operation) => (operation.name === "rename" && left-- > 0 ? { how: "error", code: "EBUSY" } : null));
  };
  held(3);
  valueOf(await writeDurably(disk.files, path, after, { wait }));
  expect(waits).toEqual([10, 20, 40]);
  held(Infinity);
  const refused = await writeDurably(disk.files, path, before, { wait });
  expect(refused.ok ? "" : refused.failure.message).toBe(
    "/data/checkpoint cannot be renamed: another program holds it, or too many files are open (EBUSY). " +
      "Close the other program or wait a moment, and try again.",
  );
  expect(await content(disk.files)).toBe("after");
});

test("a read-only and a full disk are named, and nothing changes", async () => {
  let isReadOnly = false;
  const disk = faultyDisk({ capacityBytes: 4000, isReadOnly: () => isReadOnly });
  valueOf(await makeFolderDurably(disk.files, "/data"));
  valueOf(await writeDurably(disk.files, path, before));
  expect(kindOf(await writeDurably(disk.files, path, after))).toBe("full");
  isReadOnly = true;
  expect(kindOf(await writeDurably(disk.files, path, after))).toBe("readOnly");
  expect(await content(disk.files)).toBe("before");
});

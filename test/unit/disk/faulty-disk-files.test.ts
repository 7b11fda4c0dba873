/** The double forgets what a real disk may forget: otherwise the tests over it would prove nothing. */
import { expect, test } from "vitest";
import { faultyDisk, type FaultyDisk } from "../../doubles/faulty-disk-files.ts";
import { faultAt } from "../../doubles/operation-gate.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const seeds = Array.from({ length: 200 }, (_, seed) => seed);

const withFile = async (size: number): Promise<FaultyDisk> => {
  const disk = faultyDisk();
  const file = valueOf(await disk.files.open("/a", "createNew"));
  valueOf(await file.write(new Uint8Array(size).fill(1), 0));
  valueOf(await file.sync());
  valueOf(await disk.files.syncFolder("/"));
  return disk;
};

const bytesOf = async (disk: FaultyDisk): Promise<Uint8Array> => {
  const file = valueOf(await disk.files.open("/a", "read"));
  const bytes = new Uint8Array(10_000);
  return bytes.slice(0, valueOf(await file.read(bytes, 0)));
};

const outcomesOf = async (make: () => Promise<FaultyDisk>, look: (disk: FaultyDisk) => Promise<string>): Promise<Set<string>> => {
  const seen = new Set<string>();
  for (const seed of seeds) {
    const disk = await make();
    disk.powerCut(seed);
    seen.add(await look(disk));
  }
  return seen;
};

test("an unsynced append survives whole, torn, as zeros or not at all; what was synced always does", async () => {
  const make = async (): Promise<FaultyDisk> => {
    const disk = await withFile(1000);
    const file = valueOf(await disk.files.open("/a", "readWrite"));
    valueOf(await file.write(new Uint8Array(1000).fill(2), 1000));
    return disk;
  };
  const seen = await outcomesOf(make, async (disk) => {
    const bytes = await bytesOf(disk);
    expect(bytes.subarray(0, 1000).every((byte) => byte === 1)).toBe(true);
    const tail = bytes.subarray(1000);
    if (tail.length === 0) return "lost";
    return tail.every((byte) => byte === 0) ? "zeros" : tail.length === 1000 ? "whole" : "torn";
  });
  expect(seen).toEqual(new Set(["lost", "zeros", "whole", "torn"]));
});

test("an unsynced name may be gone although its file was synced", async () => {
  const make = async (): Promise<FaultyDisk> => {
    const disk = faultyDisk();
    valueOf(await valueOf(await disk.files.open("/a", "createNew")).sync());
    return disk;
  };
  expect(await outcomesOf(make, async (disk) => kindOf(await disk.files.stat("/a")))).toEqual(new Set(["success", "missing"]));
});

test("an unsynced rename happened or did not, and the name is never missing", async () => {
  const make = async (): Promise<FaultyDisk> => {
    const disk = await withFile(3);
    const other = valueOf(await disk.files.open("/b", "createNew"));
    valueOf(await other.write(Uint8Array.of(9), 0));
    valueOf(await other.sync());
    valueOf(await disk.files.syncFolder("/"));
    valueOf(await disk.files.rename("/b", "/a"));
    return disk;
  };
  expect(await outcomesOf(make, async (disk) => (await bytesOf(disk)).join())).toEqual(new Set(["1,1,1", "9"]));
});

test("after a failed sync, a later sync does not bring the bytes to disk", async () => {
  const make = async (): Promise<FaultyDisk> => {
    const disk = await withFile(1);
    const file = valueOf(await disk.files.open("/a", "readWrite"));
    valueOf(await file.write(Uint8Array.of(7), 0));
    disk.plan(faultAt(0, { how: "error", code: "EIO" }));
    expect(kindOf(await file.sync())).toBe("ioFailed");
    valueOf(await file.sync());
    return disk;
  };
  expect(await outcomesOf(make, async (disk) => (await bytesOf(disk)).join())).toEqual(new Set(["1"]));
});

test("after a planned crash nothing works until the power is back, and then open files are gone", async () => {
  const disk = await withFile(1);
  const file = valueOf(await disk.files.open("/a", "readWrite"));
  disk.plan(faultAt(1, { how: "crashAfter" }));
  valueOf(await file.write(Uint8Array.of(7), 0));
  expect(kindOf(await file.sync())).toBe("ioFailed");
  expect(disk.isOff()).toBe(true);
  expect(kindOf(await disk.files.stat("/a"))).toBe("ioFailed");
  disk.powerCut(1);
  expect(kindOf(await file.sync())).toBe("ioFailed");
  expect((await bytesOf(disk)).join()).toBe("7");
});

test("a killed process loses its open files and nothing that it wrote", async () => {
  const disk = await withFile(1);
  const file = valueOf(await disk.files.open("/a", "readWrite"));
  valueOf(await file.write(Uint8Array.of(7), 0));
  disk.kill();
  expect(kindOf(await file.sync())).toBe("ioFailed");
  expect((await bytesOf(disk)).join()).toBe("7");
});

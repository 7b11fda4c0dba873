/** Pieces of a file read for lines that lie together, and only those. */
import { describe, expect, test } from "vitest";
import { PieceReader } from "../../../main/journal/piece-reader.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { valueOf } from "../../doubles/value-of.ts";

const size = 4_000_000;
const content = Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) & 0xff);

const readerOf = async () => {
  const disk = faultyDisk();
  const file = valueOf(await disk.files.open("/part", "create"));
  valueOf(await file.write(content, 0));
  const reads = (): number => disk.operations().filter(({ name }) => name === "read").length;
  return { disk, reader: new PieceReader(file), reads };
};

describe("pieces of a file", () => {
  test("each gets its own bytes, in whatever order and however they overlap", async () => {
    const { reader } = await readerOf();
    const asked = [[900_000, 50], [10, 100], [60, 5000], [10, 100], [2_500_000, 1], [900_020, 1000], [0, 3_000_000]] as const;
    const got = await Promise.all(asked.map(([offset, length]) => reader.read(offset, length)));
    for (const [index, [offset, length]] of asked.entries()) {
      const bytes = got[index];
      expect(bytes?.ok === true && Buffer.from(bytes.value).equals(content.subarray(offset, offset + length))).toBe(true);
    }
  });

  test("neighbours cost one read, those far apart one each, those that come later their own", async () => {
    const { reader, reads } = await readerOf();
    const before = reads();
    await Promise.all(Array.from({ length: 100 }, (_, piece) => reader.read(piece * 1000, 900)));
    const together = reads() - before;
    await Promise.all([reader.read(0, 10), reader.read(3_000_000, 10)]);
    const apart = reads() - before - together;
    await reader.read(0, 10);
    await reader.read(20, 10);
    expect([together, apart, reads() - before - together - apart]).toEqual([1, 2, 2]);
  });

  test("the end of the file gives fewer bytes, a failure reaches everybody who asked", async () => {
    const { disk, reader } = await readerOf();
    expect(valueOf(await reader.read(size - 10, 100))).toHaveLength(10);
    expect(valueOf(await reader.read(size + 10, 100))).toHaveLength(0);
    disk.plan(({ name }) => (name === "read" ? { how: "error", code: "EIO" } : null));
    const both = await Promise.all([reader.read(0, 10), reader.read(20, 10)]);
    expect(both.map(({ ok }) => ok)).toEqual([false, false]);
  });
});

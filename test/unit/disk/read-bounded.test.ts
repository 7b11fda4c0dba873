/** A file is read whole or refused before its bytes take memory. */
import { expect, test } from "vitest";
import { readBounded } from "../../../main/disk/read-bounded.ts";
import { writeDurably } from "../../../main/disk/write-durably.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

test("reads up to the limit, also in short pieces, and closes the file", async () => {
  const disk = faultyDisk();
  const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);
  valueOf(await writeDurably(disk.files, "/a", bytes));
  disk.plan((operation) => (operation.name === "read" ? { how: "short" } : null));
  expect(valueOf(await readBounded(disk.files, "/a", 1000))).toEqual(bytes);
  expect(disk.operations().at(-1)?.name).toBe("close");
});

test("refuses what is larger, missing or no file, each by its name", async () => {
  const disk = faultyDisk();
  valueOf(await writeDurably(disk.files, "/a", new Uint8Array(11)));
  const larger = await readBounded(disk.files, "/a", 10);
  expect(larger.ok ? "" : larger.failure.message).toBe(
    "/a has 11 bytes; at most 10 are read here. Check that it is the right file.",
  );
  expect(disk.operations().at(-1)?.name).toBe("close");
  expect(kindOf(await readBounded(disk.files, "/b", 10))).toBe("missing");
  expect(kindOf(await readBounded(disk.files, "/", 10))).toBe("notAFile");
});

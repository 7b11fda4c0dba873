/** Openings lie under their digests, and erased ones never come back. */
import { describe, expect, test } from "vitest";
import { canonicalBytes } from "../../../shared/encoding/canonical-json.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { openingDigest, sealValue } from "../../../shared/ledger/sealed-value.ts";
import { createOpeningStore } from "../../../main/attachment/opening-store.ts";
import { readBounded } from "../../../main/disk/read-bounded.ts";
import { writeDurably } from "../../../main/disk/write-durably.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const writer = "7a".repeat(32);
const openingOf = (number: number, value = "Anna Müller") => sealValue(value, writer, number.toString(16).padStart(32, "0")).opening;
const pathOf = (sealed: string): string => `/data/openings/${sealed.slice(0, 2)}/${sealed}`;

describe("openings", () => {
  test("lie in canonical form under the digest that the record holds", async () => {
    const disk = faultyDisk();
    const store = createOpeningStore(disk.files, "/data");
    const openings = Array.from({ length: 70 }, (_, at) => openingOf(at));
    expect(valueOf(await store.put(openings))).toBe(70);
    expect(valueOf(await store.put(openings))).toBe(0);
    disk.powerCut(1);
    const again = createOpeningStore(disk.files, "/data");
    for (const opening of openings) {
      const sealed = openingDigest(opening);
      expect(valueOf(await again.get(sealed))).toEqual(opening);
      expect(valueOf(await readBounded(disk.files, pathOf(sealed), 1000))).toEqual(canonicalBytes({ ...opening }));
    }
    expect(valueOf(await again.get("00".repeat(32)))).toBeNull();
  });

  test("that are erased are overwritten, deleted and never taken in again", async () => {
    const disk = faultyDisk();
    const store = createOpeningStore(disk.files, "/data");
    const [kept, erased] = [openingOf(1), openingOf(2)];
    const sealed = openingDigest(erased);
    valueOf(await store.put([kept, erased]));
    disk.plan(null);
    valueOf(await store.erase([sealed, "00".repeat(32), "../../secret"]));
    const touched = disk.operations().filter(({ path }) => path === pathOf(sealed)).map(({ name }) => name);
    expect(touched.filter((name) => name === "write" || name === "sync" || name === "unlink")).toEqual(["write", "sync", "unlink"]);
    expect([store.isErased(sealed), valueOf(await store.get(sealed)), kindOf(await disk.files.stat(pathOf(sealed)))]).toEqual([true, null, "missing"]);
    expect(valueOf(await store.put([erased, kept]))).toBe(0);
    const later = createOpeningStore(disk.files, "/data", [sealed]);
    expect(valueOf(await later.put([erased]))).toBe(0);
    expect(valueOf(await later.get(sealed))).toBeNull();
    expect(valueOf(await later.get(openingDigest(kept)))).toEqual(kept);
  });

  test("that the disk has changed are refused by name, and written anew when they come again", async () => {
    const disk = faultyDisk();
    const store = createOpeningStore(disk.files, "/data");
    const opening = openingOf(3);
    const sealed = openingDigest(opening);
    for (const bytes of [canonicalBytes({ ...opening, value: "Anna Mueller" }), utf8Of("half"), new Uint8Array(0)]) {
      valueOf(await store.put([opening]));
      valueOf(await writeDurably(disk.files, pathOf(sealed), bytes));
      expect(kindOf(await store.get(sealed))).toBe("openingDamaged");
      expect(valueOf(await store.put([opening]))).toBe(1);
      expect(valueOf(await store.get(sealed))).toEqual(opening);
    }
  });

  test("of more than 64 KiB are refused: they belong into an attachment", async () => {
    const store = createOpeningStore(faultyDisk().files, "/data");
    expect(kindOf(await store.put([openingOf(4, "x".repeat(66_000))]))).toBe("openingTooLarge");
  });
});

/** The bundles under fixtures/bundle: each damaged copy is refused for exactly its defect, and taken as far as it is good. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import { success } from "../../../shared/outcome/outcome.ts";
import { damagedBundles } from "../../../fixtures/bundle/maker/damaged-bundles.ts";
import { importBundle } from "../../../main/peer/bundle-import.ts";
import { readBundle, type BundleHandlers } from "../../../main/bundle/bundle-reader.ts";
import { bytesSource } from "../../../main/bundle/bundle-source.ts";
import { countingQuarantine } from "../../../main/peer/quarantine.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { memoryAttachments } from "../../doubles/memory-attachments.ts";
import { memoryLedgerStore } from "../../doubles/memory-ledger-store.ts";

const folder = join(import.meta.dirname, "../../../fixtures/bundle");
const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

interface Expected {
  readonly file: string;
  readonly fault: string | null;
  readonly line: number | null;
  readonly records: number;
  readonly import: "nothing" | "prefix" | "whole";
}

const expected: ReadonlyArray<Expected> = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
const fileOf = (name: string): Uint8Array => readFileSync(join(folder, name));

/** Chain and parent rules, as a verifier checks them. */
const chainRules = (): BundleHandlers["records"] => {
  const ledger = new Ledger();
  return async (records, first) => {
    for (const [offset, signed] of records.entries()) {
      const taken = ledger.take(signed);
      if (!taken.ok) return { index: first + offset, record: signed.id, failure: taken.failure };
    }
    return null;
  };
};

test.each(expected)("$file is read up to its fault: $fault", async ({ fault, file, line, records }) => {
  const reading = await readBundle(bytesSource(fileOf(file)), { records: chainRules() }, { checker, verify: nodeVerify });
  expect({ fault: reading.fault?.kind ?? null, line: reading.fault?.line ?? null, records: reading.records }).toEqual({ fault, line, records });
  expect(reading.fault?.message ?? "All is well.").toMatch(/^[A-Z].*\.$/s);
});

test.each(expected)("of $file an import takes: $import", async ({ file, import: takes, records }) => {
  const store = memoryLedgerStore("ab".repeat(32));
  const attachments = memoryAttachments();
  const quarantine = { ...countingQuarantine, save: async () => success(null) };
  const parts = { store, attachments, quarantine, openingHeld: async () => false, checker, verify: nodeVerify };
  const taken = await importBundle(bytesSource(fileOf(file)), parts);
  expect(taken.ok ? [taken.value.complete, taken.value.records] : "refused").toEqual(takes === "nothing" ? "refused" : [takes === "whole", records]);
  expect(store.ledger.size).toBe(takes === "nothing" ? 0 : records);
  expect(attachments.whole.size).toBe(takes === "whole" ? 1 : 0);
});

test("the maker still makes them", () => {
  for (const { bytes, file, ...rest } of damagedBundles()) {
    expect(expected).toContainEqual({ file, ...rest });
    if (file !== "good.tlbundle") continue;
    expect(gunzipSync(fileOf(file)).equals(gunzipSync(bytes))).toBe(true);
  }
  expect(expected).toHaveLength(damagedBundles().length);
});

/** The vectors in fixtures/vectors are what their maker makes, byte for byte, on every machine. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { vectorFiles } from "../../fixtures/vectors/make-vectors.ts";

const folder = join(import.meta.dirname, "..", "..", "fixtures", "vectors");
const files = vectorFiles();

test.each(files)("%s is what `node fixtures/vectors/make-vectors.ts` writes", (name, text) => {
  const stored = readFileSync(join(folder, name), "utf8");
  expect(Buffer.compare(Buffer.from(stored), Buffer.from(text))).toBe(0);
});

test("no other vectors lie there", () => {
  const stored = readdirSync(folder).filter((name) => name.endsWith(".json"));
  expect(stored.toSorted()).toEqual(files.map(([name]) => name).toSorted());
});

/** No source claims a type that it did not check. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { assertions, brandsOf } from "./assertions.ts";
import { parseSource, readSources, violationLine } from "./source-file.ts";

const brand = 'type AssetId = string & { readonly __brand: "AssetId" };';

const faultsIn = (text: string): number => {
  const source = parseSource("shared/outcome/planted.ts", `${brand}\n${text}`);
  return assertions(source, brandsOf([source])).length;
};

test("the sources hold no type assertion but constants and brands", () => {
  const sources = readSources(join(import.meta.dirname, "..", ".."));
  const brands = brandsOf(sources);
  expect(sources.flatMap((source) => assertions(source, brands)).map(violationLine)).toEqual([]);
});

test.each([
  "const a = b as string;",
  "const a = b as unknown as AssetId;",
  "const a = <string>b;",
  "const a = b as Other;",
])("found: %s", (text) => {
  expect(faultsIn(text)).toBe(1);
});

test.each(["const a = [1] as const;", "const a = b as AssetId;", "const a = b satisfies string;"])(
  "passes: %s",
  (text) => {
    expect(faultsIn(text)).toBe(0);
  },
);

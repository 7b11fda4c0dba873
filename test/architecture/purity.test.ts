/** The shared domain is pure: it names no clock, no randomness, no environment and nothing that differs by machine. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { impurities, localMembers, outsideNames } from "./purity.ts";
import { parseSource, readSources, violationLine } from "./source-file.ts";

const faultsIn = (text: string): number => impurities(parseSource("shared/outcome/planted.ts", text)).length;

test("the sources of shared/ are pure", () => {
  const shared = readSources(join(import.meta.dirname, "..", "..")).filter(({ path }) => path.startsWith("shared/"));
  expect(shared.length).toBeGreaterThan(0);
  expect(shared.flatMap(impurities).map(violationLine)).toEqual([]);
});

test.each(outsideNames)("the name %s is found", (name) => {
  expect(faultsIn(`export const found = ${name};`)).toBe(1);
  expect(faultsIn(`export const found = ${name}.member(1);`)).toBe(1);
  expect(faultsIn(`export const found = { ${name} };`)).toBeGreaterThan(0);
});

test.each(localMembers)("the member %s is found", (name) => {
  expect(faultsIn(`export const found = (value) => value.${name}(1);`)).toBe(1);
});

describe("time and randomness are found", () => {
  const hidden = [
    "Date.now()",
    'Date["now"]()',
    "new Date()",
    "Date()",
    "[Date]",
    "Math.random()",
    'Math["random"]()',
    "[Math]",
  ];
  test.each(hidden)("%s", (expression) => expect(faultsIn(`export const found = ${expression};`)).toBe(1));
  test.each(["const { now } = Date;", "const { random } = Math;"])("%s", (text) => expect(faultsIn(text)).toBe(1));
});

describe("what is pure passes", () => {
  const pure = [
    "const day = new Date(millis).toISOString();",
    "const millis = Date.parse(text) + Date.UTC(2026, 0, 1);",
    "const largest = Math.max(1, 2) + Math.PI;",
    "interface Machine { readonly process: string; readonly console: Date }",
    "const machine = { process: 1, crypto: 2 }; const same = machine.process;",
    "class Pump { process() { return this.crypto; } }",
  ];
  test.each(pure)("%s", (text) => expect(faultsIn(text)).toBe(0));
});

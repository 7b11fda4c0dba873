/** The checks of the verification path are found in the source itself; what counts as harmless is held to the code. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findChecks, withRemovableChecks } from "./find-checks.ts";
import { harmlessChecks } from "./harmless-checks.ts";
import { verificationPath } from "./verification-path.ts";

const root = join(import.meta.dirname, "../..");
const checksOf = (file: string) => findChecks(file, readFileSync(join(root, file), "utf8"));

const source = `
const read = (bytes: Uint8Array): Outcome<number, Failure> => {
  if (bytes.length > 9 || bytes[0] !== 1) return refuse("shape", "It is wrong.");
  const parsed = parse(bytes);
  if (!parsed.ok) return parsed;
  if (parsed.value === 3) return success(4);
  return verify(bytes) ? success(parsed.value) : refuse("signature", "It does not fit.");
};
const isGood = (value: number): boolean => value > 0 && value < 9;
const faultOf = (value: number): string | null => (value === 5 ? "It is five." : null);
const lineOf = (text: string): Line | null => {
  if (text === "") return null;
  return { text };
};
`;

test("every condition that refuses is a check, and each part of it that refuses by itself", () => {
  expect(findChecks("sample.ts", source).map(({ line, removed, text }) => [line, removed, text])).toEqual([
    [3, "false", "bytes.length > 9"],
    [3, "false", "bytes[0] !== 1"],
    [5, "false", "!parsed.ok"],
    [7, "true", "verify(bytes)"],
    [9, "true", "value > 0"],
    [9, "true", "value < 9"],
    [10, "false", "value === 5"],
    [12, "false", 'text === ""'],
  ]);
});

test("a check that is removed lets everything pass, and all others stay", () => {
  const removable = withRemovableChecks("sample.ts", source);
  expect(removable).toContain('if ((globalThis.isRemoved("sample.ts#0")?false:(bytes.length > 9)) || (globalThis.isRemoved("sample.ts#1")?false:(bytes[0] !== 1))) return');
  expect(removable).toContain('return (globalThis.isRemoved("sample.ts#3")?true:(verify(bytes))) ? success');
  expect(removable.replaceAll(/\(globalThis\.isRemoved\("sample\.ts#\d"\)\?(?:true|false):\(((?:[^()]|\([^()]*\))*)\)\)/g, "$1")).toBe(source);
});

test.each(verificationPath)("%s has checks", (file) => expect(checksOf(file).length).toBeGreaterThan(0));

test("what counts as harmless still stands in the code, and says why", () => {
  for (const { file, reason, text } of harmlessChecks()) {
    expect(checksOf(file).map((check) => check.text), file).toContain(text);
    expect(reason.length).toBeGreaterThan(10);
  }
});

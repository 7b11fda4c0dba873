/** The sources keep the house style, and each of its rules fails where a breach is planted. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { styleViolations } from "./house-style.ts";
import { filesOf, violationLine } from "./source-file.ts";

const root = join(import.meta.dirname, "..", "..");
const purpose = "/** Why. */\n";

const rulesBroken = (path: string, text = purpose): readonly string[] =>
  styleViolations([{ path, text }]).map(({ rule }) => rule);

test("the files of the project keep the house style", () => {
  const files = filesOf(root).map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
  expect(styleViolations(files).map(violationLine)).toEqual([]);
});

describe("a name is refused", () => {
  const names = [
    "scripts/build.mjs",
    "notes.md",
    "test/extra/one.test.ts",
    "shared/utils/text.ts",
    "shared/common/a.ts",
    "main/disk/helpers/path.ts",
    "main/lib/a.ts",
    "main/misc/a.ts",
    "shared/ledger/index.ts",
    "shared/ledger/merkleTree.ts",
    "shared/ledger/Merkle.ts",
  ];
  test.each(names)("%s", (path) => expect(rulesBroken(path)).toContain("name"));
});

test.each(["shared/ledger/merkle-tree.ts", "renderer/fleet/FleetScreen.tsx", "test/vitest.config.ts", "README.md"])(
  "the name %s passes",
  (path) => expect(rulesBroken(path)).toEqual([]),
);

test("a file without a purpose is refused", () => {
  expect(rulesBroken("shared/ledger/note.ts", "export const note = 1;")).toEqual(["purpose"]);
});

test("a line of 120 characters passes, one more is refused, in the program but not in tests", () => {
  const text = (characters: number): string => `${purpose}${"x".repeat(characters)}`;
  expect(rulesBroken("shared/ledger/note.ts", text(120))).toEqual([]);
  expect(rulesBroken("shared/ledger/note.ts", text(121))).toEqual(["line length"]);
  expect(rulesBroken("test/unit/note.test.ts", text(121))).toEqual([]);
});

describe("a word is refused", () => {
  const unfinished = ["TODO", "FIXME", "XXX", "HACK"].map((word) => `// ${word}: later`);
  const focused = ["test.only(", "describe.todo(", "it.skip(", "xit(", "test.fails("];
  test.each([...unfinished, ...focused, "await page.waitForTimeout(5);"])("%s", (line) => {
    expect(rulesBroken("test/unit/note.test.ts", `${purpose}${line}`)).toEqual(["banned word"]);
  });

  test("but not a test that skips itself with a reason", () => {
    const text = `${purpose}context.skip("no socat"); test.skipIf(absent)("…");`;
    expect(rulesBroken("test/unit/note.test.ts", text)).toEqual([]);
  });
});

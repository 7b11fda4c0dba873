/** The sources keep the import law, and each of its rules fails where a violation is planted. */
import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { importLaw, sharedOrder, type LawRow } from "./import-law.ts";
import { importViolations, rowOf, unreachedFiles } from "./import-violations.ts";
import { parseSource, readSources, violationLine, type SourceFile } from "./source-file.ts";

const root = join(import.meta.dirname, "..", "..");

test("the sources import only what the law allows", () => {
  const violations = importViolations(readSources(root), (path) => existsSync(join(root, path)));
  expect(violations.map(violationLine)).toEqual([]);
});

test("every file of the program is reached from an entry point", () => {
  expect(unreachedFiles(readSources(root)).map(({ file }) => file)).toEqual([]);
});

describe("the table", () => {
  test("has one row for each module, and no row allows what it must never import", () => {
    expect(new Set(importLaw.map((row) => row.module)).size).toBe(importLaw.length);
    for (const row of importLaw)
      expect([...row.mayImport, ...row.packages].filter((name) => row.never.includes(name))).toEqual([]);
  });

  test("names no module that has no row", () => {
    const names = importLaw.flatMap((row) => row.mayImport).filter((name) => !name.endsWith("/*"));
    expect(names.filter((name) => rowOf(name)?.module !== name)).toEqual([]);
  });

  test("lets each shared module see lower ones only", () => {
    const order: readonly string[] = sharedOrder;
    for (const [rank, module] of order.entries()) {
      expect((rowOf(module)?.mayImport ?? []).filter((name) => order.indexOf(name) >= rank)).toEqual([]);
    }
  });
});

describe.each(importLaw)("the row of $module", (row) => {
  const others = importLaw.filter((other) => other !== row);
  const isListed = ({ module }: LawRow): boolean =>
    row.mayImport.some((name) => name === module || module.startsWith(starless(name)));

  test("fails each module that it does not list, and no other", () => {
    for (const other of others)
      expect([other.module, rulesBroken(row, importOf(row, other.module)).length]).toEqual([
        other.module,
        isListed(other) ? 0 : 1,
      ]);
  });

  test("fails each thing that it must never import", () => {
    for (const name of row.never) expect([name, rulesBroken(row, importOf(row, name))]).toEqual([name, ["never"]]);
  });

  test("lets its packages pass and fails any other", () => {
    expect(row.packages.flatMap((name) => rulesBroken(row, importOf(row, name)))).toEqual([]);
    expect(rulesBroken(row, 'import "left-pad";')).toEqual(["unlisted package"]);
  });
});

describe("an import counts, however it is written", () => {
  const forms = [
    'import { readFile } from "node:fs";',
    'import type { Stats } from "node:fs";',
    'import "node:fs";',
    'import * as files from "fs";',
    'export { readFile } from "node:fs";',
    'export type { Stats } from "node:fs";',
    'export * from "node:fs/promises";',
    'type Stats = import("node:fs").Stats;',
    'type Files = typeof import("node:fs");',
    'const files = await import("node:fs");',
    "const files = await import(`node:fs`);",
    'const files = require("node:fs");',
    'import files = require("node:fs");',
    'const path = require.resolve("node:fs");',
    'const path = import.meta.resolve("node:fs");',
  ];
  test.each(forms)("%s", (text) => {
    expect(rulesBroken(rowNamed("shared/outcome"), text)).toEqual(["never"]);
  });

  test("the types of a whole environment", () => {
    expect(rulesBroken(rowNamed("shared/outcome"), '/// <reference types="node" />')).toEqual(["unlisted package"]);
  });

  test("a worker named beside the file", () => {
    const text = 'new Worker(new URL("../index/planted.ts", import.meta.url));';
    expect(rulesBroken(rowNamed("main/journal"), text)).toEqual(["never"]);
  });

  test.each([
    "import(name);",
    "require(name);",
    "const load = createRequire(import.meta.url);",
    "new URL(name, import.meta.url);",
  ])("what cannot be read is refused: %s", (text) =>
    expect(rulesBroken(rowNamed("main/journal"), text)).toEqual(["unreadable import"]),
  );
});

describe("a place that no row names", () => {
  test.each([
    "shared/money/price.ts",
    "main/loose.ts",
    "main/shell/tray/tray.ts",
    "renderer/gadget/gadget.tsx",
    "scripts/build.mjs",
  ])("%s", (path) => expect(rules([parseSource(path, "export const one = 1;")])).toEqual(["unlisted folder"]));

  test("is refused as a target too", () => {
    expect(rulesBroken(rowNamed("shared/outcome"), 'import "../../package.json";')).toEqual(["unlisted folder"]);
  });
});

test("a file that is not there is refused", () => {
  expect(rules([parseSource("shared/outcome/planted.ts", 'import "./gone.ts";')])).toEqual(["missing file"]);
});

describe("a circle between files", () => {
  test("of two", () => {
    expect(rules([source("a", 'import "./b.ts";'), source("b", 'import "./a.ts";')])).toEqual(["circle"]);
  });

  test("of three, closed by a type", () => {
    const files = [
      source("a", 'import "./b.ts";'),
      source("b", 'export * from "./c.ts";'),
      source("c", 'import type { A } from "./a.ts";'),
    ];
    expect(rules(files)).toEqual(["circle"]);
  });

  test("of one", () => {
    expect(rules([source("a", 'import "./a.ts";')])).toEqual(["circle"]);
  });

  test("two ways to the same file are none", () => {
    const files = [
      source("a", 'import "./b.ts"; import "./c.ts";'),
      source("b", 'import "./c.ts";'),
      source("c", "export const one = 1;"),
    ];
    expect(rules(files)).toEqual([]);
  });
});

describe("a file that no entry point reaches", () => {
  const start = (text: string): SourceFile => parseSource("main/shell/cli/throughlife.ts", text);
  const room = parseSource("shared/outcome/room.ts", "export const one = 1;");
  const unreached = (...sources: readonly SourceFile[]): readonly string[] =>
    unreachedFiles(sources).map(({ file }) => file);

  test("is dead, even where a test uses it", () => {
    const user = parseSource("test/unit/room.test.ts", 'import "../../shared/outcome/room.ts";');
    expect(unreached(start(""), room, user)).toEqual([room.path]);
  });

  test("lives when it is imported through others, or started as a worker", () => {
    const worker = parseSource("main/journal/worker.ts", 'import "../../shared/outcome/room.ts";');
    expect(unreached(start('new URL("../../journal/worker.ts", import.meta.url);'), worker, room)).toEqual([]);
  });
});

/** The rules that one planted file breaks; the files that it imports are taken to exist. */
const rulesBroken = (row: LawRow, text: string): readonly string[] =>
  importViolations([parseSource(fileOf(row.module), text)], () => true).map(({ rule }) => rule);

const rules = (sources: readonly SourceFile[]): readonly string[] =>
  importViolations(sources, () => false).map(({ rule }) => rule);

const source = (name: string, text: string): SourceFile => parseSource(`shared/outcome/${name}.ts`, text);

/** An import of something that the table names: a module, any module of a layer, or a package. */
const importOf = (row: LawRow, name: string): string => {
  if (!/^(shared|main|renderer|test|fixtures)(\/|$)/.test(name)) return `import "${name.replace("*", "fs")}";`;
  const target = importLaw.find(({ module }) => module === name || module.startsWith(`${name}/`))?.module ?? name;
  const path = posix.relative(posix.dirname(fileOf(row.module)), fileOf(target));
  return `import "${path.startsWith(".") ? path : `./${path}`}";`;
};

/** `shared/*` as the beginning of what it stands for; a plain name stands for nothing longer than itself. */
const starless = (name: string): string => (name.endsWith("*") ? name.slice(0, -1) : `${name}*`);

const fileOf = (module: string): string => (/\.\w+$/.test(module) ? module : `${module}/planted.ts`);

const rowNamed = (module: string): LawRow => {
  const row = rowOf(module);
  if (row === undefined) throw new Error(`The import law has no row ${module}`);
  return row;
};

/** package.json and package-lock.json: the same installation on every machine, from whatever registry it uses. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { lockFaults, lockFileSchema, type LockFile } from "./package-lock.ts";

const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", name), "utf8"));
const versionsSchema = z.record(z.string(), z.string());
const manifest = z
  .looseObject({
    dependencies: versionsSchema,
    devDependencies: versionsSchema,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(read("package.json"));
const lock = lockFileSchema.parse(read("package-lock.json"));

test("every dependency is pinned exactly", () => {
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test("the lock file belongs to package.json", () => {
  const { dependencies, devDependencies } = lock.packages[""] ?? {};
  expect({ dependencies, devDependencies }).toEqual({
    dependencies: manifest.dependencies,
    devDependencies: manifest.devDependencies,
  });
});

test("the lock file names no download address, misses no platform package and has a digest for each package", () => {
  expect(lockFaults(lock)).toEqual([]);
});

test("every package with an install script is decided about in package.json", () => {
  const withScript = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript === true);
  expect(withScript.map(([path]) => path.replace(/^.*node_modules\//, ""))).toEqual(Object.keys(manifest.allowScripts));
});

const planted = (path: string, change: LockFile["packages"][string]): LockFile => ({
  packages: { "": {}, "node_modules/tool": { version: "1.0.0", integrity: "sha512-AA==" }, [path]: change },
});

test("a download address is found", () => {
  const lockFile = planted("node_modules/other", {
    version: "1.0.0",
    integrity: "sha512-AA==",
    resolved: "https://example.org/other.tgz",
  });
  expect(lockFaults(lockFile)).toEqual(["node_modules/other has a download address"]);
});

test("a missing platform package is found, one in an outer folder is not taken for missing", () => {
  const optionalDependencies = { tool: "1.0.0", "tool-windows": "1.0.0" };
  const lockFile = planted("node_modules/a/node_modules/b", {
    version: "1.0.0",
    integrity: "sha512-AA==",
    optionalDependencies,
  });
  expect(lockFaults(lockFile)).toEqual(["node_modules/a/node_modules/b misses its platform package tool-windows"]);
});

test("a package without a digest is found", () => {
  expect(lockFaults(planted("node_modules/other", { version: "1.0.0" }))).toEqual([
    "node_modules/other has no sha512 digest",
  ]);
});

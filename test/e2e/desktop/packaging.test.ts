/**
 * The package of the desktop as its makers build it, around a stand-in for the runtime: what is in it, how its fuses
 * stand, that the packed program runs, and what the Debian package says.
 */
import { execFile } from "node:child_process";
import { cpSync, existsSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { extractAll, listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, expect, test, type TestContext } from "vitest";
import { z } from "zod";
import { desktopPrograms } from "../../../main/shell/electron/build/desktop-programs.ts";
import { chromiumPath, withoutChromium } from "../browser/chromium.ts";
import { buildDesktop, root, startDouble } from "./double-program.ts";
import { pump } from "./seeded-folder.ts";
import { askNode, begin } from "./window-bridge.ts";

const run = promisify(execFile);
const tools = ["dpkg", "dpkg-deb", "fakeroot", "zip"];
const onPath = (name: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));
const missing = process.platform === "linux" ? tools.filter((name) => !onPath(name)) : ["a Linux"];
const withoutTools = `Not on this machine: ${missing.join(", ")}. The desktop was not packaged.`;
const skipWithout = (context: TestContext): void => context.skip(missing.length > 0, withoutTools);

/** Some fifteen seconds on an idle machine; a safety net on one that has much else to do. */
const packagingMillisMax = 400_000;

let checkout: string;
let packages: string;

beforeAll(async () => {
  if (missing.length > 0) return;
  await buildDesktop();
  checkout = await copyOfCheckout();
  const zips = join(checkout, "zips");
  await makeRuntime(zips);
  await run(process.execPath, [join(root, "node_modules/@electron-forge/cli/dist/electron-forge.js"), "make"], {
    cwd: checkout,
    env: { ...process.env, PATH: nodeFirst(), THROUGHLIFE_ELECTRON_ZIPS: zips },
    maxBuffer: outputBytesMax,
  });
  packages = join(checkout, ".build/packages");
}, packagingMillisMax);
afterAll(async () => {
  if (missing.length === 0) await rm(checkout, { recursive: true, force: true });
});

test("the package holds the programs, the screens and what they need, and no source, test or foreign binary", (context) => {
  skipWithout(context);
  const files = listPackage(asarFile(), { isPack: false });
  for (const name of [...Object.keys(desktopPrograms), "preload"]) expect(files).toContain(`/.vite/build/${name}.cjs`);
  expect(files).toEqual(
    expect.arrayContaining([
      "/package.json",
      "/LICENSE",
      "/.build/renderer/index.html",
      "/.vite/build/fixtures/instrument",
      "/node_modules/sql.js/dist/sql-wasm.wasm",
    ]),
  );
  expect(
    files.filter((file) =>
      /\.(ts|tsx|map)$|\/(test|renderer\/app|react|vite|electron|vitest)(\/|$)|prebuilds\/(win32|darwin|android)/.test(
        file.replace("/.build/renderer", ""),
      ),
    ),
  ).toEqual([]);
  expect(statSync(asarFile()).size).toBeLessThan(appBytesMax);
  const natives = readdirSync(`${asarFile()}.unpacked`, { recursive: true }).filter((name) =>
    String(name).endsWith(".node"),
  );
  expect(natives.map(String)).toContainEqual(expect.stringContaining(`prebuilds/linux-${process.arch}/`));
});

test("every fuse stands as it should: no second program can be made of it", async (context) => {
  skipWithout(context);
  const wire = await getCurrentFuseWire(join(packages, `Throughlife-linux-${process.arch}`, "throughlife"));
  const on = [
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    FuseV1Options.OnlyLoadAppFromAsar,
    FuseV1Options.WasmTrapHandlers,
  ];
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ];
  expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => FuseState.ENABLE));
  expect(off.map((fuse) => wire[fuse])).toEqual(off.map(() => FuseState.DISABLE));
});

test("the packed program opens, keeps records, reads an instrument and draws a report out of the package alone", async (context) => {
  skipWithout(context);
  context.skip(chromiumPath() === null, withoutChromium);
  const folder = join(checkout, "run");
  const app = join(folder, "app");
  extractAll(asarFile(), app);
  cpSync(`${asarFile()}.unpacked`, app, { recursive: true });
  const program = startDouble({ app, folder });
  const page = await program.page();
  await begin(page);
  const { history } = z.looseObject({ history: z.string() }).parse(await askNode(page, "asset.register", pump));
  expect(await askNode(page, "instrument.ports", {})).toMatchObject({ ports: expect.anything() });
  expect(await askNode(page, "report.preview", { history, kind: "service-dossier" })).toMatchObject({
    download: expect.any(String),
  });
  expect(await program.stop()).toBe(0);
});

test("the Debian package installs under its name, with its menu entry, and takes the links of labels", async (context) => {
  skipWithout(context);
  const deb = made("deb", ".deb");
  const { stdout: facts } = await run("dpkg-deb", ["--info", deb]);
  expect(facts).toContain("Package: throughlife");
  expect(facts).toContain("Section: science");
  const unpacked = join(checkout, "unpacked");
  await run("dpkg-deb", ["--extract", deb, unpacked]);
  const entry = await readFile(join(unpacked, "usr/share/applications/throughlife.desktop"), "utf8");
  expect(entry).toContain("MimeType=x-scheme-handler/throughlife;");
  expect(entry).toMatch(/^Exec=throughlife %U$/m);
  expect(existsSync(join(unpacked, "usr/lib/throughlife/resources/app.asar"))).toBe(true);
  expect(existsSync(made("zip", ".zip"))).toBe(true);
});

/** Four fifths of it are fonts, the database's engine and the screens. */
const appBytesMax = 64 * 1024 * 1024;
const outputBytesMax = 16 * 1024 * 1024;

const nodeFirst = (): string => [join(process.execPath, ".."), process.env["PATH"] ?? ""].join(delimiter);

const asarFile = (): string => join(packages, `Throughlife-linux-${process.arch}`, "resources", "app.asar");

const made = (maker: string, ending: string): string => {
  const files = readdirSync(join(packages, "make", maker), { recursive: true }).map(String);
  return join(packages, "make", maker, files.find((name) => name.endsWith(ending)) ?? "");
};

/** The packager builds where it stands: it gets a place of its own, with links to everything it reads. */
const copyOfCheckout = async (): Promise<string> => {
  const copy = await mkdtemp(join(tmpdir(), "throughlife-package-"));
  for (const name of ["main", "shared", "fixtures", "renderer", "node_modules"])
    symlinkSync(join(root, name), join(copy, name));
  for (const name of ["package.json", "package-lock.json", "forge.config.ts", "tsconfig.json", "LICENSE"])
    cpSync(join(root, name), join(copy, name));
  await mkdir(join(copy, ".build"));
  cpSync(join(root, ".build/renderer"), join(copy, ".build/renderer"), { recursive: true });
  return copy;
};

/** A runtime as the packager unpacks it: a program with the place where fuses are set, and what lies beside it. */
const makeRuntime = async (zips: string): Promise<void> => {
  const { version } = z
    .looseObject({ version: z.string() })
    .parse(JSON.parse(await readFile(join(root, "node_modules/electron/package.json"), "utf8")));
  const runtime = join(zips, "runtime");
  await mkdir(join(runtime, "resources"), { recursive: true });
  const fuses = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009${"1".repeat(9)}`;
  await writeFile(join(runtime, "electron"), `#!/bin/sh\nexit 0\n# ${fuses}\n`, { mode: 0o755 });
  await writeFile(join(runtime, "version"), `v${version}`);
  for (const name of ["LICENSE", "LICENSES.chromium.html", "chrome-sandbox"])
    await writeFile(join(runtime, name), `${name}\n`);
  await run("zip", ["--quiet", "--recurse-paths", join(zips, `electron-v${version}-linux-${process.arch}.zip`), "."], {
    cwd: runtime,
  });
};

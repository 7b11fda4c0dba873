/** The link reaches a browser through a file of this user alone, or the caller hears why not. */
import { mkdtemp, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openInBrowser, type OpenParts, type StartProgram } from "../../../main/shell/browser/open-in-browser.ts";
import { startProgram } from "../../../main/shell/browser/start-program.ts";
import { valueOf } from "../../doubles/value-of.ts";

const url = "http://127.0.0.1:1234/auth?token=abc";

const partsWith = async (parts: Partial<OpenParts>): Promise<OpenParts> => ({
  url,
  platform: "linux",
  env: { DISPLAY: ":0", XDG_RUNTIME_DIR: await mkdtemp(join(tmpdir(), "throughlife-test-")) },
  start: async () => true,
  ...parts,
});

test("the token stands in a file that only this user may read, never on a command line", async () => {
  const started: (readonly [string, readonly string[]])[] = [];
  const start: StartProgram = async (program, parameters) => {
    started.push([program, parameters]);
    return program === "google-chrome";
  };
  expect(valueOf(await openInBrowser(await partsWith({ start })))).toBe("google-chrome");
  expect(started.map(([program]) => program)).toEqual(["chromium", "chromium-browser", "google-chrome"]);
  expect(JSON.stringify(started)).not.toContain("token");
  const page = fileURLToPath(started[0]?.[1][0]?.replace("--app=", "") ?? "");
  expect(await readFile(page, "utf8")).toContain(`content="0;url=${url}"`);
  expect((await stat(page)).mode & 0o777).toBe(0o600);
  expect((await stat(dirname(page))).mode & 0o777).toBe(0o700);
});

test("without a display, and without a browser, the caller hears it and can print the link", async () => {
  const blind = await openInBrowser(await partsWith({ env: {} }));
  expect(blind).toMatchObject({ ok: false, failure: { kind: "noDisplay" } });
  const bare = await openInBrowser(await partsWith({ start: async () => false }));
  expect(bare).toMatchObject({ ok: false, failure: { kind: "noBrowser", message: expect.stringContaining("Open the printed link") } });
  const unwritable = await openInBrowser(await partsWith({ env: { DISPLAY: ":0", XDG_RUNTIME_DIR: import.meta.filename } }));
  expect(unwritable).toMatchObject({ ok: false, failure: { kind: "notWritten" } });
});

test("macOS and Windows are asked in their own way", async () => {
  for (const platform of ["darwin", "win32"] as const) {
    const programs = new Set<string>();
    const start: StartProgram = async (program, parameters) => {
      programs.add(program);
      return !parameters.some((word) => word.includes("--app="));
    };
    expect(valueOf(await openInBrowser(await partsWith({ platform, env: {}, start })))).toBe("the default browser");
    expect([...programs]).toEqual([platform === "darwin" ? "open" : "cmd"]);
  }
});

test("a program that runs on counts as started; one that is missing or refuses does not", async () => {
  expect(await startProgram("/nowhere/browser", [])).toBe(false);
  expect(await startProgram(process.execPath, ["--eval", "process.exit(3)"])).toBe(false);
  expect(await startProgram(process.execPath, ["--eval", ""])).toBe(true);
  expect(await startProgram(process.execPath, ["--eval", "setTimeout(() => {}, 3000)"])).toBe(true);
});

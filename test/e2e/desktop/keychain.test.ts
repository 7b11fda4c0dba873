/** People's keys and the keychain of the system: sealed by both, and what is said where one of them is not there. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test, type TestContext } from "vitest";
import { z } from "zod";
import { chromiumPath, withoutChromium } from "../browser/chromium.ts";
import { buildDesktop, desktopFolder, startDouble, type DoubleProgram } from "./double-program.ts";
import { askNode, begin } from "./window-bridge.ts";

const path = chromiumPath();
const skipWithout = (context: TestContext): void => context.skip(path === null, withoutChromium);
let folder: string;
let removeFolder: () => Promise<void>;
let running: DoubleProgram | null = null;

beforeAll(async () => {
  if (path !== null) await buildDesktop();
});
beforeEach(async () => {
  [folder, removeFolder] = await desktopFolder();
});
afterEach(async () => {
  await running?.stop();
  running = null;
  await removeFolder();
});

/** Starts the program, does something in its window, ends it. */
const inProgram = async <T>(
  env: Readonly<Record<string, string>>,
  use: (program: DoubleProgram) => Promise<T>,
): Promise<T> => {
  const program = startDouble({ folder, env });
  running = program;
  const used = await use(program);
  expect(await program.stop()).toBe(0);
  running = null;
  return used;
};

const unlock = async (program: DoubleProgram): Promise<unknown> =>
  askNode(await program.page(), "person.unlock", { person: "Anna", pin: "482913" });

test("a key opens with its PIN on the computer and for the user that it was made by; elsewhere the reason is said", async (context) => {
  skipWithout(context);
  await inProgram({}, async (program) => begin(await program.page()));
  expect(await sealedPerson()).toMatchObject({ os_secret: true });
  const file = join(folder, "data", "secret", "os-secret.json");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const sealed = await readFile(file, "utf8");
  await inProgram({ ELECTRON_DOUBLE_ROTATED: "1" }, async (program) => {
    expect(await unlock(program)).toMatchObject({ name: "Anna", unlocked: true });
    expect(await program.notes("encryptStringAsync")).toHaveLength(1);
  });
  expect(await readFile(file, "utf8")).toBe(sealed);
  await inProgram({}, async (program) => {
    await program.wish({ do: "keychain", change: { available: false } });
    expect(await unlock(program)).toMatchObject({
      kind: "osSecretUnavailable",
      message: expect.stringContaining("Unlock the keyring"),
    });
    await program.wish({ do: "keychain", change: { available: true } });
    expect(await unlock(program)).toMatchObject({ unlocked: true });
  });
  await inProgram({ ELECTRON_DOUBLE_FOREIGN: "1" }, async (program) => {
    expect(await unlock(program)).toMatchObject({ kind: "osSecretDamaged" });
  });
});

test("without a keyring nothing is sealed by a password that stands in the program: the PIN guards alone, and that is said", async (context) => {
  skipWithout(context);
  await inProgram({ ELECTRON_DOUBLE_KEYRING: "basic_text" }, async (program) => {
    const page = await program.page();
    await begin(page);
    expect(JSON.stringify(await askNode(page, "app.status", {}))).toContain("by their PINs alone");
    expect(await program.notes("encryptStringAsync")).toEqual([]);
    expect(await unlock(program)).toMatchObject({ unlocked: true });
  });
  expect(await sealedPerson()).toMatchObject({ os_secret: false });
});

const sealedPerson = async (): Promise<unknown> => {
  const secret = join(folder, "data", "secret");
  const [person = ""] = (await readdir(secret)).filter((name) => name.startsWith("person-"));
  return z.looseObject({ os_secret: z.boolean() }).parse(JSON.parse(await readFile(join(secret, person), "utf8")));
};

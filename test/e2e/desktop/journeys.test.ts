/** The same ways through the program in every shell that shows it: what each shell carries itself is walked once. */
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test, type TestContext } from "vitest";
import { findRunningNode } from "../../../main/shell/local/local-client.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { desktopFolder, until } from "./double-program.ts";
import { shells, type OpenedShell } from "./desktop-shells.ts";
import { replacement, seedFolder, seededPerson } from "./seeded-folder.ts";

describe.each(shells)("$name", ({ missing, open, prepare }) => {
  const skipWithout = (context: TestContext): void => context.skip(missing !== null, missing ?? "");
  let shell: OpenedShell;
  let folder: string;
  let asset: string;
  let removeFolder: () => Promise<void>;

  beforeAll(async () => {
    if (missing !== null) return;
    await prepare();
    [folder, removeFolder] = await desktopFolder();
    ({ asset } = await seedFolder(folder));
    shell = await open(folder);
  });
  afterAll(async () => {
    if (missing !== null) return;
    await shell.close();
    await removeFolder();
  });

  const go = (address: string): Promise<void> => shell.page.evaluate((hash) => void (location.hash = hash), address);
  const outside = async () => {
    const node = await findRunningNode(join(folder, "data"));
    if (node === null) throw new Error("The command line does not reach the program that has the data folder open");
    return node;
  };

  test("shows what was recorded before it was opened, and goes to it by the address of the screen", async (context) => {
    skipWithout(context);
    await shell.page.getByText("P-101A").first().waitFor();
    await go(`/asset/${asset}`);
    await shell.page.getByText("Drive end bearing noisy").first().waitFor();
  });

  test("shows by itself what a command records from outside, signed by who is unlocked", async (context) => {
    skipWithout(context);
    const node = await outside();
    valueOf(await node.call("person.unlock", { person: seededPerson.name, pin: seededPerson.pin }));
    valueOf(await node.call("work.log", { ...replacement, history: asset }));
    await shell.page.getByText("Drive end bearing replaced").first().waitFor();
    await node.close();
  });

  test("saves a bundle where the person says, and verifies the very file", async (context) => {
    skipWithout(context);
    const node = await outside();
    const { download } = valueOf(await node.call("bundle.export", { histories: [asset] }));
    await node.close();
    const saved = join(folder, "P-101A.bundle");
    await shell.save(saved, () => shell.page.evaluate((handle) => location.assign(`download/${handle}`), download));
    await until("the saved bundle", async () => (existsSync(saved) && (await stat(saved)).size > 0 ? true : undefined));
    await shell.page.getByText("Drive end bearing replaced").first().waitFor();
    await go("/verify");
    const files = shell.page.locator("input[type=file]").first();
    await files.setInputFiles({
      name: "P-101A.bundle",
      mimeType: "application/octet-stream",
      buffer: await readFile(saved),
    });
    await shell.page
      .getByText(/accepted/i)
      .first()
      .waitFor();
  });

  test("opens the palette by its key", async (context) => {
    skipWithout(context);
    await go("/");
    await shell.page.getByText("P-101A").first().waitFor();
    await shell.page.keyboard.press("Control+k");
    await shell.page.getByRole("dialog").getByRole("textbox").first().waitFor();
    await shell.page.keyboard.press("Escape");
  });
});

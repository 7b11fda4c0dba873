/** The first minutes with the desktop: the demo fleet is made by the node itself and opened; the size chosen there stays. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { chromiumPath, withoutChromium } from "../browser/chromium.ts";
import { withPageText } from "../browser/shell-window.ts";
import { buildDesktop, desktopFolder, startDouble, until, type DoubleProgram } from "./double-program.ts";
import { askNode, begin } from "./window-bridge.ts";

const path = chromiumPath();
/** Some eighty commands are played, each with its own opening and closing of a data folder. */
const makingMillisMax = 180_000;
let folder: string;
let removeFolder: () => Promise<void>;
let running: DoubleProgram[];

beforeAll(async () => {
  if (path !== null) await buildDesktop();
});
beforeEach(async (context) => {
  context.skip(path === null, withoutChromium);
  running = [];
  [folder, removeFolder] = await desktopFolder();
});
afterEach(async () => {
  if (path === null) return;
  for (const program of running) await program.stop();
  await removeFolder();
});

const start = (env: Readonly<Record<string, string>> = {}): DoubleProgram => {
  const program = startDouble({ env, folder });
  running.push(program);
  return program;
};

test("the demo fleet is made and opened behind its door, with its documents in their frame, and left again", async () => {
  // As on a machine where nobody has asked for simulated instruments.
  const program = start({ THROUGHLIFE_SIMULATORS: "" });
  const page = await program.page();
  await withPageText(page, async () => {
    await page.getByRole("button", { name: /demo fleet/i }).first().click();
    await page.getByRole("button", { name: "Open the demo fleet" }).click();
    await page.getByText("WT-047").first().waitFor({ timeout: makingMillisMax });
  });
  expect(await askNode(page, "app.state", {})).toMatchObject({ begun: true, demo: true, folder: join(folder, "data-demo", "north-shore-wind") });
  expect(existsSync(join(folder, "data", "keys"))).toBe(false);
  const { rows } = fleetSchema.parse(await askNode(page, "asset.list", {}));
  const [{ history }] = rows;
  await page.evaluate((hash) => void (location.hash = hash), `/asset/${history}/dossier`);
  // The browser's own viewer has drawn the pages once it frames the document a second time.
  await until("the pages in their frame", async () => (page.frames().filter((frame) => /\/download\/\w+\?show/.test(frame.url())).length === 2 ? true : undefined));
  expect(await askNode(page, "app.leave-demo", {})).toEqual({});
  expect(await askNode(page, "app.state", {})).toMatchObject({ begun: false, demo: false });
}, 2 * makingMillisMax);

const fleetSchema = z.looseObject({ rows: z.tuple([z.looseObject({ history: z.string() })]).rest(z.unknown()) });

test("the size is kept by the shell: the next start draws at it from the first, and the settings show it", async () => {
  const first = start();
  const page = await first.page();
  expect(await first.noted("zoom")).toBe(1);
  await begin(page);
  await page.reload();
  await page.getByRole("heading", { name: "Fleet" }).waitFor();
  await first.wish({ do: "click", id: "zoom-in" });
  await expect.poll(async () => (await first.notes("zoom")).at(-1)).toBe(1.1);
  await page.evaluate(() => localStorage.clear());
  await first.stop();
  const second = start();
  await second.page();
  expect(await second.noted("zoom")).toBe(1.1);
  await second.wish({ do: "click", id: "zoom-in" });
  await expect.poll(async () => (await second.notes("zoom")).at(-1)).toBe(1.25);
});

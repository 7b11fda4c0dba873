/** What the window itself does, whichever screen stands: commands, palette, back and forward, size, looks, notices, help. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeScreenNode, type ScreenNode } from "../../doubles/screen-node.ts";
import { idOf, turbine } from "../../doubles/screen-rows.ts";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { buildScreens, expectNoComplaints, openShellWindow, takePicture, temporaryFolder, withPageText, type Looks, type ShellWindow } from "./shell-window.ts";

const path = chromiumPath();
let browser: Browser;
let folder: string;
let removeFolder: () => Promise<void>;

beforeAll(async () => {
  if (path === null) return;
  await buildScreens();
  browser = await startChromium(path);
  [folder, removeFolder] = await temporaryFolder();
});
afterAll(async () => {
  if (path === null) return;
  await browser.close();
  await removeFolder();
});
beforeEach((context) => context.skip(path === null, withoutChromium));

const inWindow = async (run: (window: ShellWindow, node: ScreenNode) => Promise<void>, looks: Looks = {}): Promise<void> => {
  const node = makeScreenNode({ uploadsFolder: folder });
  const made = join(folder, "made.txt");
  await writeFile(made, "The pages of a report");
  const findDownload = () => ({ path: made, name: "made.txt", mediaType: "text/plain" });
  const window = await openShellWindow(browser, { ...node, findDownload, uploadsFolder: folder }, looks);
  try {
    await withPageText(window.page, () => run(window, node));
    expectNoComplaints(window);
  } finally {
    node.close();
    await window.close();
  }
};

test("the palette leads to a tag, to a record by the beginning of its id, to a command on the asset one stands on", () =>
  inWindow(async ({ page, go }) => {
    const open = async (typed: string, choice: RegExp): Promise<void> => {
      await page.keyboard.press("Control+k");
      await page.getByRole("textbox", { name: "Go to or do" }).fill(typed);
      await page.getByRole("button", { name: choice }).first().waitFor();
      await takePicture(page, `palette ${typed.slice(0, 8)}`);
      await page.keyboard.press("Enter");
    };
    await page.getByRole("heading", { name: "Fleet" }).waitFor();
    await open("p-101", /^P-101A/);
    await page.getByRole("heading", { name: "P-101A" }).waitFor();
    await expect.poll(() => page.title()).toBe("P-101A · Throughlife");
    await open("log work", /^Log work: P-101A/);
    await page.getByRole("heading", { name: "Log work on P-101A" }).waitFor();
    await open(idOf(`${turbine} 64`).slice(0, 12), /Main bearing temperature high/);
    await page.getByText("Signature, Ed25519").waitFor();
    await go("/settings");
    await page.keyboard.press("Control+k");
    await page.getByRole("textbox", { name: "Go to or do" }).fill("log work");
    await page.getByRole("button", { name: "Help: Log work" }).waitFor();
    expect(await page.getByRole("button", { name: /^Log work/ }).count()).toBe(0);
  }));

test("every menu opens, tells its keys, and does what the key does; what does not apply cannot be chosen", () =>
  inWindow(async ({ page }, node) => {
    await page.getByRole("button", { name: "Asset", exact: true }).click();
    expect(await page.getByRole("menuitem", { name: /^Log work/ }).isDisabled()).toBe(true);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Go", exact: true }).click();
    await takePicture(page, "menu");
    await page.getByRole("menuitem", { name: /^Verify/ }).click();
    await page.getByRole("heading", { name: "Verify" }).waitFor();
    await page.keyboard.press("Control+/");
    await page.getByRole("dialog", { name: "Keys" }).getByText("Go to or do anything").waitFor();
    await page.keyboard.press("Escape");
    node.emit({ event: "command", command: "go-exchange" });
    await page.getByRole("heading", { name: "Exchange" }).waitFor();
    node.emit({ event: "command", command: "no-such-command" });
    await page.keyboard.press("Control+l");
    await page.getByText("Nobody signs", { exact: true }).waitFor();
  }));

test("back and forward lead to the very place: scrolled as far, with the focus on the same row", () =>
  inWindow(async ({ page }) => {
    const row = page.getByRole("row", { name: /P-0139/ });
    const scrolled = () => page.evaluate(() => Math.max(...[...document.querySelectorAll("#content *")].map(({ scrollTop }) => scrollTop)));
    await page.getByRole("row", { name: /WTG-07/ }).waitFor();
    await page.getByRole("row", { name: /WTG-07/ }).hover();
    await page.mouse.wheel(0, 1200);
    await row.click();
    await page.getByRole("heading", { name: /P-0139/ }).waitFor();
    await page.keyboard.press("Alt+ArrowLeft");
    await row.waitFor();
    await expect.poll(scrolled).toBeGreaterThan(800);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? "")).toContain("P-0139");
    await page.getByRole("button", { name: "Forward" }).click();
    await page.getByRole("heading", { name: /P-0139/ }).waitFor();
    expect(await page.getByRole("button", { name: "Forward" }).isDisabled()).toBe(true);
  }));

test("size goes from 75 to 200 % and is remembered; at 200 % nothing is cut off", () =>
  inWindow(async ({ page, go }) => {
    await go("/settings");
    const letters = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
    for (let step = 0; step < 9; step++) await page.keyboard.press("Control+=");
    expect(await letters()).toBe(32);
    await page.reload();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    expect(await letters()).toBe(32);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await takePicture(page, "size 200");
    for (let step = 0; step < 9; step++) await page.keyboard.press("Control+-");
    expect(await letters()).toBe(12);
    await page.keyboard.press("Control+0");
    expect(await letters()).toBe(16);
  }));

test("figures are written as the person prefers, beside what the instrument said, and the records stay as they are", () =>
  inWindow(async ({ page, go }) => {
    await go("/settings");
    await page.getByText("Comma, 2,5").click();
    await page.getByText("22.11.2026", { exact: true }).click();
    await page.getByRole("radiogroup", { name: "Units beside what was recorded" }).getByText("US", { exact: true }).click();
    await page.getByText(/2,31 mm\/s \(≈ 0,0909 in\/s\)/).waitFor();
    await takePicture(page, "figures");
    await go(`/asset/${turbine}`);
    await page.getByText("2,31 mm/s").first().waitFor();
    await page.getByText("≈ 0,0909 in/s").first().waitFor();
    await page.getByText("24,31 °C").first().waitFor();
    await takePicture(page, "preferred units");
    await go(`/asset/${turbine}/entry/${idOf(`${turbine} 64`)}`);
    await page.getByRole("group", { name: "Copy: Bytes, canonical" }).getByText('"2026-').first().waitFor();
  }));

test("notices are kept until they are read; help stands beside the screen it is about, and is searched", () =>
  inWindow(async ({ page, go }) => {
    await page.getByRole("button", { name: "2 unread notices" }).click();
    await page.getByText("Exchanged with Depot Esbjerg: 128 records received, 42 sent.").waitFor();
    await page.getByRole("button", { name: "Mark all as read" }).click();
    await page.getByRole("button", { name: "Mark all as read" }).waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Notices" }).waitFor();
    await go(`/asset/${turbine}/log`);
    await page.getByRole("heading", { name: "Log work on WTG-07" }).waitFor();
    await page.keyboard.press("F1");
    await page.getByRole("dialog", { name: "Help: Log work" }).getByText("In under a minute").waitFor();
    await takePicture(page, "help beside");
    await page.getByRole("link", { name: "All help" }).click();
    await page.getByRole("textbox", { name: "Search the help" }).fill("stolen");
    await page.getByRole("link", { name: /^Person and lock/ }).click();
    await page.getByText("Have its keys revoked in the register.").waitFor();
  }));

test("long work has a number in the status line, and is stopped there by its id", () =>
  inWindow(async ({ page }, node) => {
    await page.getByRole("heading", { name: "Fleet" }).waitFor();
    node.emit({ event: "progress", id: "exchange", task: "import", done: 256, of: 5486 });
    await page.getByText("Rows imported: 256 of 5,486").waitFor();
    await takePicture(page, "long work");
    await page.getByRole("button", { name: /^Stop: Rows imported/ }).click();
    await expect.poll(() => node.recorded().filter(({ method }) => method === "task.cancel")).toEqual([{ method: "task.cancel", request: { id: "exchange" } }]);
    node.emit({ event: "task-ended", id: "exchange", task: "import" });
    await page.getByText("Rows imported: 256 of 5,486").waitFor({ state: "detached" });
  }));

/** A data folder that needs new keys: what the settings say of it, and the dialog that makes them, by touch and in the dark. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeScreenNode, type ScreenNode } from "../../doubles/screen-node.ts";
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

const restored = { found: null, kind: "restored", reason: "The journal ends before record 48211, which was written here: this data folder was restored from a backup." } as const;

const inSettings = async (looks: Looks, run: (window: ShellWindow, node: ScreenNode) => Promise<void>): Promise<void> => {
  const node = makeScreenNode({ mustRenew: restored, uploadsFolder: folder });
  const window = await openShellWindow(browser, { ...node, findDownload: () => null, uploadsFolder: folder }, looks);
  try {
    await withPageText(window.page, async () => {
      await window.go("/settings");
      await run(window, node);
    });
    expectNoComplaints(window);
  } finally {
    node.close();
    await window.close();
  }
};

test.each([
  ["touch", { density: "touch" }],
  ["dark", { theme: "dark" }],
] as const)("new keys are made in the dialog, a wrong PIN is said and kept apart (%s)", (name, looks) =>
  inSettings(looks, async ({ page }, node) => {
    await page.getByText(restored.reason).waitFor();
    await takePicture(page, `renewal need ${name}`);
    await page.getByRole("button", { name: "Renew…" }).click();
    const dialog = page.getByRole("dialog", { name: "Make new keys" });
    const make = dialog.getByRole("button", { name: "Make new keys" });
    await make.click();
    await dialog.getByText("Six digits or more.").waitFor();
    await dialog.getByLabel("PIN").fill("999999");
    await make.click();
    await dialog.getByRole("alert").getByText("This is not the PIN of this key.").waitFor();
    expect(node.recorded()).toEqual([]);
    await takePicture(page, `renewal dialog ${name}`);
    expect((await new AxeBuilder({ page }).include("[role=dialog]").withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze()).violations).toEqual([]);
    await dialog.getByLabel("PIN").fill("123456");
    await make.click();
    await dialog.getByText("There are new keys. You can record again.").waitFor();
    await dialog.getByText("Depot Esbjerg: 3 records received, 0 sent").waitFor();
    await dialog.getByText("Havblik Energy was not reached whole. Nothing answers at 192.168.4.21:47600.").waitFor();
    await dialog.getByText(/The Register of Havblik Energy does not know the new keys yet/).waitFor();
    await takePicture(page, `renewal done ${name}`);
    await dialog.getByRole("button", { name: "Done" }).click();
    await page.getByText(restored.reason).waitFor({ state: "hidden" });
    expect(node.recorded().map(({ method }) => method)).toEqual(["installation.renew"]);
  }),
);

test("whoever gives no PIN gets the new key when it is unlocked next", () =>
  inSettings({}, async ({ page }, node) => {
    await page.getByRole("button", { name: "Renew…" }).click();
    const dialog = page.getByRole("dialog", { name: "Make new keys" });
    await dialog.getByRole("combobox", { name: "Who signs here now" }).click();
    await page.getByRole("option", { name: /^Nobody/ }).click();
    await dialog.getByRole("button", { name: "Make new keys" }).click();
    await dialog.getByText(/ with the next PIN\.$/).waitFor();
    expect(node.recorded()).toEqual([{ method: "installation.renew", request: { person: null } }]);
  }));

test("the rules that an older register lacks are shown before they are added", () =>
  inSettings({ density: "touch" }, async ({ page }, node) => {
    await page.getByText("No rule names 3 kinds of records").waitFor();
    await takePicture(page, "rules missing");
    await page.getByRole("button", { name: "Add the usual rules…" }).click();
    const dialog = page.getByRole("dialog", { name: "Add the usual rules" });
    await dialog.getByRole("row", { name: /^Core received operator, owner, service-provider/ }).waitFor();
    await takePicture(page, "rules dialog");
    expect((await new AxeBuilder({ page }).include("[role=dialog]").withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze()).violations).toEqual([]);
    await dialog.getByRole("button", { name: "Back" }).click();
    expect(node.recorded()).toEqual([]);
  }));

/** The library of reports at the screens, over a node in memory: found, looked at, verified, handed over, made. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { basePdf } from "../../../main/document/base-pdf.ts";
import { makeScreenNode, type ScreenNode } from "../../doubles/screen-node.ts";
import { idOf } from "../../doubles/screen-rows.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { worksheetDocument } from "../../unit/document/worksheet-document.ts";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { buildScreens, expectNoComplaints, openShellWindow, takePicture, temporaryFolder, withPageText } from "./shell-window.ts";

const path = chromiumPath();
let browser: Browser;
let folder: string;
let removeFolder: () => Promise<void>;

beforeAll(async () => {
  if (path === null) return;
  await buildScreens();
  browser = await startChromium(path);
  [folder, removeFolder] = await temporaryFolder();
  const pages = valueOf(await basePdf(worksheetDocument({ size: "A4", orientation: "landscape" }, 1)));
  await writeFile(join(folder, "made.pdf"), pages);
});
afterAll(async () => {
  if (path === null) return;
  await browser.close();
  await removeFolder();
});
beforeEach((context) => context.skip(path === null, withoutChromium));

const inLibrary = async (run: (page: Page, node: ScreenNode, go: (address: string) => Promise<unknown>) => Promise<void>) => {
  const uploadsFolder = join(folder, "uploads");
  const node = makeScreenNode({ uploadsFolder, begun: true });
  const findDownload = (handle: string) =>
    handle.startsWith("handle-") ? { path: join(folder, "made.pdf"), name: "made.pdf", mediaType: "application/pdf" } : null;
  const window = await openShellWindow(browser, { ...node, findDownload, uploadsFolder });
  try {
    await window.go("/reports");
    await window.page.getByRole("heading", { name: "Reports", exact: true }).waitFor();
    await withPageText(window.page, () => run(window.page, node, window.go));
    expectNoComplaints(window);
  } finally {
    node.close();
    await window.close();
  }
};

const titles = (page: Page) => page.locator(".issued-open").allTextContents();

test("what was issued is found by kind, words and day; a day that is none is said beside its field", () =>
  inLibrary(async (page) => {
    await page.getByRole("button", { name: "Service dossier P-101A" }).waitFor();
    expect(await titles(page)).toHaveLength(4);
    await page.getByLabel("Search").fill("p-101");
    await expect.poll(() => titles(page)).toEqual(["Service dossier P-101A"]);
    await page.getByLabel("From day").fill("2026-13-01");
    await page.getByText("Write a day as 2026-11-22.").waitFor();
    await page.getByLabel("From day").fill("2026-10-20");
    await page.getByText("No document fits. Take a filter away.").waitFor();
    await page.getByRole("button", { name: "Take all filters away" }).click();
    await expect.poll(() => titles(page)).toHaveLength(4);
    await takePicture(page, "reports");
  }));

test("an issued document is shown as the very PDF, verified again by one press, and its handing over is recorded", () =>
  inLibrary(async (page) => {
    await page.getByRole("button", { name: "Service dossier P-101A" }).click();
    const frame = page.locator("iframe");
    await frame.waitFor();
    expect(await frame.getAttribute("src")).toMatch(/handle-dossier-preview-pdf/);
    await page.getByRole("button", { name: "Verify again" }).click();
    await page.getByRole("alert").getByText("Verified", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Record a handing over" }).click();
    await page.getByRole("button", { name: "Sign and record" }).click();
    await page.getByText("Say to whom it went.").waitFor();
    await page.getByLabel("To whom", { exact: true }).fill("Havblik Energy, claims desk");
    await page.getByText("paper", { exact: true }).click();
    await page.getByRole("button", { name: "Sign and record" }).click();
    await page.locator(".handed").getByText("Havblik Energy, claims desk").waitFor();
    await takePicture(page, "issued report");
  }));

test("a document that lies elsewhere says so, and cannot be verified here", () =>
  inLibrary(async (page, _node, go) => {
    await go(`/reports/${idOf("issued changed")}`);
    await page.getByText("No copy lies here").waitFor();
    expect(await page.getByRole("button", { name: "Verify again" }).count()).toBe(0);
  }));

test("a report is chosen by tag and opened with its pages; it is issued in the role that was chosen", () =>
  inLibrary(async (page, node) => {
    const field = page.getByRole("combobox", { name: "Service dossier: Choose an asset" });
    await field.fill("no such asset");
    await field.press("Enter");
    await page.getByText("Nothing here is called that.").waitFor();
    await field.fill("WTG-07");
    await page.getByRole("option", { name: "WTG-07", exact: true }).click();
    await page.getByRole("heading", { name: "Service dossier of WTG-07" }).waitFor();
    await page.locator("iframe").waitFor();
    await page.getByText(/^5 pages/).waitFor();
    expect(node.recorded().filter(({ method }) => method === "report.issue")).toEqual([]);
    await page.getByRole("button", { name: "Issue and sign" }).click();
    await page.getByText(/^Issued: 5 pages/).waitFor();
    await page.getByRole("link", { name: "In the list of reports" }).click();
    await page.getByRole("button", { name: "Record a handing over" }).waitFor();
  }));

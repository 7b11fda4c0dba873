/** The first day of a remanufacturer at the real program, by keyboard alone: a core comes in, is graded with photos, and goes out under warranty. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redPixel } from "../../doubles/photo-bytes.ts";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { tabAndChoose, tabAndPress, tabAndType } from "./keyboard.ts";
import { serveProgram, type ServedProgram } from "./served-program.ts";
import { buildScreens, expectNoComplaints, openLink, takePicture, withPageText, type ShellWindow } from "./shell-window.ts";

const path = chromiumPath();
let browser: Browser;
let program: ServedProgram;
let window: Omit<ShellWindow, "shell">;

beforeAll(async () => {
  if (path === null) return;
  await buildScreens();
  [browser, program] = await Promise.all([startChromium(path), serveProgram()]);
  window = await openLink(browser, program.link);
});
afterAll(async () => {
  if (path === null) return;
  await browser.close();
  await program.stop();
  await program.remove();
});

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true }).waitFor();

test("a company of remanufacturers begins, and sells a unit against a deposit", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await tabAndPress(page, /^Start your register/);
    await heading(page, "Start your register");
    await page.keyboard.type("Alba Reman Works");
    await tabAndChoose(page, "What it is", "remanu", /^remanufacturer/);
    await tabAndType(page, "Your name", "Ann Lee");
    await tabAndType(page, "PIN", "314159");
    await tabAndType(page, "PIN again", "314159");
    await page.keyboard.press("Control+Enter");
    await heading(page, "First steps");

    await tabAndPress(page, "Cores");
    await page.getByText("No core was received yet. Receive the first one.").waitFor();
    await tabAndPress(page, "Entitlements");
    await tabAndPress(page, "Record an entitlement");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Give the serial number of the unit that was sold.").waitFor();
    await tabAndType(page, "Serial number of the unit sold", "R-88");
    await tabAndType(page, "Part number", "4917");
    await tabAndChoose(page, "Equipment class", "compress", /CO /);
    await tabAndType(page, "Deposit", "1,000.00");
    await tabAndType(page, "Holder", "Alba Ferries");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("row", { name: /R-88.*1,000\.00 USD.*Alba Ferries.*open/ }).waitFor();
    await takePicture(page, "cores entitlements");
  });
});

test("a core is scanned in, once", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await tabAndPress(page, "Cores");
    await tabAndPress(page, "Receive a core");
    await tabAndType(page, "Serial number of the core", "(01)09506000134352(21)TC-4711(241)4917");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("textbox", { name: "Serial number of the core" }).inputValue()).toBe("TC-4711");
    expect(await page.getByLabel("Part number").inputValue()).toBe("4917");
    await tabAndType(page, "Serial number of the unit sold", "r 88");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("radio", { name: /R-88/ }).isChecked()).toBe(true);
    await tabAndType(page, "RGA number", "RGA-22");
    await tabAndType(page, "Where it is received", "Dock 2");
    await page.keyboard.press("Control+Enter");
    await page.getByText("No asset here has this serial number. Choose its equipment class.").waitFor();
    await tabAndChoose(page, "Equipment class", "compress", /CO /);
    await takePicture(page, "cores receive");
    await page.keyboard.press("Control+Enter");
    await heading(page, "Core TC-4711");
    await page.getByText("Nobody has graded it yet.").waitFor();

    await tabAndPress(page, "Cores");
    await tabAndPress(page, "Receive a core");
    await tabAndType(page, "Serial number of the core", "tc 4711");
    await page.keyboard.press("Enter");
    await page.getByText("This core was received already:").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText(/was received already: on .* at Dock 2 by Ann Lee, Alba Reman Works under RGA RGA-22/).waitFor();
    await takePicture(page, "cores received twice");
  });
});

test("it is graded with a photo for each defect: 140.00", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  const photo = (name: string) => ({ buffer: redPixel, mimeType: "image/png", name });
  await withPageText(page, async () => {
    await tabAndPress(page, "Cores");
    await tabAndPress(page, "TC-4711");
    await tabAndPress(page, "Grade it");
    await tabAndChoose(page, "Programme", "CW", /CW Turbo/);
    await tabAndPress(page, /^Record "CW Turbo/);
    await page.getByRole("button", { name: /^Record "CW Turbo/ }).waitFor({ state: "detached" });
    await tabAndPress(page, /Turbine \(exhaust\) housing/, "Space");
    await page.getByTestId("credit").getByText("200.00 USD").waitFor();
    await tabAndPress(page, /Damaged stud/, "Space");
    await tabAndType(page, "Pieces", "2");
    await page.getByTestId("credit").getByText("140.00 USD").waitFor();
    await page.keyboard.press("Control+Enter");
    expect(await page.getByText("A photo of this defect is needed.").count()).toBe(2);
    const files = page.locator("input[type=file]");
    await files.nth(0).setInputFiles({ buffer: Buffer.from("a note, no picture"), mimeType: "image/jpeg", name: "crack.jpg" });
    await page.getByText('"crack.jpg" is not a photo: it is a text.').waitFor();
    await files.nth(0).setInputFiles(photo("housing.png"));
    await page.getByRole("img", { name: "housing.png" }).waitFor();
    await files.nth(1).setInputFiles(photo("studs.png"));
    await page.getByRole("img", { name: "studs.png" }).waitFor();
    await takePicture(page, "cores grade");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Graded Damaged: credit 140.00 USD").waitFor();
    await page.getByText("By CW Turbo core policy").waitFor();
    await takePicture(page, "cores core");
    await tabAndPress(page, "Cores");
    await page.getByRole("row", { name: /TC-4711.*Damaged.*140\.00 USD/ }).waitFor();
    await takePicture(page, "cores list");
  });
});

test("it goes out under warranty, which is judged, claimed and printed", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await tabAndPress(page, "TC-4711");
    await tabAndPress(page, "Warranty");
    await tabAndPress(page, "Issue a warranty");
    await heading(page, "Warranty on TC-4711");
    await tabAndType(page, "Certificate number", "W-2026-0017");
    await tabAndType(page, "Product", "Turbocharger HX55");
    await tabAndType(page, "Months", "6");
    await tabAndType(page, "Limit", "4000");
    await tabAndType(page, "Months", "12");
    await tabAndType(page, "Where that is written", "Maker's terms 2025");
    await page.keyboard.press("Control+Enter");
    await page.getByText(/the new product has 12 months, this one 6 months/).waitFor();
    await tabAndType(page, "Months", "24");
    await tabAndType(page, "Limit on the same counter", "4000");
    await takePicture(page, "warranty issue");
    await page.keyboard.press("Control+Enter");
    await heading(page, "Warranty W-2026-0017");
    await page.getByText('"operating hours" had not passed').waitFor();
    await tabAndPress(page, "Claim");
    await tabAndType(page, "What failed", "Shaft seized");
    await tabAndPress(page, /^Record the claim/);
    await page.getByRole("link", { name: "Record" }).or(page.getByText("Shaft seized")).first().waitFor();
    await takePicture(page, "warranty judged");

    await tabAndPress(page, "Certificate");
    await tabAndPress(page, /^Issue and sign/);
    await page.getByText(/^Issued: \d+ pages?/).waitFor();
    await takePicture(page, "warranty certificate");
    const download = page.waitForEvent("download");
    await tabAndPress(page, "Save the PDF");
    const certificate = await readFile(await (await download).path());
    await tabAndPress(page, "Verify");
    await tabAndPress(page, /^Use my own register/);
    await page.locator("input[type=file]").setInputFiles({ buffer: certificate, mimeType: "application/pdf", name: "certificate.pdf" });
    await page.getByRole("heading", { name: "Verified", exact: true }).waitFor();
    await tabAndPress(page, "Cores");
    await tabAndPress(page, "Warranties");
    await page.getByRole("row", { name: /W-2026-0017.*In/ }).waitFor();
    await takePicture(page, "warranty list");
  });
  expectNoComplaints(window);
});

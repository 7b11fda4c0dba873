/** The first day of a remanufacturer at the real program: a core comes in, is graded with photos, and goes out under warranty. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redPixel } from "../../doubles/photo-bytes.ts";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
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
  window = await openLink(browser, program.link, { density: "touch" });
});
afterAll(async () => {
  if (path === null) return;
  await browser.close();
  await program.stop();
  await program.remove();
});

const choose = async (page: Page, label: string, text: string, option: RegExp): Promise<void> => {
  await page.getByRole("combobox", { name: label }).or(page.getByRole("textbox", { name: label })).first().fill(text);
  await page.getByRole("option", { name: option }).first().click();
};
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true }).waitFor();

test("a company of remanufacturers begins, and sells a unit against a deposit", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await page.getByText(/^Start your register/).first().click();
    await heading(page, "Start your register");
    await page.getByLabel("Company", { exact: false }).first().fill("Alba Reman Works");
    await choose(page, "What it is", "remanu", /^remanufacturer/);
    await page.keyboard.press("Escape");
    await page.getByLabel("Your name").fill("Ann Lee");
    await page.getByLabel("PIN", { exact: true }).fill("314159");
    await page.getByLabel("PIN again").fill("314159");
    await page.keyboard.press("Control+Enter");
    await heading(page, "First steps");

    await page.getByRole("link", { name: "Cores" }).click();
    await page.getByText("No core was received yet. Receive the first one.").waitFor();
    await page.getByRole("link", { name: "Entitlements" }).click();
    await page.getByRole("link", { name: "Record an entitlement" }).click();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Give the serial number of the unit that was sold.").waitFor();
    await page.getByLabel("Serial number of the unit sold").fill("R-88");
    await page.getByLabel("Part number").fill("4917");
    await choose(page, "Equipment class", "compress", /CO /);
    await page.getByLabel("Deposit").fill("1,000.00");
    await page.getByLabel("Holder").fill("Alba Ferries");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("row", { name: /R-88.*1,000\.00 USD.*Alba Ferries.*open/ }).waitFor();
    await takePicture(page, "cores entitlements");
  });
});

test("a core is scanned in, once", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await page.getByRole("link", { name: "Cores" }).click();
    await page.getByRole("link", { name: "Receive a core" }).click();
    await page.getByRole("textbox", { name: "Serial number of the core" }).fill("(01)09506000134352(21)TC-4711(241)4917");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("textbox", { name: "Serial number of the core" }).inputValue()).toBe("TC-4711");
    expect(await page.getByLabel("Part number").inputValue()).toBe("4917");
    await page.getByRole("textbox", { name: "Serial number of the unit sold" }).fill("r 88");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("radio", { name: /R-88/ }).isChecked()).toBe(true);
    await page.getByLabel("RGA number").fill("RGA-22");
    await page.getByLabel("Where it is received").fill("Dock 2");
    await page.keyboard.press("Control+Enter");
    await page.getByText("No asset here has this serial number. Choose its equipment class.").waitFor();
    await choose(page, "Equipment class", "compress", /CO /);
    await takePicture(page, "cores receive");
    await page.keyboard.press("Control+Enter");
    await heading(page, "Core TC-4711");
    await page.getByText("Nobody has graded it yet.").waitFor();

    await page.getByRole("link", { name: "Cores" }).click();
    await page.getByRole("link", { name: "Receive a core" }).click();
    await page.getByRole("textbox", { name: "Serial number of the core" }).fill("tc 4711");
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
    await page.getByRole("link", { name: "Cores" }).click();
    await page.getByRole("link", { name: "TC-4711" }).click();
    await page.getByRole("link", { name: "Grade it" }).click();
    await choose(page, "Programme", "CW", /CW Turbo/);
    await press(page, /^Record "CW Turbo/);
    await page.getByRole("button", { name: /^Record "CW Turbo/ }).waitFor({ state: "detached" });
    await page.getByRole("checkbox", { name: /Turbine \(exhaust\) housing/ }).check();
    await page.getByTestId("credit").getByText("200.00 USD").waitFor();
    await page.getByRole("checkbox", { name: /Damaged stud/ }).check();
    await page.getByLabel("Pieces").fill("2");
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
    await page.getByRole("link", { name: "Cores" }).click();
    await page.getByRole("row", { name: /TC-4711.*Damaged.*140\.00 USD/ }).waitFor();
    await takePicture(page, "cores list");
  });
});

test("it goes out under warranty, which is judged, claimed and printed", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await page.getByRole("link", { name: "TC-4711" }).click();
    await page.getByRole("link", { name: "Warranty", exact: true }).click();
    await page.getByRole("link", { name: "Issue a warranty" }).click();
    await heading(page, "Warranty on TC-4711");
    await page.getByLabel("Certificate number").fill("W-2026-0017");
    await page.getByLabel("Product", { exact: true }).fill("Turbocharger HX55");
    await page.getByLabel("Months").first().fill("6");
    await page.getByLabel("Limit", { exact: true }).fill("4000");
    await page.getByRole("group", { name: "The new product is given" }).getByLabel("Months").fill("12");
    await page.getByLabel("Where that is written").fill("Maker's terms 2025");
    await page.keyboard.press("Control+Enter");
    await page.getByText(/the new product has 12 months, this one 6 months/).waitFor();
    await page.getByLabel("Months").first().fill("24");
    await page.getByLabel("Limit on the same counter").fill("4000");
    await takePicture(page, "warranty issue");
    await page.keyboard.press("Control+Enter");
    await heading(page, "Warranty W-2026-0017");
    await page.getByText('"operating hours" had not passed').waitFor();
    await page.getByText("Claim", { exact: true }).click();
    await page.getByLabel("What failed").fill("Shaft seized");
    await press(page, /^Record the claim/);
    await page.getByRole("link", { name: "Record" }).or(page.getByText("Shaft seized")).first().waitFor();
    await takePicture(page, "warranty judged");

    await page.getByRole("link", { name: "Certificate" }).click();
    await press(page, /^Issue and sign/);
    await page.getByText(/^Issued: \d+ pages?/).waitFor();
    await takePicture(page, "warranty certificate");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Save the PDF" }).click();
    const certificate = await readFile(await (await download).path());
    await page.getByRole("link", { name: "Verify" }).click();
    await press(page, /^Use my own register/);
    await page.locator("input[type=file]").setInputFiles({ buffer: certificate, mimeType: "application/pdf", name: "certificate.pdf" });
    await page.getByRole("heading", { name: "Verified", exact: true }).waitFor();
    await page.getByRole("link", { name: "Cores" }).click();
    await page.getByRole("link", { name: "Warranties" }).click();
    await page.getByRole("row", { name: /W-2026-0017.*In/ }).waitFor();
    await takePicture(page, "warranty list");
  });
  expectNoComplaints(window);
});

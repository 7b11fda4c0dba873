/** Maintenance at the real program: a plan is signed, comes due, is done with a photo; every figure says where it is from. */
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
  window = await openLink(browser, program.link);
  window.page.setDefaultTimeout(10_000);
});
afterAll(async () => {
  if (path === null) return;
  await browser.close();
  await program.stop();
  await program.remove();
});

const begin = async (page: Page): Promise<void> => {
  await page.getByText(/^Start your register/).first().click();
  await page.getByLabel("Company", { exact: false }).first().fill("Nordwind Service");
  await page.getByRole("combobox", { name: "What it is" }).or(page.getByRole("textbox", { name: "What it is" })).first().fill("service");
  await page.getByRole("option", { name: /^service-provider/ }).first().click();
  await page.keyboard.press("Escape");
  await page.getByLabel("Your name").fill("Anna Vestergaard");
  await page.getByLabel("PIN", { exact: true }).fill("482913");
  await page.getByLabel("PIN again").fill("482913");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "First steps" }).waitFor();
  await window.go("/register");
  await page.getByLabel("Tag").fill("P-101A");
  await page.getByRole("combobox", { name: "Equipment class" }).or(page.getByRole("textbox", { name: "Equipment class" })).first().fill("pump");
  await page.getByRole("option").first().click();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "P-101A" }).waitFor();
};

test("a plan names what is wrong in it, is signed, and its task comes due", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await begin(page);
    await page.getByRole("link", { name: "Plan maintenance" }).click();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Give months, a counter, or both.").waitFor();
    await page.getByLabel("What is to be done").fill("Change the oil");
    await page.getByLabel("Every … months").fill("six");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Write a whole number of months").waitFor();
    await page.getByLabel("Every … months").fill("6");
    await page.getByLabel("Counted from the day").fill("2020-01-31");
    await page.getByLabel("Every … units").fill("4000");
    await page.getByLabel("Counter", { exact: true }).first().fill("running hours");
    await takePicture(page, "maintenance plan");
    await page.keyboard.press("Control+Enter");
    await page.getByText("The plan is recorded.").waitFor();
    await page.getByText("Overdue", { exact: true }).waitFor();
    await page.getByText("the counter was never read").waitFor();
    await takePicture(page, "maintenance due");
  });
});

test("one press on a figure shows the records behind it with their standing, a second one the bytes", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await page.getByRole("button", { name: "due 2020-07-31" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Where this figure comes from" });
    await dialog.getByText("Planned 1 task: Change the oil").waitFor();
    await dialog.getByText(/Accepted\. In force/).waitFor();
    await dialog.getByRole("link", { name: "Show the bytes" }).click();
    await page.getByText("Signature, Ed25519").waitFor();
    await page.keyboard.press("Escape");
  });
});

test("the task is done with a photo, which opens in full; the next due day is six months on", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await page.getByRole("link", { name: "Log it" }).click();
    await expect.poll(() => page.getByLabel("Summary").inputValue()).toBe("Change the oil");
    expect(await page.getByRole("checkbox", { name: /Change the oil/ }).isChecked()).toBe(true);
    await page.locator("input[type=file]").setInputFiles({ name: "oil.png", mimeType: "image/png", buffer: Buffer.from(redPixel) });
    await page.getByText("oil.png").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Recorded: Change the oil").waitFor();
    await page.getByText(/^last done /).waitFor();
    expect(await page.getByText("Overdue", { exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: /Work\s*Change the oil/ }).click();
    await page.getByRole("button", { name: "Look at oil.png" }).click();
    const photo = page.getByRole("dialog", { name: "oil.png" });
    await photo.getByText("Anna Vestergaard", { exact: false }).waitFor();
    expect(await photo.getByRole("img", { name: "oil.png" }).evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await page.keyboard.press("Escape");
  });
});

test("the history is filtered by kind and text, the fleet by what is due, and a view of it is named and found again", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await page.getByRole("textbox", { name: "Text", exact: true }).fill("oil");
    await page.getByText("2 entries fit").waitFor();
    await page.getByRole("textbox", { name: "Text", exact: true }).fill("nothing like it");
    await page.getByText("No entry fits.").waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    await window.go("/");
    await page.getByRole("button", { name: "Overdue 0" }).click();
    await page.getByText("No asset fits.").waitFor();
    await page.getByRole("button", { name: "All 1" }).click();
    await page.getByRole("textbox", { name: "Search the fleet" }).fill("p-101");
    await page.getByRole("row", { name: /P-101A/ }).waitFor();
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("menuitem", { name: "Save or arrange views…" }).click();
    await page.keyboard.press("Enter");
    await page.getByText("Write a name.").waitFor();
    await page.getByLabel("Name for what you look at now").fill("My pumps");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Name of the view My pumps" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Clear the search" }).click();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("my pumps");
    await page.getByRole("button", { name: /My pumps/ }).last().click();
    await expect.poll(() => page.getByRole("textbox", { name: "Search the fleet" }).inputValue()).toBe("p-101");
    await takePicture(page, "fleet view");
  });
  expectNoComplaints(window);
});

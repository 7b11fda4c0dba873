/** The first day of a safety manager at the real program: a study comes in, is linked, tested, made stale by a change, reviewed and printed. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { serveProgram, type ServedProgram } from "./served-program.ts";
import { buildScreens, expectNoComplaints, openLink, takePicture, withPageText, type ShellWindow } from "./shell-window.ts";

const path = chromiumPath();
const studyFile = join(import.meta.dirname, "../../../fixtures/hazop/seal-oil-skid.opha");
let browser: Browser;
let program: ServedProgram;
let window: Omit<ShellWindow, "shell">;

beforeAll(async () => {
  if (path === null) return;
  await buildScreens();
  [browser, program] = await Promise.all([startChromium(path), serveProgram()]);
  window = await openLink(browser, program.link);
  window.page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  if (path === null) return;
  await browser.close();
  await program.stop();
  await program.remove();
});

const part = (page: Page, name: string) => page.getByRole("group", { name: "Parts of the study" }).getByRole("button", { name }).click();
const passTest = async (page: Page, safeguard: RegExp, device: string): Promise<void> => {
  await page.getByRole("row", { name: safeguard }).getByRole("button", { name: "Log a proof test" }).click();
  await page.getByLabel("Device that was tested").fill(device);
  await page.keyboard.press("Control+Enter");
  await page.getByText("Write what was done and seen.").waitFor();
  await page.getByLabel("What was done and seen").fill("Lifted at 12.1 bar on the bench, reseated tight");
  await page.keyboard.press("Control+Enter");
  await page.getByText("The passed test is recorded.").waitFor();
};

test("a company begins, registers the device, and takes the study in with what is wrong in it", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await page.getByText(/^Start your register/).first().click();
    await page.getByLabel("Company", { exact: false }).first().fill("Havblik Energy");
    await page.getByRole("combobox", { name: "What it is" }).or(page.getByRole("textbox", { name: "What it is" })).first().fill("safety");
    await page.getByRole("option", { name: /^safety-manager/ }).first().click();
    await page.keyboard.press("Escape");
    await page.getByLabel("Your name").fill("Mette Holm");
    await page.getByLabel("PIN", { exact: true }).fill("314159");
    await page.getByLabel("PIN again").fill("314159");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "First steps" }).waitFor();

    await window.go("/register");
    await page.getByLabel("Tag").fill("PSV-101");
    await page.getByRole("combobox", { name: "Equipment class" }).or(page.getByRole("textbox", { name: "Equipment class" })).first().fill("valve");
    await page.getByRole("option").first().click();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "PSV-101" }).waitFor();

    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.getByText("No study is here yet.").waitFor();
    const field = page.locator("input[type=file]");
    await field.setInputFiles({ name: "half.opha", mimeType: "application/json", buffer: (await readFile(studyFile)).subarray(0, 4_000) });
    await page.getByRole("alert").filter({ hasText: "half.opha" }).or(page.getByRole("alert")).first().waitFor();
    await field.setInputFiles(studyFile);
    await page.getByText("which is not among the Safeguards").waitFor();
    await page.getByText("Seal oil skid (invented) is taken in.").waitFor();
    await takePicture(page, "safety findings");
    await page.getByRole("row", { name: /Seal oil skid.*Not protected.*Valid/ }).waitFor();
  });
});

test("a safeguard is linked, both are tested, and the state of the node follows from that", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await page.getByRole("link", { name: "Seal oil skid (invented)" }).click();
    const node = page.getByRole("button", { name: /1\. Seal oil pump and header/ });
    await node.getByText("Not protected", { exact: true }).waitFor();
    const cell = page.getByRole("gridcell", { name: "1.1.1.1" });
    await cell.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Row 1.1.1.1" }).getByText("Not credited", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await takePicture(page, "safety worksheet");

    await part(page, "Safeguards");
    await page.getByRole("button", { name: /^More: Relief valve/ }).click();
    await page.getByRole("menuitem", { name: "Link to an asset" }).click();
    await page.getByRole("option", { name: /PSV-101/ }).click();
    await page.keyboard.press("Control+Enter");
    await page.getByText("The link is recorded.").waitFor();
    await page.getByRole("row", { name: /Relief valve/ }).getByRole("link", { name: "PSV-101" }).waitFor();

    await passTest(page, /Relief valve/, "SN 4711");
    await node.getByText("Not protected", { exact: true }).waitFor();
    await passTest(page, /High pressure trip/, "SN 4712");
    await node.getByText("Unmonitored", { exact: true }).waitFor();
    await passTest(page, /Local gauge/, "PI-103");
    await node.getByText("Protected", { exact: true }).waitFor();
    await takePicture(page, "safety tested");
    await page.getByRole("button", { name: /^Healthy/ }).first().click();
    await page.getByRole("dialog", { name: "Where this figure comes from" }).waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("textbox", { name: "See the study at a past time" }).fill("2026-01-01 08:00");
    await page.keyboard.press("Escape");
    await page.getByText(/Everything on this page is as of 2026-01-01 08:00/).waitFor();
    await node.getByText("Not protected", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Log a proof test" }).count()).toBe(0);
    await takePicture(page, "safety as of");
    await page.getByRole("button", { name: "Back to now" }).click();
  });
});

test("a change says which node it makes stale, and the review of the node makes the study valid again", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await page.getByRole("link", { name: "PSV-101" }).click();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Record a change" }).click();
    const effect = page.locator(".change-effect");
    await effect.getByText("One node has to be reviewed after this change:").waitFor();
    await effect.getByText("becomes stale").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Choose what was changed.").waitFor();
    await page.getByText("Write one line, of at most 2,000 letters.").waitFor();
    await page.getByLabel("Summary").fill("Relief set pressure from 12.0 to 13.5 bar");
    const kind = page.getByRole("combobox", { name: "What was changed" }).or(page.getByRole("textbox", { name: "What was changed" })).first();
    await kind.fill("part");
    await page.getByRole("option", { name: "Part" }).click();
    await page.getByRole("radio", { name: "Replaced in kind" }).check();
    await effect.getByText("A replacement in kind leaves it as it is.").waitFor();
    await kind.fill("set");
    await page.getByRole("option", { name: "Setpoint" }).click();
    expect(await page.getByRole("radio", { name: "Replaced in kind" }).isDisabled()).toBe(true);
    await effect.getByText("becomes stale").waitFor();
    await page.getByLabel("Change request or permit").fill("MOC-2026-014");
    await takePicture(page, "safety change");
    await page.keyboard.press("Control+Enter");
    await page.getByText("The change is recorded: Relief set pressure from 12.0 to 13.5 bar").waitFor();
    await page.getByRole("button", { name: /^Stale/ }).waitFor();
    await takePicture(page, "safety changed asset");

    await page.getByRole("link", { name: "Seal oil pump and header" }).click();
    const facts = page.getByRole("region", { name: "Seal oil pump and header" });
    await facts.getByRole("button", { name: /^Stale/ }).click();
    await page.getByRole("dialog", { name: "Where this figure comes from" }).getByText(/Changed not in kind .* Relief set pressure/).first().waitFor();
    await page.keyboard.press("Escape");
    await facts.getByRole("button", { name: "Review this node" }).click();
    const review = page.getByRole("dialog", { name: /^Review of/ });
    await review.getByText("It covers 1 open change.").waitFor();
    await review.getByLabel("Remark").fill("The header stands 16 bar; the rows stay as they are.");
    await takePicture(page, "safety review");
    await page.keyboard.press("Control+Enter");
    await page.getByText("The review is recorded.").waitFor();
    await facts.getByRole("button", { name: /^Valid/ }).waitFor();
    await takePicture(page, "safety reviewed");
  });
});

test("a channel of an instrument watches a deviation, until it is taken away", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  const row = page.getByRole("dialog", { name: "Row 1.1.1.1" });
  const openRow = async (): Promise<void> => {
    await page.getByRole("gridcell", { name: "1.1.1.1" }).focus();
    await page.keyboard.press("Enter");
  };
  await withPageText(page, async () => {
    await openRow();
    await row.getByText("No instrument watches this deviation.").waitFor();
    await row.getByRole("button", { name: "Watch it with an instrument" }).click();
    const binding = page.getByRole("dialog", { name: 'Which readings show "MORE Pressure"?' });
    await binding.getByRole("option", { name: /PSV-101/ }).or(page.getByRole("option", { name: /PSV-101/ })).first().click();
    await binding.getByLabel("Channel", { exact: false }).first().fill("header pressure");
    await binding.getByLabel("Unit of the limits").fill("bar");
    await page.keyboard.press("Control+Enter");
    await binding.getByText("Give at least one limit.").waitFor();
    await binding.getByLabel("Alert, above").fill("12");
    await binding.getByLabel("Action, above").fill("11");
    await binding.getByText("The limits must rise").waitFor();
    await binding.getByLabel("Action, above").fill("13,5");
    await binding.getByText("The limits must rise").waitFor({ state: "detached" });
    await binding.getByLabel("Dead band").fill("0.5");
    await binding.getByLabel("Delay, seconds").fill("2");
    await takePicture(page, "safety channel");
    await page.keyboard.press("Control+Enter");
    await page.getByText("The instrument watches the deviation.").waitFor();

    await openRow();
    await row.getByText("PSV-101 header pressure").waitFor();
    await row.getByText("alert above 12 bar; action above 13.5 bar").waitFor();
    await row.getByText("No reading yet").waitFor();
    await takePicture(page, "safety watched");
    await row.getByRole("button", { name: "Change how PSV-101 header pressure watches" }).click();
    expect(await binding.getByLabel("Delay, seconds").inputValue()).toBe("2");
    await binding.getByRole("button", { name: "Take the binding away" }).click();
    await page.getByText("The instrument no longer watches the deviation.").waitFor();
    await openRow();
    await row.getByText("No instrument watches this deviation.").waitFor();
    await page.keyboard.press("Escape");
  });
});

test("the device says what depends on it, and the study is printed under a signature", async (context) => {
  context.skip(path === null, withoutChromium);
  const { page } = window;
  await withPageText(page, async () => {
    await part(page, "Safeguards");
    await page.getByRole("link", { name: "PSV-101" }).click();
    await page.getByText("one row of the study depends on it").waitFor();
    await takePicture(page, "safety asset");
    await page.getByRole("link", { name: "Seal oil skid (invented)" }).click();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Report" }).click();
    await page.getByRole("heading", { name: "HAZOP study of Seal oil skid (invented)" }).waitFor();
    await page.getByRole("button", { name: /Issue and sign/ }).click();
    await page.getByText(/^Issued: \d+ pages?/).waitFor({ timeout: 60_000 });
    await takePicture(page, "safety report");
  });
  expectNoComplaints(window);
});

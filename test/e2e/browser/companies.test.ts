/** Two companies meet on the screen: one makes a code, the other joins behind the welcome door, and a machine crosses over. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { serveProgram, type ServedProgram } from "./served-program.ts";
import { buildScreens, expectNoComplaints, openLink, takePicture, withPageText } from "./shell-window.ts";

const path = chromiumPath();
let browser: Browser;
let owner: ServedProgram;
let service: ServedProgram;

beforeAll(async () => {
  if (path === null) return;
  await buildScreens();
  [browser, owner, service] = await Promise.all([startChromium(path), serveProgram(), serveProgram()]);
});
afterAll(async () => {
  if (path === null) return;
  await browser.close();
  await Promise.all([owner.stop(), service.stop()]);
  await Promise.all([owner.remove(), service.remove()]);
});

const beginAs = async (page: Page, company: string, role: string, person: string): Promise<void> => {
  await page.getByLabel("Your company").fill(company);
  await page.getByRole("combobox", { name: "What it is" }).click();
  await page.getByRole("option", { name: role, exact: true }).click();
  await page.getByLabel("Your name").fill(person);
  await page.getByLabel("PIN", { exact: true }).fill("482913");
  await page.getByLabel("PIN again").fill("482913");
};

const goTo = async (page: Page, address: string): Promise<void> => {
  await page.evaluate((hash) => (location.hash = hash), address);
};

test("a code made on one screen lets another company in, and its first exchange brings the machine over", async (context) => {
  context.skip(path === null, withoutChromium);
  const [first, second] = [await openLink(browser, owner.link), await openLink(browser, service.link)];
  await withPageText(first.page, () => withPageText(second.page, async () => {
    const { page } = first;
    await page.getByRole("button", { name: /^Start your register/ }).click();
    await beginAs(page, "Havblik Energy A/S", "owner", "Mette Holm");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("heading", { name: "First steps" }).waitFor();
    await goTo(page, "/register");
    await page.getByRole("heading", { name: "Register an asset" }).waitFor();
    await page.getByLabel("Tag").fill("P-204");
    await page.getByRole("combobox", { name: "Equipment class" }).fill("pump");
    await page.getByRole("option", { name: /Pumps/ }).click();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "P-204" }).waitFor();
    await goTo(page, "/exchange");
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    await page.getByLabel("What you call it").fill("Nordwind Service ApS");
    await page.getByRole("combobox", { name: "Roles" }).click();
    await page.getByRole("option", { name: "service-provider" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Make the code" }).click();
    const code = (await page.getByText(/^[0-9A-Z]{5}(-[0-9A-Z]{1,5})+$/).textContent()) ?? "";
    await takePicture(page, "invitation");
    await page.keyboard.press("Escape");

    const other = second.page;
    await other.getByRole("button", { name: /^Join a company/ }).click();
    await beginAs(other, "Nordwind Service ApS", "service-provider", "Anna Vestergaard");
    await other.getByLabel("Invitation code").fill(code);
    await other.getByRole("button", { name: "Begin and join" }).click();
    await other.getByRole("heading", { name: "Exchange", exact: true }).waitFor();
    await other.getByText("Havblik Energy A/S").first().waitFor();
    await takePicture(other, "joined");
    await other.getByRole("button", { name: /^Sync now/ }).first().click();
    await goTo(other, "/");
    await other.getByRole("row", { name: /P-204/ }).waitFor();
    await page.getByText("Nordwind Service ApS").first().waitFor();
  }));
  expectNoComplaints(first);
  expectNoComplaints(second);
  expect(second.page.url()).toMatch(/#\/$/);
  await first.close();
  await second.close();
});

/** The same day of a field engineer on a tablet: a glass, gloves, taps alone, and every target at least 44 px high. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { serveProgram, type ServedProgram } from "./served-program.ts";
import { buildScreens, expectNoComplaints, openLink, takePicture, withPageText } from "./shell-window.ts";

const path = chromiumPath();
let browser: Browser;
let program: ServedProgram;

beforeAll(async () => {
  if (path === null) return;
  await buildScreens();
  [browser, program] = await Promise.all([startChromium(path), serveProgram()]);
});
afterAll(async () => {
  if (path === null) return;
  await browser.close();
  await program.stop();
  await program.remove();
});

test("a field engineer with gloves begins, registers a pump, finds a defect, logs the work and issues the dossier", async (context) => {
  context.skip(path === null, withoutChromium);
  const window = await openLink(browser, program.link, { density: "touch", hasTouch: true });
  const { page } = window;
  const heading = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
  await withPageText(page, async () => {
    await tap(page.getByRole("link", { name: /^Start your register/ }).or(page.getByRole("button", { name: /^Start your register/ })));
    await heading("Start your register");
    await write(page, "Your company", "Nordwind Service ApS");
    await choose(page, "What it is", "service-prov", /^service-provider/);
    await tap(page.getByRole("heading", { name: "Start your register" }));
    await write(page, "Your name", "Anna Vestergaard");
    await write(page, "PIN", "482913");
    await write(page, "PIN again", "482913");
    await tap(page.locator("button[type=submit]"));
    await heading("First steps");
    await takePicture(page, "touch first steps");

    await tap(page.getByRole("link", { name: "Fleet" }));
    await tap(page.getByRole("link", { name: /Register/ }).first());
    await heading("Register an asset");
    await write(page, "Tag", "P-101A");
    await choose(page, "Equipment class", "pump", /Pumps/);
    await write(page, "Serial number", "480117-03");
    await tap(page.locator("button[type=submit]"));
    await heading("P-101A");

    await tap(page.getByRole("link", { name: /Report defect/ }).or(page.getByRole("button", { name: /Report defect/ })));
    await heading("Report a defect on P-101A");
    await write(page, "Summary", "Drive end bearing noisy");
    await choose(page, "Failure mode", "noise", /NOI/);
    await tap(page.locator("button[type=submit]"));
    await page.getByText("Reported: Drive end bearing noisy").waitFor();
    await takePicture(page, "touch defect");

    await tap(page.getByRole("link", { name: /Log work/ }).or(page.getByRole("button", { name: /Log work/ })));
    await heading("Log work on P-101A");
    await write(page, "Summary", "Drive end bearing replaced");
    await write(page, "Active hours", "2.5");
    await tap(page.locator("label", { hasText: "Drive end bearing noisy" }));
    await takePicture(page, "touch work");
    await tap(page.locator("button[type=submit]"));
    await page.getByText("Recorded: Drive end bearing replaced").waitFor();
    await page.getByText("None open.").waitFor();
    await takePicture(page, "touch asset");

    await tap(page.getByRole("link", { name: /Dossier/ }).or(page.getByRole("button", { name: /Dossier/ })));
    await heading("Service dossier of P-101A");
    await tap(page.getByRole("button", { name: "Issue and sign" }));
    await page.getByText(/^Issued: \d+ pages?/).waitFor();
    await takePicture(page, "touch dossier");

    await tap(page.getByRole("button", { name: "Lock", exact: true }));
    await page.getByText("Nobody signs", { exact: true }).waitFor();
    await tap(page.getByText("Nobody signs", { exact: true }));
    for (const digit of "482913") await tap(page.getByRole("button", { name: digit, exact: true }));
    await takePicture(page, "touch PIN");
    await tap(page.getByRole("button", { name: "Unlock", exact: true }));
    await page.getByText(/Anna Vestergaard, /).waitFor();
  });
  expectNoComplaints(window);
  await window.close();
});

/** What a gloved finger hits for sure, in pixels; a hair less for fractions of a pixel. */
const targetPixels = 43.5;

/** Taps once it can be tapped, and only where it is big enough to be hit: the button itself, or what carries the field. */
const tap = async (what: Locator): Promise<void> => {
  await what.waitFor();
  const height = await what.evaluate((element) => {
    const target = element.closest("button, a, label, .mantine-Input-wrapper, [role=option], [role=row]") ?? element;
    return target.matches("button, a, label, .mantine-Input-wrapper, [role=option], [role=row]")
      ? target.getBoundingClientRect().height
      : null;
  });
  if (height !== null) expect(height, `${String(what)} is too low for a glove`).toBeGreaterThanOrEqual(targetPixels);
  await what.tap();
};

/** The keyboard of the tablet types where the finger has been. */
const write = async (page: Page, label: string, text: string): Promise<void> => {
  const name = { exact: true, name: label };
  const field = page.getByRole("textbox", name).or(page.getByRole("combobox", name));
  await tap(field.or(page.getByLabel(label, { exact: true })).first());
  await page.keyboard.type(text);
};

const choose = async (page: Page, label: string, text: string, option: RegExp): Promise<void> => {
  await write(page, label, text);
  await tap(page.getByRole("option", { name: option }).first());
};

/** The day of a field engineer at the real program, by keyboard alone: from the first start to a verified bundle. */
import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { tabTo } from "./keyboard.ts";
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

test("a field engineer begins, registers a pump, finds a defect, reads a sensor, logs the work and hands it over", async (context) => {
  context.skip(path === null, withoutChromium);
  const window = await openLink(browser, program.link);
  const { page } = window;
  const { keyboard } = page;

  await withPageText(page, async () => {
    await page.getByRole("heading", { name: "Throughlife" }).waitFor();
    await tabTo(page, /^Start your register/);
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "Start your register" }).waitFor();
    await keyboard.type("Nordwind Service ApS");
    await tabTo(page, "What it is");
    await keyboard.type("service-prov");
    await page.getByRole("option", { name: "service-provider" }).waitFor();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await tabTo(page, "Your name");
    await keyboard.type("Anna Vestergaard");
    await tabTo(page, "PIN");
    await keyboard.type("482913");
    await tabTo(page, "PIN again");
    await keyboard.type("482913");
    await keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "First steps" }).waitFor();
    await page.getByText(/Anna Vestergaard, /).waitFor();
    await takePicture(page, "day first steps");

    await keyboard.press("Control+k");
    await page.getByRole("textbox", { name: "Go to or do" }).waitFor();
    await keyboard.type("register");
    await page.getByRole("button", { name: /^Register an asset/ }).waitFor();
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "Register an asset" }).waitFor();
    await keyboard.type("P-101A");
    await tabTo(page, "Equipment class");
    await keyboard.type("pump");
    await page.getByRole("option", { name: /Pumps/ }).waitFor();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await tabTo(page, "Serial number");
    await keyboard.type("480117-03");
    await tabTo(page, "Maker");
    await keyboard.type("Brandt");
    await keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "P-101A" }).waitFor();

    await keyboard.press("d");
    await page.getByRole("heading", { name: "Report a defect on P-101A" }).waitFor();
    await keyboard.type("Drive end bearing noisy");
    await tabTo(page, "Failure mode");
    await keyboard.type("noise");
    await page.getByRole("option", { name: /NOI/ }).waitFor();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await keyboard.press("Control+Enter");
    await page.getByText("Reported: Drive end bearing noisy").waitFor();

    await keyboard.press("i");
    await page.getByRole("heading", { name: "Instrument" }).waitFor();
    await tabTo(page, "Port");
    await keyboard.type("sim:wtvb01");
    await keyboard.press("Escape");
    await tabTo(page, "Profile");
    await keyboard.type("WTVB01");
    await page.getByRole("option", { name: /WTVB01/ }).waitFor();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await tabTo(page, "Start");
    await keyboard.press("Enter");
    await page.getByText("Simulated: never evidence").waitFor();
    await page.getByText(/^[1-9]\d* recorded$/).waitFor();
    await takePicture(page, "day instrument");
    await tabTo(page, "Stop");
    await keyboard.press("Enter");
    await page.getByText(/Ended in order after/).waitFor();

    await keyboard.press("g");
    await keyboard.press("f");
    await page.getByRole("grid", { name: "Assets" }).waitFor();
    await keyboard.press("/");
    await keyboard.type("480117");
    await page.getByText("1 asset", { exact: true }).waitFor();
    await tabTo(page, /P-101A/);
    await keyboard.press("Enter");
    await page.getByRole("link", { name: "Drive end bearing noisy" }).waitFor();

    await keyboard.press("l");
    await page.getByRole("heading", { name: "Log work on P-101A" }).waitFor();
    await keyboard.type("Drive end bearing replaced");
    await tabTo(page, "Active hours");
    await keyboard.type("2.5");
    await tabTo(page, "Drive end bearing noisy NOI");
    await keyboard.press("Space");
    await keyboard.press("Control+Enter");
    await page.getByText("Recorded: Drive end bearing replaced").waitFor();
    await page.getByText("None open.").waitFor();
    await takePicture(page, "day asset");

    await tabTo(page, /Drive end bearing replaced/);
    await keyboard.press("Enter");
    await tabTo(page, "Show the bytes");
    await keyboard.press("Enter");
    await page.getByText("Signature, Ed25519").waitFor();
    await page.getByRole("group", { name: "Copy: Bytes, canonical" }).getByText("service/performed@1").waitFor();
    await takePicture(page, "day bytes");
    await keyboard.press("Escape");

    await keyboard.press("p");
    await page.getByRole("heading", { name: "Service dossier of P-101A" }).waitFor();
    await tabTo(page, "Issue and sign");
    await keyboard.press("Enter");
    await page.getByText(/^Issued: \d+ pages?/).waitFor();
    const dossier = page.waitForEvent("download");
    await tabTo(page, "Save the PDF");
    await keyboard.press("Enter");
    const issued = await (await dossier).path();

    await keyboard.press("g");
    await keyboard.press("v");
    await page.getByRole("heading", { name: "Verify" }).waitFor();
    await tabTo(page, "Use my own register");
    await keyboard.press("Enter");
    await page.locator("input[type=file]").setInputFiles({ name: "dossier.pdf", mimeType: "application/pdf", buffer: await readFile(issued) });
    await page.getByRole("heading", { name: "Verified", exact: true }).waitFor();
    await takePicture(page, "day verified");

    await keyboard.press("w");
    await tabTo(page, "Lock");
    await keyboard.press("Enter");
    await page.getByText("Nobody signs", { exact: true }).waitFor();
  });
  expectNoComplaints(window);
  await window.close();
});

test("what was recorded is there after the program was ended and started again", async (context) => {
  context.skip(path === null, withoutChromium);
  expect(await program.stop()).toBe(0);
  program = await serveProgram(program.folder);
  const window = await openLink(browser, program.link);
  await window.page.getByRole("row", { name: /P-101A/ }).click();
  await window.page.getByRole("button", { name: /Drive end bearing replaced/ }).waitFor();
  await window.page.getByText("Nobody signs", { exact: true }).waitFor();
  await window.page.keyboard.press("p");
  await window.page.getByRole("button", { name: "Preview" }).click();
  await window.page.getByRole("link", { name: "Save the preview" }).waitFor();
  await takePicture(window.page, "day preview");
  expectNoComplaints(window);
  await window.close();
});

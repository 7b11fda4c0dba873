/** Decisions in a real window: a quorum is met, a conflict is resolved, an equivocation is shown and its proof verified. */
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { valueOf } from "../../doubles/value-of.ts";
import { seededPerson } from "../desktop/seeded-folder.ts";
import { begin } from "../sync/throughlife-process.ts";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { inspector, playDecisions, type DecisionScene } from "./decision-scene.ts";
import { buildScreens, expectNoComplaints, openShellWindow, takePicture, temporaryFolder, withPageText, type ShellWindow } from "./shell-window.ts";

const path = chromiumPath();
let browser: Browser;
let scene: DecisionScene;
let folder: string;
let removeFolder: () => Promise<void>;

beforeAll(async () => {
  if (path === null) return;
  await buildScreens();
  [folder, removeFolder] = await temporaryFolder();
  scene = await playDecisions(folder);
  browser = await startChromium(path);
}, 120_000);
afterAll(async () => {
  if (path === null) return;
  await browser.close();
  valueOf(await scene.node.close());
  await removeFolder();
});
beforeEach((context) => context.skip(path === null, withoutChromium));

const inWindow = async (run: (window: ShellWindow) => Promise<void>): Promise<void> => {
  const window = await openShellWindow(browser, scene.node);
  try {
    await withPageText(window.page, () => run(window));
    expectNoComplaints(window);
  } finally {
    await window.close();
  }
};

const standingOf = async (id: string): Promise<string> => valueOf(await scene.node.call("decision.standing", { id })).entry.standing.standing;
const signIn = (person: { readonly name: string; readonly pin: string }) => scene.node.call("person.unlock", { person: person.name, pin: person.pin });
const take = async (file: string): Promise<void> => void valueOf(await scene.node.call("bundle.import", { file: { path: file } }));
const expectAccessible = async ({ page }: ShellWindow): Promise<void> =>
  expect((await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze()).violations).toEqual([]);

test("a record that needs a quorum is provisional until a second person stands behind it", () =>
  inWindow(async (window) => {
    const { page } = window;
    expect(await standingOf(scene.work)).toBe("provisional");
    await window.go("/decisions");
    await page.getByText("You wrote it, and the rule asks for somebody else.").waitFor();
    await page.getByText("anybody as inspector").waitFor();
    valueOf(await signIn(inspector));
    await page.getByRole("link", { name: "Decisions 1" }).waitFor();
    await page.getByRole("button", { name: /^Provisional: why/ }).click();
    const dialog = page.getByRole("dialog", { name: "How this record stands" });
    await dialog.getByText("It needs 1 of role:inspector to stand behind it; 0 did.").waitFor();
    await dialog.getByText("quorum of service/performed: 1 role:inspector").waitFor();
    await dialog.getByText(/put into force by Anna Vestergaard, Nordwind Service ApS/).first().waitFor();
    await takePicture(page, "decision standing");
    await expectAccessible(window);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await takePicture(page, "decisions endorsements");
    await expectAccessible(window);
    await page.getByRole("textbox", { name: /^What you state/ }).fill("Looked at the bearing on site.");
    await page.getByRole("button", { name: "Endorse as inspector" }).click();
    await page.getByText("No record waits for an endorsement.").waitFor();
    expect(await standingOf(scene.work)).toBe("accepted");
    expect(await scene.node.call("decision.endorse", { target: scene.work })).toMatchObject({ ok: false, failure: { kind: "endorsedAlready" } });
  }));

test("a history is sealed at a hand-over, and its receiver confirms it", () =>
  inWindow(async (window) => {
    const { page } = window;
    valueOf(await signIn(seededPerson));
    await window.go(`/asset/${scene.asset}`);
    await page.getByRole("button", { name: "Seal…" }).click();
    const dialog = page.getByRole("dialog", { name: "Seal this history" });
    await dialog.getByRole("button", { name: "Seal and sign" }).click();
    await dialog.getByText("Say who receives.").waitFor();
    await dialog.getByRole("combobox", { name: "Who receives" }).fill("Bo");
    await page.getByRole("option", { name: inspector.name }).click();
    await dialog.getByRole("textbox", { name: /^Why/ }).fill("Handed over with the test run of May.");
    await takePicture(page, "custody seal");
    await expectAccessible(window);
    await dialog.getByRole("button", { name: "Seal and sign" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByText("Not confirmed by the receiver").waitFor();
    valueOf(await signIn(inspector));
    await page.getByRole("link", { name: "Decisions 1" }).click();
    await page.getByRole("button", { name: "Seals 1" }).click();
    await page.getByRole("button", { name: "Endorse as inspector" }).click();
    await page.getByText(`Confirmed by ${inspector.name}, Nordwind Service ApS`).waitFor();
    await page.getByText("Nothing surfaced after it here").waitFor();
    await page.getByText("Later records, and records that somebody withheld, cannot be excluded.").waitFor();
  }));

test("a conflict is resolved by one record that has seen both values", () =>
  inWindow(async (window) => {
    const { page } = window;
    valueOf(await signIn(seededPerson));
    await window.go("/decisions/conflicts");
    await page.getByText("No field is in conflict.").waitFor();
    await take(scene.bundles.before);
    await page.getByRole("heading", { name: "Location of P-101A" }).waitFor();
    await page.getByRole("button", { name: "Resolve" }).click();
    await page.getByText("Choose a value first.").waitFor();
    await takePicture(page, "decisions conflict");
    await expectAccessible(window);
    await page.getByRole("radio", { name: "Take “Hall 2”" }).check();
    await page.getByRole("textbox", { name: /^Reason/ }).fill("Seen on site.");
    await page.getByRole("button", { name: "Resolve" }).click();
    await page.getByText("No field is in conflict.").waitFor();
    await window.go("/decisions/seals");
    await page.getByText("1 record surfaced after the seal").click();
    await page.getByText("location: Hall 2").waitFor();
    await takePicture(page, "decisions seals");
    await expectAccessible(window);
    const { conflicts, location } = valueOf(await scene.node.call("asset.get", { history: scene.asset }));
    expect(conflicts).toEqual([]);
    expect(location.map(({ value }) => value)).toEqual(["Hall 2"]);
  }));

test("an equivocation is shown with both branches, and its proof is judged alone", () =>
  inWindow(async (window) => {
    const { page } = window;
    await take(scene.bundles.one);
    await take(scene.bundles.other);
    await window.go("/decisions/equivocations");
    await page.getByRole("heading", { name: /^Γιώργος Νικολάου · service-provider · Aegean Works signed two records with the number 1/ }).waitFor();
    await page.getByRole("region", { name: "Branch A" }).getByText(/Seal (is dry|leaks)/).first().waitFor();
    await page.getByRole("region", { name: "Branch B" }).getByText(/Seal (is dry|leaks)/).first().waitFor();
    await page.getByRole("button", { name: "Make the proof" }).click();
    const save = page.getByRole("link", { name: "Save the proof" });
    await save.waitFor();
    await takePicture(page, "decisions equivocation");
    await expectAccessible(window);
    const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
    const file = join(mkdtempSync(join(folder, "alone-")), download.suggestedFilename());
    await download.saveAs(file);
    const { id } = valueOf(await scene.node.call("register.show", {}));
    const judged = await begin("verify", file, "--trust", id).answer;
    expect(judged.code).toBe(0);
    expect(judged.json).toMatchObject({ verdict: "verified", checked: { attachments: 0 } });
    expect(judged.json["warnings"]).toEqual([expect.stringMatching(/^equivocation: the key [0-9a-f]{64} signed two records with seq 1 .*the key of Γιώργος Νικολάου, Aegean Works/)]);
    expect((await begin("verify", file, "--trust", id, "--strict").answer).code).toBe(1);
    await window.go("/decisions/disputes");
    await page.getByText("Its key signed two records with seq 1 in this history.").first().waitFor();
    await takePicture(page, "decisions disputes");
  }));

/** Every screen, in every theme and density: no breach of the policy, no error, nothing that a reader cannot use. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { makeScreenNode, type ScreenNode } from "../../doubles/screen-node.ts";
import { idOf, pump, turbine } from "../../doubles/screen-rows.ts";
import { studyOnScreen } from "../../doubles/screen-studies.ts";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { buildScreens, expectNoComplaints, openShellWindow, takePicture, temporaryFolder, withPageText, type ShellWindow } from "./shell-window.ts";

const path = chromiumPath();
let browser: Browser;
let node: ScreenNode;
let removeFolder: () => Promise<void>;
let uploadsFolder: string;

beforeAll(async () => {
  if (path === null) return;
  await buildScreens();
  browser = await startChromium(path);
  [uploadsFolder, removeFolder] = await temporaryFolder();
  node = makeScreenNode({ uploadsFolder });
});
afterAll(async () => {
  if (path === null) return;
  await browser.close();
  node.close();
  await removeFolder();
});

/** Address, and something that is there once the screen is. */
const screens: readonly (readonly [name: string, address: string, sign: string])[] = [
  ["fleet", "/", "CORE-2231"],
  ["asset", `/asset/${turbine}`, "Torque check of tower flange 3"],
  ["bytes", `/asset/${turbine}/entry/${idOf(`${turbine} 64`)}`, "Signature, Ed25519"],
  ["log work", `/asset/${turbine}/log`, "Closes these defects"],
  ["defect", `/asset/${turbine}/defect`, "Report a defect on WTG-07"],
  ["change", `/asset/${pump}/change`, "2 nodes have to be reviewed after this change:"],
  ["describe", `/asset/${turbine}/describe`, "Take this value: String B, position 3"],
  ["counters", `/asset/${turbine}/counters`, "operating hours, h"],
  ["dossier", `/asset/${turbine}/dossier`, "Service dossier of WTG-07"],
  ["reports", "/reports", "Marsh & Keel Insurance"],
  ["issued report", `/reports/${idOf("issued turbine")}`, "What it stands on"],
  ["verification report", "/report/verification-report/file", "Drop a bundle or a PDF here"],
  ["cores", "/cores", "TC-4699"],
  ["receive a core", "/cores/receive", "Serial number of the unit sold"],
  ["core", `/cores/received/${idOf("receipt TC-4711")}`, "Nobody has graded it yet."],
  ["grade a core", `/cores/received/${idOf("receipt TC-4711")}/grade`, "Mark what is found"],
  ["entitlements", "/cores/entitlements", "Alba Ferries"],
  ["entitle", "/cores/entitle", "Window in days"],
  ["core programmes", "/cores/programmes", "CW Turbo core policy"],
  ["core programme", `/cores/programmes/${idOf("programme")}`, "Upgrade charges"],
  ["warranties", "/warranty", "W-2024-0003"],
  ["warranty", `/warranty/${idOf("W-2026-0009")}`, "There is no reading of"],
  ["issue a warranty", `/asset/${turbine}/warranty/issue`, "The new product is given"],
  ["plan", `/asset/${pump}/plan`, "Units of tolerance"],
  ["studies", "/hazop", "Seal oil skid"],
  ["study", `/hazop/${studyOnScreen}`, "Seal fails, gas release"],
  ["register an asset", "/register", "Life number"],
  ["instrument", "/instrument", "Nothing is being read"],
  ["exchange", "/exchange", "Depot Esbjerg"],
  ["decisions", "/decisions", "Endorse as inspector"],
  ["conflicts", "/decisions/conflicts", "Location of P-101A"],
  ["seals", "/decisions/seals", "Not confirmed by the receiver"],
  ["equivocations", "/decisions/equivocations", "Make the proof"],
  ["verify", "/verify", "What a verdict means"],
  ["parties and keys", "/parties", "Anna Vestergaard"],
  ["who may do what", "/parties/who", "Why may this key not?"],
  ["rules and quorums", "/parties/rules", "Roles that may"],
  ["witness policy", "/parties/witnesses", "every time is self-declared"],
  ["settings", "/settings", "Register of Nordwind Service ApS"],
  ["first steps", "/first-steps", "Issue a service dossier"],
  ["help", "/help", "Nothing can be lost by trying"],
  ["design sheet", "/design", "Small charts"],
  ["nowhere", "/no/such/screen", "There is no such screen"],
];

interface Look {
  readonly theme: "light" | "dark" | "contrast";
  readonly density: "compact" | "touch";
  readonly size: { readonly width: number; readonly height: number };
  /** Which faults can be there that the looks before it have not shown: all, those of colours, those of sizes. */
  readonly looksFor: "all" | "colours" | "sizes";
}

/** Names, roles and order of a screen are the same in every look; its colours hang on the theme, its sizes on the density. */
const looks: readonly Look[] = [
  { theme: "light", density: "compact", size: { width: 1280, height: 800 }, looksFor: "all" },
  { theme: "dark", density: "compact", size: { width: 1920, height: 1080 }, looksFor: "colours" },
  { theme: "contrast", density: "compact", size: { width: 1280, height: 800 }, looksFor: "colours" },
  { theme: "contrast", density: "touch", size: { width: 820, height: 1180 }, looksFor: "sizes" },
  { theme: "light", density: "touch", size: { width: 1280, height: 800 }, looksFor: "sizes" },
];

describe("every screen, in every theme and density", () => {
  let window: ShellWindow;

  beforeAll(async () => {
    if (path === null) return;
    const pages = join(uploadsFolder, "pages.txt");
    await writeFile(pages, "The pages of a report");
    const findDownload = () => ({ path: pages, name: "pages.txt", mediaType: "text/plain" });
    window = await openShellWindow(browser, { ...node, findDownload, uploadsFolder });
    await putAxeInto(window);
  });
  afterAll(() => window?.close());

  test.for(screens)("%s", async ([name, address, sign], context) => {
    context.skip(path === null, withoutChromium);
    await withPageText(window.page, async () => {
      for (const [index, look] of looks.entries()) {
        await putOn(window, look);
        if (index === 0) await window.go(address);
        await window.page.getByText(sign).first().waitFor();
        await takePicture(window.page, `${name} ${look.theme} ${look.density} ${look.size.width}`);
        const found = await finders[look.looksFor](window);
        expect(found.map((fault) => `${look.theme} ${look.density} ${fault}`)).toEqual([]);
      }
    });
    expectNoComplaints(window);
  });
});

const finders: Readonly<Record<Look["looksFor"], (window: ShellWindow) => Promise<readonly string[]>>> = {
  all: (window) => axeFaults(window, allRules),
  colours: (window) => axeFaults(window, colourRules),
  sizes: (window) => smallTargets(window),
};

/** By the commands that menu and palette give, in the open page. */
const putOn = async ({ page }: ShellWindow, { density, size, theme }: Look): Promise<void> => {
  for (const command of [`theme-${theme}`, `density-${density}`]) node.emit({ event: "command", command });
  await page.setViewportSize(size);
  const root = page.locator(`html[data-density=${density}][data-contrast=${theme === "contrast" ? "more" : "usual"}]`);
  await root.and(page.locator(`[data-mantine-color-scheme=${theme === "light" ? "light" : "dark"}]`)).waitFor();
};

/** The rules of WCAG 2.2 AA, and those of them whose answer hangs on colours. */
const allRules = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
const colourRules = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** Puts axe into the page, once: screens change by the address behind the hash, and the page stays. */
const putAxeInto = async ({ page }: ShellWindow): Promise<void> => {
  await new AxeBuilder({ page }).setLegacyMode().withRules(["document-title"]).analyze();
};

const axeSchema = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullable(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

/**
 * Serious and critical findings of axe, with the element that they are about. Frames are left out: they hold the pages
 * of a report, drawn by the browser's own viewer.
 */
const axeFaults = async ({ page }: ShellWindow, rules: typeof allRules): Promise<readonly string[]> => {
  const options = JSON.stringify({ iframes: false, resultTypes: ["violations"], runOnly: rules });
  const { violations } = axeSchema.parse(await page.evaluate(`axe.run(document, ${options})`));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ""}`));
};

/** Buttons, links that stand alone and fields that a glove would miss: under 44 px in height. */
const smallTargets = ({ page }: ShellWindow): Promise<readonly string[]> =>
  page.evaluate(() => {
    const small = 43.5;
    const targets = document.querySelectorAll<HTMLElement>("button, input:not([type=hidden]):not([type=file]):not([type=checkbox]):not([type=radio]), summary, nav a");
    return [...targets]
      .filter((target) => target.checkVisibility() && !target.closest("[aria-hidden=true]"))
      .map((target) => ({ target, area: target.closest(".mantine-Input-wrapper") ?? target }))
      .map(({ target, area }) => ({ target, height: area.getBoundingClientRect().height }))
      .filter(({ height }) => height > 1 && height < small)
      .map(({ target, height }) => `${Math.round(height)} px: ${target.outerHTML.slice(0, 120)}`);
  });

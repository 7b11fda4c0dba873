/** Every screen, in both themes and both densities: no breach of the policy, no error, nothing that a reader cannot use. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, type TestContext } from "vitest";
import { makeScreenNode, type ScreenNode } from "../../doubles/screen-node.ts";
import { idOf, turbine } from "../../doubles/screen-rows.ts";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { buildScreens, expectNoComplaints, openShellWindow, takePicture, temporaryFolder, type ShellWindow } from "./shell-window.ts";

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
  ["describe", `/asset/${turbine}/describe`, "Take this value: String B, position 3"],
  ["counters", `/asset/${turbine}/counters`, "operating hours, h"],
  ["dossier", `/asset/${turbine}/dossier`, "Service dossier of WTG-07"],
  ["register an asset", "/register", "Life number"],
  ["instrument", "/instrument", "Nothing is being read"],
  ["exchange", "/exchange", "Depot Esbjerg"],
  ["verify", "/verify", "What a verdict means"],
  ["settings", "/settings", "Register of Nordwind Service ApS"],
  ["nowhere", "/no/such/screen", "There is no such screen"],
];

const looks = [
  { theme: "light", density: "compact", width: 1280, height: 800 },
  { theme: "dark", density: "touch", width: 820, height: 1180 },
] as const;

const skipWithout = (context: TestContext): void => context.skip(path === null, withoutChromium);

describe.each(looks)("$theme, $density, $width x $height", (look) => {
  let window: ShellWindow;

  beforeAll(async () => {
    if (path === null) return;
    window = await openShellWindow(browser, { ...node, findDownload: () => null, uploadsFolder }, look);
  });
  afterAll(() => window?.close());

  test.for(screens)("%s", async ([name, address, sign], context) => {
    skipWithout(context);
    await window.go(address);
    await window.page.getByText(sign).first().waitFor();
    await takePicture(window.page, `${name} ${look.theme} ${look.density}`);
    expect(await faultsFor(window)).toEqual([]);
    expect(look.density === "touch" ? await smallTargets(window) : []).toEqual([]);
    expectNoComplaints(window);
  });
});

/** Serious and critical findings of axe, with the element that they are about. */
const faultsFor = async ({ page }: ShellWindow): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
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

/** The main screens look as they were approved to look, at a desk and in the hall. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approvedDrawnBy, approvedFolder, densities, drawnHereBy, mainScreens, openMainScreens, pictureOf } from "../../pictures/approved-pictures.ts";
import { cellsMax, cellsThatDiffer } from "../../pictures/picture-difference.ts";
import { stillPicture } from "../../pictures/still-picture.ts";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { buildScreens, expectNoComplaints, withPageText, type ShellWindow } from "./shell-window.ts";

const path = chromiumPath();
const results = join(import.meta.dirname, "..", "..", "..", "test-results", "pictures");
const otherLetters =
  "The approved pictures were drawn by another Chromium or with other fonts: the screens were not compared with them.";

let browser: Browser;
/** An empty page: pictures are compared in its canvas. */
let bench: Page;

beforeAll(async () => {
  if (path === null) return;
  await buildScreens();
  browser = await startChromium(path);
  bench = await browser.newPage();
});
afterAll(() => browser?.close());

describe.each(densities)("density %s", (density) => {
  let window: ShellWindow;
  let comparable = false;

  beforeAll(async () => {
    if (path === null) return;
    window = await openMainScreens(browser, density);
    comparable = sameAs(await drawnHereBy(browser, window.page), await approvedDrawnBy());
  });
  afterAll(() => window?.close());

  test.for(mainScreens)("$name looks as approved", async (screen, context) => {
    context.skip(path === null, withoutChromium);
    context.skip(!comparable, otherLetters);
    const name = `${screen.name}-${density}`;
    const approved = await readFile(join(approvedFolder, `${name}.png`));
    const taken = await withPageText(window.page, () => pictureOf(window, screen));
    const differing = await cellsThatDiffer(bench, approved, taken);
    if (differing > cellsMax) await keepBoth(name, approved, taken);
    expect(differing, howToApprove(name)).toBeLessThanOrEqual(cellsMax);
    expectNoComplaints(window);
  });
});

test("one hidden row of the fleet and one hidden panel of an asset are found; the same screen taken twice is the same", async (context) => {
  context.skip(path === null, withoutChromium);
  const window = await openMainScreens(browser, "compact");
  const { page } = window;
  for (const [index, hidden] of [page.getByRole("row", { name: /CORE-2231/ }), page.locator("main section").first()].entries()) {
    const screen = mainScreens[index];
    if (screen === undefined) throw new Error("There are fewer main screens than plants");
    const whole = await pictureOf(window, screen);
    expect(await cellsThatDiffer(bench, whole, await stillPicture(page))).toBe(0);
    await hidden.evaluate((element) => element.style.setProperty("visibility", "hidden"));
    expect(await cellsThatDiffer(bench, whole, await stillPicture(page))).toBeGreaterThan(cellsMax);
  }
  await window.close();
});

const sameAs = (left: object, right: object): boolean => JSON.stringify(left) === JSON.stringify(right);

const howToApprove = (name: string): string =>
  `${name} looks otherwise than approved: see test-results/pictures/${name}-approved.png and ${name}-now.png. Where it is meant, "npm run pictures -- approved" approves it.`;

const keepBoth = async (name: string, approved: Buffer, now: Buffer): Promise<void> => {
  await mkdir(results, { recursive: true });
  await Promise.all([writeFile(join(results, `${name}-approved.png`), approved), writeFile(join(results, `${name}-now.png`), now)]);
};

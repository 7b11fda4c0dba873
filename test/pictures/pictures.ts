/**
 * Takes the pictures of the screens: those of the README, of the demo, and those that the tests compare with, of fixed
 * rows. A word takes one of the two alone: `readme` or `approved`.
 */
import { readFile, writeFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { chromiumPath, startChromium, withoutChromium } from "../e2e/browser/chromium.ts";
import { buildScreens } from "../e2e/browser/shell-window.ts";
import { approvePictures } from "./approved-pictures.ts";
import { takeReadmePictures } from "./readme-pictures.ts";
import { smallPng } from "./small-png.ts";

const kinds = { approved: approvePictures, readme: takeReadmePictures };

const main = async (words: readonly string[]): Promise<void> => {
  const path = chromiumPath();
  if (path === null) throw new Error(withoutChromium);
  await buildScreens();
  const browser = await startChromium(path);
  try {
    for (const [kind, take] of Object.entries(kinds))
      if (words.length === 0 || words.includes(kind)) await makeSmall(browser, await take(browser));
  } finally {
    await browser.close();
  }
};

const makeSmall = async (browser: Browser, files: readonly string[]): Promise<void> => {
  const page = await browser.newPage();
  for (const file of files) {
    const png = await smallPng(page, await readFile(file));
    await writeFile(file, png);
    console.log(`${file}  ${Math.round(png.length / 1000)} kB`);
  }
  await page.close();
};

await main(process.argv.slice(2));

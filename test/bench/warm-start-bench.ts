/**
 * Measures a warm start as a person sees it: from the start of the program until the fleet is shown in a real browser,
 * beside the bare reading of the files that it opens.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Page } from "playwright-core";
import { chromiumPath, startChromium, withoutChromium } from "../e2e/browser/chromium.ts";
import { nodeFolders } from "./bench-folder.ts";
import { boundFigure, stopwatch, type Figure } from "./figure.ts";

/** A useful first screen is there within this time, with years of history (product.md, section 1). */
const firstScreenMsMax = 2000;
/** The middle of so many starts counts. */
const startsMeasured = 5;

const root = join(import.meta.dirname, "..", "..");
const notBuilt = "The screens are not built here: no start was measured in a browser.";

/** Starts the program on a folder that was closed in order; the browser runs already, as the desktop's window does. */
export const benchWarmStart = async (folder: string, records: number): Promise<ReadonlyArray<Figure>> => {
  const chromium = chromiumPath();
  const missing =
    chromium === null ? withoutChromium : existsSync(join(root, ".build/renderer/index.html")) ? null : notBuilt;
  if (chromium === null || missing !== null) return say(missing ?? withoutChromium);
  const browser = await startChromium(chromium);
  try {
    const page = await browser.newPage({ viewport: { height: 800, width: 1280 } });
    const starts: Start[] = [];
    for (let start = 0; start < startsMeasured; start++) starts.push(await measureStart(folder, page));
    const { bareMs, readyMs, shownMs } =
      starts.toSorted((one, other) => one.shownMs - other.shownMs)[startsMeasured >> 1] ?? none;
    return [
      boundFigure({
        name: `warm start with ${records} records until the fleet is shown in a browser (the program was ready after ${readyMs.toFixed(0)} ms)`,
        value: shownMs,
        most: firstScreenMsMax,
        unit: "ms",
        beside: `bound ${firstScreenMsMax} ms`,
      }),
      {
        name: "the same beside the bare reading of its files",
        measured: `${shownMs.toFixed(0)} ms`,
        beside: `journal and snapshots read: ${bareMs.toFixed(0)} ms`,
        ratio: shownMs / bareMs,
        target: null,
      },
    ];
  } finally {
    await browser.close();
  }
};

interface Start {
  readonly bareMs: number;
  readonly readyMs: number;
  readonly shownMs: number;
}

const none: Start = { bareMs: 0, readyMs: 0, shownMs: 0 };

const say = (sentence: string): ReadonlyArray<Figure> => {
  process.stdout.write(`${sentence}\n`);
  return [];
};

const measureStart = async (folder: string, page: Page): Promise<Start> => {
  const bare = stopwatch();
  await readAll(folder);
  const bareMs = 1000 * bare();
  const watch = stopwatch();
  const { folder: data, markFolder } = nodeFolders(folder);
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "main/shell/cli/throughlife.ts", "serve", "--json"],
    {
      cwd: root,
      env: { ...process.env, THROUGHLIFE_DATA: data, THROUGHLIFE_MARKS: markFolder },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const line = await new Promise<string>((resolve) => createInterface(child.stdout).once("line", resolve));
  const readyMs = 1000 * watch();
  const { url }: { readonly url: string } = JSON.parse(line);
  await page.goto(url, { waitUntil: "commit" });
  await page.locator("[role=row] >> nth=1").waitFor();
  const shownMs = 1000 * watch();
  child.kill("SIGTERM");
  await ended;
  return { bareMs, readyMs, shownMs };
};

const readAll = async (folder: string): Promise<void> => {
  for (const part of ["journal", "derived"]) {
    const files = (await readdir(join(folder, part), { withFileTypes: true })).filter((entry) => entry.isFile());
    for (const { name } of files) await readFile(join(folder, part, name));
  }
};

/** Measures the fleet in the real browser, over the real program with a generated fleet: blank rows, and clicks. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { chromiumPath, startChromium, withoutChromium } from "../e2e/browser/chromium.ts";
import { serveProgram } from "../e2e/browser/served-program.ts";
import { buildScreens, openLink } from "../e2e/browser/shell-window.ts";
import { boundFigure, type Figure } from "./figure.ts";

/** A click is answered within this time. */
const clickMsMax = 100;
const framesWatched = 200;
/** One frame is already more than this. */
const noneAtAll = 0.5;
/** The program reads its whole fleet before the first row is there. */
const firstRowMillis = 120_000;
const root = join(import.meta.dirname, "..", "..");
const run = promisify(execFile);

/** The figures for a fleet of so many assets in a folder of its own; none where no browser is installed. */
export const benchFleetScreen = async (folder: string, assets: number): Promise<ReadonlyArray<Figure>> => {
  const path = chromiumPath();
  if (path === null) {
    process.stdout.write(`${withoutChromium}\n`);
    return [];
  }
  await generate(folder, assets);
  await buildScreens();
  const program = await serveProgram(folder);
  const browser = await startChromium(path);
  try {
    const { page } = await openLink(browser, program.link);
    await page.locator(".asset-rows-shown [role=row]").first().waitFor({ timeout: firstRowMillis });
    await page.getByRole("button", { name: /^All \d/ }).waitFor({ timeout: firstRowMillis });
    return [...(await scrolled(page, assets)), ...(await clicked(page))];
  } finally {
    await browser.close();
    await program.stop();
  }
};

const generate = async (folder: string, assets: number): Promise<void> => {
  const env = {
    ...process.env,
    THROUGHLIFE_DATA: join(folder, "data"),
    THROUGHLIFE_MARKS: join(folder, "marks"),
    THROUGHLIFE_PIN: "314159",
  };
  const throughlife = (...words: ReadonlyArray<string>) =>
    run(process.execPath, ["main/shell/cli/throughlife.ts", ...words], { cwd: root, env });
  await throughlife("init", "--party", "Bench", "--role", "owner", "--role", "service-provider", "--person", "Ann Lee");
  const numbers = ["--assets", String(assets), "--records", String(assets + Math.round(assets / 4)), "--seed", "7"];
  await throughlife("generate", "--as", "Ann Lee", ...numbers);
};

/** Three ways to scroll; after every frame each row in view is looked at. */
const scrolled = async (page: Page, assets: number): Promise<ReadonlyArray<Figure>> => {
  const figures: Figure[] = [];
  for (const [way, step] of [
    ["wheel", 120],
    ["fling", 2000],
    ["jump", 0],
  ] as const) {
    const { blank, frameMs } = await page.evaluate(watchRows, { frames: framesWatched, step });
    figures.push(
      boundFigure({
        beside: `${framesWatched} frames, a frame took ${frameMs.toFixed(0)} ms at the 95th percentile; none may be blank`,
        most: noneAtAll,
        name: `frames with a blank row of ${assets} assets, scrolled by ${way}`,
        unit: "frames",
        value: blank,
      }),
    );
  }
  return figures;
};

/** Runs in the page: scrolls frame by frame (0 jumps anywhere) and counts frames that show less than whole rows. */
const watchRows = async ({ frames, step }: { readonly frames: number; readonly step: number }) => {
  const list = document.querySelector(".asset-rows");
  const layer = document.querySelector(".asset-rows-shown");
  if (list === null || layer === null) throw new Error("The fleet is not there");
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const times: number[] = [];
  let blank = 0;
  for (let frame = 0; frame < frames; frame++) {
    const began = performance.now();
    list.scrollTop =
      step === 0 ? Math.floor((((frame * 7919) % 9973) / 9973) * list.scrollHeight) : list.scrollTop + step;
    await nextFrame();
    times.push(performance.now() - began);
    const box = layer.getBoundingClientRect();
    const rows = [...layer.querySelectorAll("[role=row]")];
    const edges = rows.map((row) => row.getBoundingClientRect());
    const top = Math.min(...edges.map((edge) => edge.top));
    const bottom = Math.max(...edges.map((edge) => edge.bottom));
    const isEmpty = rows.some((row) => (row.querySelector(".asset-tag")?.textContent ?? "").trim() === "");
    if (isEmpty || !(top <= box.top + 1) || !(bottom >= box.bottom - 1)) blank += 1;
  }
  times.sort((left, right) => left - right);
  return { blank, frameMs: times[Math.floor(times.length * 0.95)] ?? 0 };
};

/** From the press of a filter to the frame in which it is pressed, and to the answer of the node. */
const clicked = async (page: Page): Promise<ReadonlyArray<Figure>> => {
  const { answered, pressed } = await page.evaluate(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const about = () => document.querySelector(".screen-head .muted")?.textContent ?? "";
    const filter = [...document.querySelectorAll<HTMLElement>(".filter")].find((each) =>
      /defects/.test(each.textContent ?? ""),
    );
    if (filter === undefined) throw new Error("There is no filter");
    const before = about();
    const began = performance.now();
    filter.click();
    await nextFrame();
    const inked = performance.now() - began;
    while (about() === before && performance.now() - began < 5000) await nextFrame();
    return { answered: performance.now() - began, pressed: inked };
  });
  const bound = (name: string, value: number, most: number) =>
    boundFigure({ beside: `bound ${most} ms`, most, name, unit: "ms", value });
  return [
    bound("a filter of the fleet, from the press to the pressed button", pressed, clickMsMax),
    bound("a filter of the fleet, from the press to its rows", answered, 3 * clickMsMax),
  ];
};

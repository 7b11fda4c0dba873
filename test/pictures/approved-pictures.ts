/** The approved pictures of the main screens, of fixed rows: how they are taken, where they lie, on what they hang. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";
import { makeScreenNode } from "../doubles/screen-node.ts";
import { turbine } from "../doubles/screen-rows.ts";
import { studyOnScreen } from "../doubles/screen-studies.ts";
import { openShellWindow, temporaryFolder, type Looks, type ShellWindow } from "../e2e/browser/shell-window.ts";
import { stillPicture } from "./still-picture.ts";

/** Where the approved pictures lie. */
export const approvedFolder = join(import.meta.dirname, "..", "..", "fixtures", "pictures", "approved");

export interface MainScreen {
  readonly name: string;
  readonly address: string;
  /** What is there once the screen is. */
  readonly sign: string;
}

/** The screens that people look at every day. */
export const mainScreens: readonly MainScreen[] = [
  { name: "fleet", address: "/", sign: "CORE-2231" },
  { name: "asset", address: `/asset/${turbine}`, sign: "Torque check of tower flange 3" },
  { name: "study", address: `/hazop/${studyOnScreen}`, sign: "Seal fails, gas release" },
  { name: "reports", address: "/reports", sign: "Marsh & Keel Insurance" },
  { name: "cores", address: "/cores", sign: "TC-4699" },
];

/** At a desk with a mouse, and in the hall with gloves. */
export const densities = ["compact", "touch"] as const;

/** The day of the rows in memory. */
const stoppedAt = "2026-11-22T09:30:00Z";

/** A window on the rows in memory, at a fixed time. */
export const openMainScreens = async (browser: Browser, density: (typeof densities)[number]): Promise<ShellWindow> => {
  const [uploadsFolder, removeFolder] = await temporaryFolder();
  const node = makeScreenNode({ uploadsFolder });
  const looks: Looks = { density, hasTouch: density === "touch", stoppedAt };
  const window = await openShellWindow(browser, { ...node, findDownload: () => null, uploadsFolder }, looks);
  return {
    ...window,
    close: async () => {
      await window.close();
      node.close();
      await removeFolder();
    },
  };
};

/** The picture of a screen at rest. */
export const pictureOf = async ({ go, page }: ShellWindow, { address, sign }: MainScreen): Promise<Buffer> => {
  await go(address);
  await page.getByText(sign).first().waitFor();
  return stillPicture(page);
};

/** What pictures hang on besides the program: another browser or other fonts draw other letters. */
export interface DrawnBy {
  readonly chromium: string;
  /** Widths of a line of text in the two families of the program. */
  readonly fonts: string;
}

const drawnBySchema = z.strictObject({ chromium: z.string(), fonts: z.string() });
const drawnByFile = join(approvedFolder, "drawn-by.json");

/** What draws here. */
export const drawnHereBy = async (browser: Browser, page: Page): Promise<DrawnBy> => ({
  chromium: browser.version().split(".")[0] ?? "",
  fonts: await page.evaluate(() => {
    const pen = document.createElement("canvas").getContext("2d");
    if (pen === null) return "";
    const families = ["--font-ui", "--font-mono"].map((name) => getComputedStyle(document.body).getPropertyValue(name));
    return families
      .map((family) => {
        pen.font = `64px ${family}`;
        return pen.measureText("Hamburgefonstiv 0123456789 WTG-07 Ωμ").width.toFixed(1);
      })
      .join(" ");
  }),
});

/** What drew the approved pictures. */
export const approvedDrawnBy = async (): Promise<DrawnBy> =>
  drawnBySchema.parse(JSON.parse(await readFile(drawnByFile, "utf8")));

/** Takes and approves all: the files that were written. */
export const approvePictures = async (browser: Browser): Promise<readonly string[]> => {
  const files: string[] = [];
  await mkdir(approvedFolder, { recursive: true });
  for (const density of densities) {
    const window = await openMainScreens(browser, density);
    for (const screen of mainScreens) {
      const file = join(approvedFolder, `${screen.name}-${density}.png`);
      await writeFile(file, await pictureOf(window, screen));
      files.push(file);
    }
    await writeFile(drawnByFile, `${JSON.stringify(await drawnHereBy(browser, window.page), null, 2)}\n`);
    await window.close();
  }
  return files;
};

/** The Chromium of this machine, driven from outside: the real browser with the real policy of the page. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

/** Said where the browser is missing. */
export const withoutChromium = "No Chromium is installed here: the screens were not opened in a real browser.";

const names = ["chromium", "chromium-browser", "google-chrome"];
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where it is, or null. */
export const chromiumPath = (): string | null =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .concat("/usr/bin")
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path)) ?? null;

/** Starts it without a window. */
export const startChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, headless: true, args: quiet });

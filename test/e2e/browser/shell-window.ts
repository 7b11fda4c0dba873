/** A window of the real browser shell, let in by its link, with every complaint of the browser written down. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { FindDownload } from "../../../main/shell/browser/download.ts";
import { startBrowserShell, type BrowserShell } from "../../../main/shell/browser/browser-shell.ts";
import type { Dispatch } from "../../../main/rpc/dispatch.ts";
import type { Outcome } from "../../../shared/outcome/outcome.ts";
import type { RpcEvent } from "../../../shared/rpc/messages.ts";
import { valueOf } from "../../doubles/value-of.ts";

/** What answers behind the shell: a node in memory or a real one. */
export interface NodeBehind {
  readonly dispatch: Dispatch;
  readonly onEvent: (listener: (event: RpcEvent) => void) => () => void;
  readonly findDownload: FindDownload;
  readonly uploadsFolder: string;
}

export interface ShellWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly shell: BrowserShell;
  /** Goes to a screen by its address. */
  readonly go: (address: string) => Promise<void>;
  /** Console errors, broken scripts, breaches of the policy: empty when all is well. */
  readonly complaints: () => readonly string[];
  readonly close: () => Promise<void>;
}

export interface Looks {
  readonly theme?: "light" | "dark";
  readonly density?: "compact" | "touch";
  readonly width?: number;
  readonly height?: number;
  /** Fingers on a glass, no mouse. */
  readonly hasTouch?: boolean;
  /** The clock of the page stands still at this instant. */
  readonly stoppedAt?: string;
}

const root = join(import.meta.dirname, "..", "..", "..");
const pictures = join(root, "test-results");

/** The screens as they are built for the shells. Nothing is done where nothing has changed. */
export const buildScreens = async (): Promise<void> => {
  await promisify(execFile)(process.execPath, [join(root, "main/shell/start/start.mjs"), "build"], { cwd: root });
};

/** A folder for uploads, gone with the returned function. */
export const temporaryFolder = async (): Promise<readonly [string, () => Promise<void>]> => {
  const folder = await mkdtemp(join(tmpdir(), "throughlife-window-"));
  return [folder, () => rm(folder, { recursive: true, force: true })];
};

/** The real shell before a node. */
export const startShell = (node: NodeBehind, port = 0): Promise<Outcome<BrowserShell>> =>
  startBrowserShell({
    ...node,
    port,
    rendererFolder: join(root, ".build", "renderer"),
    randomBytes: (count) => randomBytes(count),
    now: () => Date.now(),
  });

/** Starts the shell before the node and opens its link. */
export const openShellWindow = async (browser: Browser, node: NodeBehind, looks: Looks = {}): Promise<ShellWindow> => {
  const shell = valueOf(await startShell(node));
  const window = await openLink(browser, shell.url, looks);
  return {
    ...window,
    shell,
    close: async () => {
      await window.context.close();
      await shell.close();
    },
  };
};

/** Opens a link in a browser of its own, and waits until the window is there. */
export const openLink = async (browser: Browser, link: string, looks: Looks = {}): Promise<Omit<ShellWindow, "shell">> => {
  const { theme = "light", density = "compact", width = 1280, height = 800, hasTouch = false, stoppedAt } = looks;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    hasTouch,
    ...(stoppedAt === undefined ? {} : { reducedMotion: "reduce" as const }),
    locale: "en-GB",
    timezoneId: "Europe/Copenhagen",
    acceptDownloads: true,
  });
  await context.addInitScript((chosen) => {
    const isFrame = window.top !== window;
    if (!isFrame) localStorage.setItem("throughlife.density", chosen);
  }, density);
  if (stoppedAt !== undefined) await context.clock.setFixedTime(stoppedAt);
  const complaints: string[] = [];
  const page = await context.newPage();
  await writeDown(page, complaints);
  await page.goto(link);
  await page.waitForURL((url) => url.pathname === "/");
  await page.locator("main").waitFor();
  const origin = new URL(link).origin;
  return {
    page,
    context,
    go: async (address) => {
      await page.goto(`${origin}/#${address}`);
    },
    complaints: () => complaints,
    close: () => context.close(),
  };
};

/** A picture for whoever wants to look; never compared. */
export const takePicture = async (page: Page, name: string): Promise<void> => {
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
};

/** Runs steps; where one fails, what the page says stands below the reason. */
export const withPageText = async <T>(page: Page, run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (fault) {
    const text = await page.locator("body").innerText().catch(() => "The page cannot be read any more.");
    throw new Error(`${fault instanceof Error ? fault.message : String(fault)}\n\nThe page at ${page.url()} says:\n${text}`, { cause: fault });
  }
};

/** Fails with the complaints themselves. */
export const expectNoComplaints = (window: Pick<ShellWindow, "complaints">): void => expect(window.complaints()).toEqual([]);

const writeDown = async (page: Page, complaints: string[]): Promise<void> => {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`broken: ${error.message}`));
  page.on("crash", () => complaints.push("the page crashed"));
  await page.exposeFunction("writeDownViolation", (violation: string) => complaints.push(violation));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const told: unknown = Reflect.get(globalThis, "writeDownViolation");
      if (typeof told === "function") told(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
};

/**
 * The desktop program in the double of Electron: the compiled main process, node and serial host, over real Chromium.
 */
import { execFile, fork, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { chromium, type Browser, type Page } from "playwright-core";
import { z } from "zod";
import type { DoubleWish } from "../../doubles/electron/electron-double.ts";
import { chromiumPath } from "../browser/chromium.ts";

export const root = join(import.meta.dirname, "..", "..", "..");

export interface DoubleProgram {
  /** The window's page, once the screens stand. */
  readonly page: () => Promise<Page>;
  /** The page of the window, whatever stands in it. */
  readonly anyPage: (address: RegExp) => Promise<Page>;
  /** Asks something of the double itself. */
  readonly wish: (wish: DoubleWish) => Promise<unknown>;
  /** What the program did to the outside, by its name. */
  readonly notes: (what: string) => Promise<readonly unknown[]>;
  /** Waits until it did so. */
  readonly noted: (what: string) => Promise<unknown>;
  readonly ended: Promise<number | null>;
  readonly stop: () => Promise<number | null>;
}

export interface DoubleStart {
  /** Holds the data folder, the marks and the window's own folder. */
  readonly folder: string;
  /** The folder of the app; the checkout where nothing is named. */
  readonly app?: string;
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The desktop program as it is packaged. Nothing is done where nothing has changed. */
export const buildDesktop = async (): Promise<void> => {
  const build = [join(root, "main/shell/start/start.mjs"), "build", "desktop"];
  await promisify(execFile)(process.execPath, build, { cwd: root });
};

/** A folder for everything that one start of the program writes. */
export const desktopFolder = async (): Promise<readonly [string, () => Promise<void>]> => {
  const folder = await mkdtemp(join(tmpdir(), "throughlife-desktop-"));
  return [folder, () => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
};

/** Where the folders of such a start lie. */
export const desktopEnvironment = (folder: string): Readonly<Record<string, string>> => ({
  THROUGHLIFE_DATA: join(folder, "data"),
  THROUGHLIFE_MARKS: join(folder, "marks"),
  THROUGHLIFE_WINDOW: join(folder, "window"),
  THROUGHLIFE_SIMULATORS: "1",
});

/** Starts it. */
export const startDouble = ({ app = root, env = {}, folder, words = [] }: DoubleStart): DoubleProgram => {
  const child = fork(join(root, "test/doubles/electron/electron-double.ts"), [app, ...words], {
    cwd: root,
    env: { ...process.env, ELECTRON_DOUBLE_CHROMIUM: chromiumPath() ?? "", ...desktopEnvironment(folder), ...env },
    execArgv: ["--disable-warning=ExperimentalWarning"],
    serialization: "advanced",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const wish = makeWishes(child, ended);
  let browser: Promise<Browser> | null = null;
  const connected = (): Promise<Browser> => (browser ??= wish({ do: "endpoint" }).then(connect));
  const anyPage = async (address: RegExp): Promise<Page> => findPage(await connected(), address);
  const notes = async (what: string): Promise<readonly unknown[]> =>
    notesSchema
      .parse(await wish({ do: "notes" }))
      .filter((note) => note.what === what)
      .map(({ facts }) => facts);
  return {
    anyPage,
    page: async () => {
      const page = await anyPage(/^https:\/\/throughlife\.app\.invalid\/(#|$)/);
      await page.locator("main").first().waitFor();
      return page;
    },
    wish,
    notes,
    noted: async (what) => {
      const last = await until(what, async () => (await notes(what)).slice(-1).map((facts) => ({ facts }))[0]);
      return last.facts;
    },
    ended,
    stop: async () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
};

const notesSchema = z.array(z.strictObject({ what: z.string(), facts: z.unknown() }));

const connect = (endpoint: unknown): Promise<Browser> => chromium.connectOverCDP(z.string().parse(endpoint));

const findPage = async (browser: Browser, address: RegExp): Promise<Page> => {
  const pages = (): readonly Page[] => browser.contexts().flatMap((context) => context.pages());
  return until(`a window with ${address.source}`, async () => pages().find((page) => address.test(page.url())));
};

const patienceMillis = 20_000;
const lookAgainMillis = 30;

/** Looks again and again until it is there. */
export const until = async <T>(what: string, look: () => Promise<T | undefined>): Promise<T> => {
  for (let waited = 0; waited < patienceMillis; waited += lookAgainMillis) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(lookAgainMillis);
  }
  throw new Error(`Waited in vain for ${what}`);
};

const answerSchema = z.union([
  z.strictObject({ number: z.int(), value: z.unknown() }),
  z.strictObject({ number: z.int(), fault: z.string() }),
]);

const makeWishes = (child: ChildProcess, ended: Promise<unknown>) => {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (fault: Error) => void }>();
  let wishes = 0;
  child.on("message", (raw) => {
    const answer = answerSchema.parse(raw);
    const asked = waiting.get(answer.number);
    waiting.delete(answer.number);
    if ("fault" in answer) asked?.reject(new Error(answer.fault));
    else asked?.resolve(answer.value);
  });
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error("The program has ended"));
  });
  return (wish: DoubleWish): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const number = (wishes += 1);
      waiting.set(number, { resolve, reject });
      child.send({ number, wish });
    });
};

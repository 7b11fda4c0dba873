/**
 * Stands in for the Electron runtime: runs the compiled main process of an app with a module `electron` of its own,
 * over a real Chromium. Started as the runtime is: with the folder of the app, then the words for it. The test that
 * starts it talks to it over the line of its process; what the program does to the outside is written down.
 */
import { readFileSync, rmSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { chromium, type BrowserContext, type Page, type Request } from "playwright-core";
import { z } from "zod";
import { DoubleApp } from "./electron-app.ts";
import { makeDialogs, makeMenus, makeSafeStorage, type Keychain } from "./electron-dialogs.ts";
import { makeProcesses } from "./electron-processes.ts";
import { DoubleFrame, DoubleSession, DoubleWindow, openWindows } from "./electron-window.ts";
import { strict } from "./strict-module.ts";

const [, , folder = ".", ...words] = process.argv;
const root = resolve(folder);
const { main } = z
  .looseObject({ main: z.string() })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
// As the runtime shows it to the app: its own path, the folder of the app, the words.
process.argv = [process.execPath, root, ...words];

const notes: { readonly what: string; readonly facts: unknown }[] = [];
const note = (what: string, facts: unknown = null): void => void notes.push({ what, facts });
const keychain: Keychain = {
  available: true,
  backend: process.env["ELECTRON_DOUBLE_KEYRING"] ?? "gnome_libsecret",
  foreign: process.env["ELECTRON_DOUBLE_FOREIGN"] === "1",
  rotated: process.env["ELECTRON_DOUBLE_ROTATED"] === "1",
};

const browser = Promise.withResolvers<BrowserContext>();
const handlers = new Map<string, (event: unknown, ...values: unknown[]) => unknown>();
const invoke = async (channel: string, event: unknown, values: readonly unknown[]): Promise<unknown> => {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return handler(event, ...values);
};
const { MessageChannelMain, running, utilityProcess } = makeProcesses();
const { answer, dialog } = makeDialogs(note);
const menus = makeMenus(note);
const defaultSession = new DoubleSession();
const ready = browser.promise.then(() => undefined);
const end = async (code: number): Promise<void> => {
  for (const { child } of running) child.kill("SIGKILL");
  if (isLaunched) await (await browser.promise).close();
  process.exit(code);
};
let isLaunched = false;
const closeWindows = async (): Promise<void> => void (await Promise.all(openWindows().map((window) => window.close())));
const app = new DoubleApp({ root, words, ready, closeWindows, note, end: (code) => void end(code) });
const windowParts = { context: () => browser.promise, invoke, note, onAllClosed: () => app.emit("window-all-closed") };
const desktop = { x: 0, y: 0, width: 1920, height: 1040 };
const display = { id: 1, workArea: desktop };

const electron = strict("electron", {
  app: strict("app", app),
  BrowserWindow: class extends DoubleWindow {
    constructor(options: unknown) {
      super(windowParts, options);
      return strict("BrowserWindow", this);
    }
  },
  crashReporter: strict("crashReporter", { start: (options: unknown) => note("crashReporter", options) }),
  dialog: strict("dialog", dialog),
  ipcMain: strict("ipcMain", {
    handle: (channel: string, handler: (event: unknown, ...values: unknown[]) => unknown): void => {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      handlers.set(channel, handler);
    },
  }),
  Menu: strict("Menu", menus.Menu),
  MessageChannelMain,
  protocol: strict("protocol", { registerSchemesAsPrivileged: (schemes: unknown) => note("schemes", schemes) }),
  safeStorage: strict("safeStorage", makeSafeStorage(keychain, note)),
  screen: strict("screen", { getPrimaryDisplay: () => display, getAllDisplays: () => [display] }),
  session: strict("session", { defaultSession }),
  shell: strict("shell", {
    openExternal: async (url: string): Promise<void> => note("openExternal", url),
    showItemInFolder: (path: string): void => note("showItemInFolder", path),
  }),
  utilityProcess: strict("utilityProcess", utilityProcess),
});

const portFile = (): string => join(app.getPath("userData"), "chromium", "DevToolsActivePort");

const launch = async (): Promise<void> => {
  isLaunched = true;
  rmSync(portFile(), { force: true });
  const context = await chromium.launchPersistentContext(join(app.getPath("userData"), "chromium"), {
    executablePath: process.env["ELECTRON_DOUBLE_CHROMIUM"] ?? "/usr/bin/chromium",
    headless: true,
    // The program decides itself when it ends.
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    locale: "en-GB",
    timezoneId: "Europe/Copenhagen",
    args: [
      "--remote-debugging-port=0",
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  await context.route("**/*", async (route) => {
    const page = pageOf(route.request());
    for (const window of openWindows()) if (page !== null && (await window.route(route, page))) return;
    // No window of ours asks: the page was opened by one. What the program says about it is all that happens.
    note("window.open", route.request().url());
    for (const window of openWindows()) window.webContents.onOpen?.({ url: route.request().url() });
    await route.abort("aborted");
  });
  context.on("page", (page) => {
    if (context.pages().length > openWindows().length) void page.opener().then(() => closeUnlessOurs(page));
  });
  browser.resolve(context);
};

/** A page that another one opens has no frame yet when it asks for its address. */
const pageOf = (request: Request): Page | null => {
  try {
    return request.frame().page();
  } catch {
    return null;
  }
};

const closeUnlessOurs = async (page: Page): Promise<void> => {
  const own = await Promise.all(openWindows().map((window) => window.page()));
  if (!own.includes(page)) await page.close();
};

/** Where the browser can be reached by the test. */
const endpoint = async (): Promise<string> => {
  for (;;) {
    try {
      const [port = "", path = ""] = readFileSync(portFile(), "utf8").split("\n");
      if (path !== "") return `ws://127.0.0.1:${port}${path}`;
    } catch {
      // Not written yet.
    }
    await pause(20);
  }
};

const wishSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("endpoint") }),
  z.strictObject({ do: z.literal("notes") }),
  z.strictObject({ do: z.literal("menu") }),
  z.strictObject({ do: z.literal("click"), id: z.string() }),
  z.strictObject({ do: z.literal("answer"), dialog: z.string(), answer: z.unknown() }),
  z.strictObject({
    do: z.literal("ask"),
    sender: z.enum(["another-window", "frame", "left-page"]),
    message: z.unknown(),
  }),
  z.strictObject({ do: z.literal("kill"), name: z.string() }),
  z.strictObject({ do: z.literal("crash-page") }),
  z.strictObject({
    do: z.literal("keychain"),
    change: z.partialRecord(z.enum(["available", "rotated", "foreign"]), z.boolean()),
  }),
  z.strictObject({
    do: z.literal("move"),
    bounds: z.strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }),
  }),
  z.strictObject({ do: z.literal("open-url"), url: z.string() }),
  z.strictObject({ do: z.literal("serve"), url: z.string(), method: z.string() }),
  z.strictObject({ do: z.literal("quit") }),
]);

export type DoubleWish = z.infer<typeof wishSchema>;

/** As another sender would be seen: a window that is not ours, a frame in the page, a page that was left. */
const senderOf = (kind: "another-window" | "frame" | "left-page"): unknown => {
  const contents = openWindows()[0]?.webContents;
  const own = contents?.mainFrame ?? null;
  if (kind === "another-window") return { sender: {}, senderFrame: new DoubleFrame("app://throughlife/") };
  if (kind === "frame") return { sender: contents, senderFrame: new DoubleFrame("app://throughlife/", own) };
  return { sender: contents, senderFrame: null };
};

const grant = async (wish: DoubleWish): Promise<unknown> => {
  switch (wish.do) {
    case "endpoint":
      return endpoint();
    case "notes":
      return notes;
    case "menu":
      return menus.outline();
    case "click":
      return menus.click(wish.id);
    case "answer":
      return answer(wish.dialog, wish.answer);
    case "ask":
      return invoke("rpc", senderOf(wish.sender), [wish.message]);
    case "kill":
      return running.filter(({ name }) => name === wish.name).map(({ child }) => child.kill("SIGKILL")).length;
    case "crash-page":
      return openWindows()[0]?.webContents.forcefullyCrashRenderer();
    case "keychain":
      return Object.assign(keychain, wish.change);
    case "move":
      return openWindows()[0]?.move(wish.bounds);
    case "open-url":
      return app.emit("open-url", { preventDefault: () => undefined }, wish.url);
    case "serve": {
      const response = await defaultSession.serve?.(new globalThis.Request(wish.url, { method: wish.method }));
      return {
        status: response?.status,
        headers: Object.fromEntries(response?.headers ?? []),
        text: await response?.text(),
      };
    }
    case "quit":
      return app.quit();
  }
};

process.on("message", (raw) => {
  const { number, wish } = z.strictObject({ number: z.int(), wish: wishSchema }).parse(raw);
  void grant(wish).then(
    (value) => process.send?.({ number, value: value ?? null }),
    (fault: unknown) => process.send?.({ number, fault: String(fault) }),
  );
});
process.on("disconnect", () => void end(1));

Object.assign(globalThis, { electronDouble: electron });
const stub = pathToFileURL(join(import.meta.dirname, "electron-module.cjs")).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: stub, format: "commonjs", shortCircuit: true } : next(specifier, context),
});
createRequire(import.meta.url)(join(root, main));
await launch();

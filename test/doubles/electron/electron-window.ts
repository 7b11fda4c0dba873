/**
 * Windows of the double: each is a page of a real Chromium. What the program serves under `app://` is given to the page
 * under an https address of its own; everything else is stopped before it leaves.
 */
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type { BrowserContext, CDPSession, Page, Route } from "playwright-core";
import { z } from "zod";
import { preventable } from "./electron-app.ts";
import type { Note } from "./electron-dialogs.ts";
import { packValue, unpackValue } from "./electron-values.ts";
import { strict } from "./strict-module.ts";
import { isolatedWorld, isolatedWorldScript, mainWorldScript, pipeName } from "./world-scripts.ts";

const standInDomain = ".app.invalid";

/** The address that the page sees, and the one that the program sees. */
export const seenAddress = (address: string): string =>
  address.replace(/^app:\/\/([^/]+)/, `https://$1${standInDomain}`);
export const ownAddress = (address: string): string =>
  address.replace(new RegExp(`^https://([^/]+)${standInDomain.replaceAll(".", "\\.")}`), "app://$1");

type Serve = (request: Request) => Promise<Response>;
type Decide = (granted: boolean) => void;

/** `session`. */
export class DoubleSession extends EventEmitter {
  serve: Serve | null = null;
  decide: ((window: unknown, permission: string, answer: Decide, details: unknown) => void) | null = null;
  check: ((window: unknown, permission: string, origin: string, details: unknown) => boolean) | null = null;
  readonly protocol = strict("protocol", {
    handle: (scheme: string, serve: Serve): void => {
      if (scheme !== "app") throw new Error(`electron double: the scheme ${scheme} is not emulated`);
      this.serve = serve;
    },
  });

  setPermissionRequestHandler(handler: DoubleSession["decide"]): void {
    this.decide = handler;
  }

  setPermissionCheckHandler(handler: DoubleSession["check"]): void {
    this.check = handler;
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    if (handler()) throw new Error("electron double: devices are not emulated");
  }
}

/** A frame, as far as who asks is told by it. */
export class DoubleFrame {
  url: string;
  readonly parent: DoubleFrame | null;
  constructor(url: string, parent: DoubleFrame | null = null) {
    this.url = url;
    this.parent = parent;
  }
}

type OpenHandler = (details: { readonly url: string }) => { readonly action: string };

/** `webContents`. */
export class DoubleContents extends EventEmitter {
  mainFrame = new DoubleFrame("about:blank");
  readonly #window: DoubleWindow;
  onOpen: OpenHandler | null = null;

  constructor(window: DoubleWindow) {
    super();
    this.#window = window;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.onOpen = handler;
  }

  send(channel: string, ...values: readonly unknown[]): void {
    this.#window.deliver({ kind: "send", channel, values });
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  setZoomFactor(factor: number): void {
    this.#window.zoomed(factor);
  }

  forcefullyCrashRenderer(): void {
    void this.#window.crash();
  }
}

/** The viewer of PDFs is a part of the browser: what it loads of itself goes through no protocol of the program. */
const isOfViewer = (url: string): boolean =>
  url.startsWith("chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/") || url.startsWith("chrome://resources/");

const fromPageSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("invoke"), number: z.int(), channel: z.string(), values: z.array(z.unknown()) }),
  z.strictObject({
    kind: z.literal("permission"),
    number: z.int(),
    permission: z.string(),
    mediaTypes: z.array(z.string()),
  }),
]);

export type Invoke = (channel: string, event: unknown, values: readonly unknown[]) => Promise<unknown>;

export interface WindowParts {
  readonly context: () => Promise<BrowserContext>;
  readonly invoke: Invoke;
  readonly note: Note;
  readonly onAllClosed: () => void;
}

const preferencesSchema = z.strictObject({
  preload: z.string(),
  zoomFactor: z.number(),
  session: z.instanceof(DoubleSession),
  contextIsolation: z.literal(true),
  sandbox: z.literal(true),
  nodeIntegration: z.literal(false),
  webSecurity: z.literal(true),
  webviewTag: z.literal(false),
  plugins: z.boolean(),
  spellcheck: z.boolean(),
});

const optionsSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int(),
  height: z.int(),
  minWidth: z.int(),
  minHeight: z.int(),
  show: z.literal(false),
  title: z.string(),
  webPreferences: preferencesSchema,
});

const windows = new Set<DoubleWindow>();

/** Windows that are open. */
export const openWindows = (): readonly DoubleWindow[] => [...windows];

/** `BrowserWindow`. An option that is not safe, or not known here, is an error. */
export class DoubleWindow extends EventEmitter {
  readonly webContents: DoubleContents;
  readonly session: DoubleSession;
  readonly #parts: WindowParts;
  readonly #options: z.infer<typeof optionsSchema>;
  #page: Promise<Page>;
  #cdp: CDPSession | null = null;
  #worldId: number | null = null;
  #loading: string | null = null;
  /** A navigation that is being judged ends before another one begins, as in the runtime. */
  #judged: Promise<unknown> = Promise.resolve();
  #bounds: { x: number; y: number; width: number; height: number };
  #isMaximized = false;
  #isShown = false;

  constructor(parts: WindowParts, options: unknown) {
    super();
    this.#options = optionsSchema.parse(options);
    this.#parts = parts;
    this.session = this.#options.webPreferences.session;
    const { x, y, width, height } = this.#options;
    this.#bounds = { x, y, width, height };
    this.webContents = strict("webContents", new DoubleContents(this));
    windows.add(this);
    parts.note("window", { x, y, width, height });
    this.#page = this.#openPage();
  }

  async #openPage(): Promise<Page> {
    const context = await this.#parts.context();
    const blank = context.pages().find((page) => page.url() === "about:blank");
    const page = blank ?? (await context.newPage());
    const cdp = await context.newCDPSession(page);
    this.#cdp = cdp;
    const { width, height } = this.#bounds;
    await page.setViewportSize({ width, height });
    cdp.on("Runtime.executionContextCreated", ({ context: { auxData, id, name } }) => {
      if (name === isolatedWorld && auxData?.["frameId"] === mainFrameId) this.#worldId = id;
    });
    cdp.on("Runtime.bindingCalled", ({ executionContextId, name, payload }) => {
      if (name === pipeName) void this.#hear(executionContextId, payload);
    });
    await cdp.send("Page.enable");
    const mainFrameId = (await cdp.send("Page.getFrameTree")).frameTree.frame.id;
    await cdp.send("Runtime.enable");
    await cdp.send("Runtime.addBinding", { name: pipeName, executionContextName: isolatedWorld });
    await cdp.send("Page.addScriptToEvaluateOnNewDocument", { source: mainWorldScript });
    const preload = readFileSync(this.#options.webPreferences.preload, "utf8");
    const source = isolatedWorldScript(preload);
    await cdp.send("Page.addScriptToEvaluateOnNewDocument", { source, worldName: isolatedWorld });
    page.on("framenavigated", (frame) => {
      if (frame !== page.mainFrame()) return;
      const url = ownAddress(frame.url());
      const isSame = url.split("#")[0] === this.webContents.mainFrame.url.split("#")[0];
      if (isSame) this.webContents.mainFrame.url = url;
      else this.webContents.mainFrame = new DoubleFrame(url);
    });
    page.on("crash", () => void this.#pageCrashed());
    page.on("close", () => this.#pageClosed(page));
    return page;
  }

  /** Judges and answers what the page wants from outside of itself. */
  async route(route: Route, page: Page): Promise<boolean> {
    if ((await this.#page) !== page) return false;
    const request = route.request();
    const frame = request.frame();
    const isMain = frame === page.mainFrame();
    if (request.isNavigationRequest()) {
      const judged = this.#mayNavigate(request.url(), isMain).then(async (may) => {
        if (!may) await route.abort("aborted");
        return may;
      });
      this.#judged = judged;
      if (!(await judged)) return true;
    }
    const url = ownAddress(request.url());
    if (isOfViewer(url)) {
      await route.continue();
      return true;
    }
    if (!url.startsWith("app://") || this.session.serve === null) {
      this.#parts.note("stopped", request.url());
      await route.abort("blockedbyclient");
      return true;
    }
    const response = await this.session.serve(new Request(url, { method: request.method() }));
    const headers = Object.fromEntries(response.headers);
    if (request.isNavigationRequest() && headers["content-disposition"]?.startsWith("attachment") === true) {
      await route.abort("aborted");
      this.#download(url);
      return true;
    }
    const body = Buffer.from(await response.arrayBuffer());
    await route.fulfill({ status: response.status, headers, body });
    return true;
  }

  async #mayNavigate(seen: string, isMain: boolean): Promise<boolean> {
    if (isMain && this.#loading !== null && seen === this.#loading.split("#")[0]) return true;
    const url = ownAddress(seen);
    const details = Object.assign(preventable(), { url, isMainFrame: isMain });
    this.webContents.emit("will-frame-navigate", details);
    if (isMain && !details.defaultPrevented) this.webContents.emit("will-navigate", details);
    this.#parts.note("navigate", { url, prevented: details.defaultPrevented });
    return !details.defaultPrevented;
  }

  #download(url: string): void {
    const event = preventable();
    this.session.emit("will-download", event, strict("item", { getURL: () => url }), this.webContents);
    if (!event.defaultPrevented) throw new Error("electron double: a download of the browser itself is not emulated");
  }

  async #hear(contextId: number, payload: string): Promise<void> {
    const message = fromPageSchema.parse(unpackValue(payload));
    if (message.kind === "permission") {
      const value = await this.#decide(message);
      return this.#reply(contextId, { number: message.number, error: null, value });
    }
    try {
      const event = { sender: this.webContents, senderFrame: this.webContents.mainFrame, type: "frame" };
      const value = await this.#parts.invoke(message.channel, event, message.values);
      await this.#reply(contextId, { number: message.number, error: null, value });
    } catch (fault) {
      await this.#reply(contextId, { number: message.number, error: String(fault), value: null });
    }
  }

  #decide({
    mediaTypes,
    permission,
  }: {
    readonly mediaTypes: readonly string[];
    readonly permission: string;
  }): Promise<boolean> {
    const { url } = this.webContents.mainFrame;
    const details = { isMainFrame: true, requestingUrl: url, ...(permission === "media" ? { mediaTypes } : {}) };
    const checked = mediaTypes.length === 0 ? [undefined] : mediaTypes;
    const may = checked.every((mediaType) =>
      this.session.check?.(this.webContents, permission, url, {
        isMainFrame: true,
        ...(mediaType === undefined ? {} : { mediaType }),
      }),
    );
    return new Promise((resolve) => {
      if (!may || this.session.decide === null) return resolve(false);
      this.session.decide(this.webContents, permission, resolve, details);
    });
  }

  async #reply(contextId: number, message: object): Promise<void> {
    const expression = `electronDeliver(${JSON.stringify(packValue({ kind: "reply", ...message }))})`;
    await this.#cdp?.send("Runtime.evaluate", { contextId, expression }).catch(() => undefined);
  }

  /** Into the isolated world of the page that stands. */
  deliver(message: object): void {
    if (this.#worldId === null) return;
    const expression = `electronDeliver(${JSON.stringify(packValue(message))})`;
    void this.#cdp?.send("Runtime.evaluate", { contextId: this.#worldId, expression }).catch(() => undefined);
  }

  zoomed(factor: number): void {
    this.#parts.note("zoom", factor);
  }

  page(): Promise<Page> {
    return this.#page;
  }

  async loadURL(address: string): Promise<void> {
    const page = await this.#page;
    await this.#judged;
    this.#loading = seenAddress(address);
    await page.goto(this.#loading, { waitUntil: "domcontentloaded" }).finally(() => (this.#loading = null));
    if (!this.#isShown) this.emit("ready-to-show");
  }

  async crash(): Promise<void> {
    await this.#page;
    await this.#cdp?.send("Page.crash").catch(() => undefined);
  }

  /** A page that crashed cannot be used again: the window goes on with another one. */
  async #pageCrashed(): Promise<void> {
    const crashed = await this.#page;
    this.#worldId = null;
    this.#page = this.#openPage();
    await this.#page;
    await crashed.close();
    this.webContents.emit("render-process-gone", {}, { reason: "crashed", exitCode: 5 });
  }

  #pageClosed(page: Page): void {
    void this.#page.then((current) => current === page && this.#closed());
  }

  #closed(): void {
    if (!windows.delete(this)) return;
    this.emit("closed");
    if (windows.size === 0) this.#parts.onAllClosed();
  }

  async close(): Promise<void> {
    this.emit("close", preventable());
    const page = await this.#page;
    this.#closed();
    await page.close().catch(() => undefined);
  }

  show(): void {
    this.#isShown = true;
    this.#parts.note("show");
  }

  focus(): void {
    this.#parts.note("focus");
  }

  isMinimized(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return !windows.has(this);
  }

  maximize(): void {
    this.#isMaximized = true;
    this.emit("maximize");
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  getNormalBounds(): object {
    return this.#bounds;
  }

  /** As if somebody had dragged it there. */
  move(bounds: { x: number; y: number; width: number; height: number }): void {
    this.#bounds = bounds;
    this.emit("move");
    this.emit("resize");
  }
}

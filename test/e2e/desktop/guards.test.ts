/** What the window of the desktop may not do, tried from inside and outside of it; and what it may. */
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, type TestContext } from "vitest";
import { z } from "zod";
import { commandRows } from "../../../shared/rpc/app-commands.ts";
import { chromiumPath, withoutChromium } from "../browser/chromium.ts";
import { buildDesktop, desktopFolder, startDouble, until, type DoubleProgram } from "./double-program.ts";
import { askBridge, askNode, begin, kindOf } from "./window-bridge.ts";

/** So long nothing more comes when everything has come. */
const quietMillis = 300;
const path = chromiumPath();
const skipWithout = (context: TestContext): void => context.skip(path === null, withoutChromium);
let program: DoubleProgram;
let page: Page;
let folder: string;
let removeFolder: () => Promise<void>;

beforeAll(async () => {
  if (path === null) return;
  await buildDesktop();
  [folder, removeFolder] = await desktopFolder();
  program = startDouble({ folder });
  page = await program.page();
});
afterAll(async () => {
  if (path === null) return;
  expect(await program.stop()).toBe(0);
  await removeFolder();
});

const call = (method: string, request: unknown) => ({
  kind: "call",
  text: JSON.stringify({ call: 1, method, request }),
});

test("the page gets one bridge with two functions, and nothing of Node or Electron", async (context) => {
  skipWithout(context);
  const seen = await page.evaluate(() => {
    const bridge: unknown = Reflect.get(window, "throughlife");
    return {
      names: typeof bridge === "object" && bridge !== null ? Object.keys(bridge).sort() : [],
      frozen: Object.isFrozen(bridge),
      others: ["require", "process", "module", "electron", "electronPipe", "electronDeliver", "Buffer"].filter(
        (name) => name in window,
      ),
    };
  });
  expect(seen).toEqual({ names: ["ask", "onEvent"], frozen: true, others: [] });
});

test("the page runs under the policy: no foreign script, no inline script, no address but its own; each load has a nonce of its own", async (context) => {
  skipWithout(context);
  const tried = await page.evaluate(async () => {
    const broken: string[] = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => broken.push(effectiveDirective));
    const inline = document.createElement("script");
    inline.textContent = "window.ranInline = true";
    document.head.append(inline);
    const fetched = await fetch("https://example.com/").then(
      () => "fetched",
      () => "refused",
    );
    const framed = document.createElement("iframe");
    framed.src = "https://example.com/";
    document.body.append(framed);
    await new Promise((resolve) => setTimeout(resolve, 50));
    framed.remove();
    return { broken: broken.sort(), fetched, ran: "ranInline" in window };
  });
  expect(tried).toEqual({ broken: ["connect-src", "frame-src", "script-src-elem"], fetched: "refused", ran: false });
  const loads = await Promise.all([1, 2].map(() => serve("app://throughlife/")));
  for (const { headers, status } of loads) {
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(headers["content-security-policy"]).toMatch(/default-src 'none'; script-src 'self'/);
    expect(headers["content-security-policy"]).not.toContain("unsafe-inline");
  }
  expect(loads[0]?.headers["content-security-policy"]).not.toBe(loads[1]?.headers["content-security-policy"]);
});

test("nothing outside of the built screens is served, however the path is written", async (context) => {
  skipWithout(context);
  const paths = [
    "/../package.json",
    "/%2e%2e/package.json",
    "/..%2f..%2fpackage.json",
    "/%2e%2e%2f%2e%2e%2fetc/passwd",
    "//etc/passwd",
    "/\\..\\package.json",
    "/assets/",
    "/main.cjs",
    "/download/nothing",
    "/-/halt",
  ];
  for (const tried of paths) expect([tried, (await serve(`app://throughlife${tried}`)).status]).toEqual([tried, 404]);
  for (const foreign of ["app://elsewhere/", "app://throughlife:80/"]) expect((await serve(foreign)).status).toBe(404);
  expect((await serve("app://throughlife/", "POST")).status).toBe(405);
});

test("the window leaves its page for no other, and opens none; only the standards open in the user's browser", async (context) => {
  skipWithout(context);
  const before = page.url();
  for (const away of [
    "https://example.com/",
    "http://127.0.0.1:1/",
    "https://throughlife.app.invalid/-/halt",
    "https://throughlife.app.invalid/assets/x.js",
  ]) {
    await page.evaluate((address) => location.assign(address), away);
    await expect
      .poll(() => program.notes("navigate").then((all) => JSON.stringify(all)))
      .toContain(away.replace("https://throughlife.app.invalid", "app://throughlife"));
    expect(page.url()).toBe(before);
  }
  expect(JSON.stringify(await program.notes("navigate"))).not.toContain('"prevented":false');
  const opened = [
    "https://example.com/",
    "http://www.rfc-editor.org/rfc/rfc8785",
    "https://www.rfc-editor.org/rfc/rfc8785",
  ];
  for (const address of opened) await page.evaluate((one) => window.open(one, "_blank", "noopener"), address);
  await expect.poll(async () => (await program.notes("window.open")).length).toBe(opened.length);
  expect(await program.notes("openExternal")).toEqual(["https://www.rfc-editor.org/rfc/rfc8785"]);
  await expect.poll(() => page.context().pages().length).toBe(1);
});

test("only the window's own page may ask, in messages that are known and not too large", async (context) => {
  skipWithout(context);
  for (const sender of ["another-window", "frame", "left-page"] as const)
    expect(await program.wish({ do: "ask", sender, message: call("app.state", {}) })).toMatchObject({
      failure: { kind: "foreignSender" },
    });
  const large = "x".repeat(8 * 1024 * 1024 + 1);
  expect(await kindOf(page, { kind: "call", text: large })).toBe("tooLarge");
  for (const strange of [
    null,
    "call",
    {},
    { kind: "eval", text: "1" },
    { kind: "call", text: 1 },
    { ...call("app.state", {}), more: 1 },
  ])
    expect(await kindOf(page, strange)).toBe("badRequest");
  for (const factor of [0.5, 3, "1"]) expect(await kindOf(page, { kind: "zoom", factor })).toBe("badRequest");
  expect(await kindOf(page, call("app.state", {}))).toBe("answered");
  expect(await askNode(page, "app.destroy", {})).toMatchObject({ kind: "unknownMethod" });
  expect(await askNode(page, "app.state", { more: 1 })).toMatchObject({ kind: "badRequest" });
  expect(await askBridge(page, { kind: "call", text: "not a call" })).toMatchObject({
    text: expect.stringContaining("badRequest"),
  });
});

test("a file that is on its way is bounded and can be stopped; a piece of nothing is refused", async (context) => {
  skipWithout(context);
  const begun = z
    .strictObject({ kind: z.literal("uploading"), upload: z.int() })
    .parse(await askBridge(page, { kind: "upload", bytes: 3 }));
  const piece = (upload: number, bytes: number) =>
    page.evaluate(
      async ([number, length]) => {
        const bridge: unknown = Reflect.get(window, "throughlife");
        const ask: unknown = typeof bridge === "object" && bridge !== null ? Reflect.get(bridge, "ask") : null;
        return typeof ask === "function" ? ask({ kind: "piece", upload: number, bytes: new Uint8Array(length) }) : null;
      },
      [upload, bytes] as const,
    );
  expect(await piece(begun.upload, 3)).toEqual({ kind: "taken" });
  expect(await askBridge(page, { kind: "uploaded", upload: begun.upload })).toMatchObject({
    outcome: {
      ok: true,
      value: { bytes: 3, sha256: "709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c" },
    },
  });
  expect(await piece(begun.upload, 3)).toMatchObject({ failure: { kind: "interrupted" } });
  expect(await piece(begun.upload, 4 * 1024 * 1024 + 1)).toMatchObject({ failure: { kind: "tooLarge" } });
  expect(await askBridge(page, { kind: "upload", bytes: 4 * 1024 ** 3 + 1 })).toMatchObject({ kind: "uploading" });
  expect(await askBridge(page, { kind: "uploaded", upload: begun.upload + 1 })).toMatchObject({
    outcome: { ok: false, failure: { kind: "tooLarge" } },
  });
});

test("the camera is given to the window for reading codes, the microphone and everything else is not", async (context) => {
  skipWithout(context);
  const media = (wish: { readonly video?: true; readonly audio?: true }) =>
    page.evaluate(
      (wanted) =>
        navigator.mediaDevices.getUserMedia(wanted).then(
          () => "given",
          () => "refused",
        ),
      wish,
    );
  expect([
    await media({ video: true }),
    await media({ audio: true }),
    await media({ video: true, audio: true }),
  ]).toEqual(["given", "refused", "refused"]);
  expect(await page.evaluate(() => Notification.requestPermission())).toBe("denied");
});

test("the native menu holds every command of the registry; one that is chosen reaches the page as an event", async (context) => {
  skipWithout(context);
  const menu = JSON.stringify(await program.wish({ do: "menu" }));
  for (const { accelerator, id, title } of commandRows) {
    expect(menu).toContain(`{"id":"${id}","label":"${title}"`);
    if (accelerator !== undefined) expect(menu).toContain(`"accelerator":"${accelerator}"`);
  }
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const bridge: unknown = Reflect.get(window, "throughlife");
    const onEvent: unknown = typeof bridge === "object" && bridge !== null ? Reflect.get(bridge, "onEvent") : null;
    if (typeof onEvent === "function") onEvent((text: string) => heard.push(text));
  });
  expect(await program.wish({ do: "click", id: "go-verify" })).toBe(true);
  await expect
    .poll(() => page.evaluate(() => JSON.stringify(Reflect.get(window, "heard"))))
    .toContain('{\\"command\\":\\"go-verify\\",\\"event\\":\\"command\\"}');
});

test("the window draws larger by the menu, and the page that is opened again asks for the same size", async (context) => {
  skipWithout(context);
  await begin(page);
  await page.reload();
  const zooms = (): Promise<readonly unknown[]> => program.notes("zoom");
  await until("the zoom of the menu", async () => {
    await program.wish({ do: "click", id: "zoom-in" });
    return (await zooms()).at(-1) === 1 ? undefined : true;
  });
  const before = await until("the end of what the menu said", async () => {
    const heard = await zooms();
    await pause(quietMillis);
    return (await zooms()).length === heard.length ? heard : undefined;
  });
  await page.reload();
  await expect.poll(async () => (await zooms()).slice(before.length)).not.toEqual([]);
  expect((await zooms()).at(-1)).toBe(before.at(-1));
});

test("a second start shows the window of the first; the link of a label is asked about, and opened only then", async (context) => {
  skipWithout(context);
  const asset = "ab".repeat(32);
  const shown = (await program.notes("focus")).length;
  expect(await startDouble({ folder, words: ["throughlife://asset/../../etc"] }).ended).toBe(0);
  await expect.poll(async () => (await program.notes("focus")).length).toBe(shown + 1);
  expect(await program.notes("showMessageBox")).toEqual([]);
  expect(await startDouble({ folder, words: [`throughlife://asset/${asset}`] }).ended).toBe(0);
  expect(await program.noted("showMessageBox")).toMatchObject({
    buttons: ["Open", "Cancel"],
    defaultId: 1,
    detail: `Asset ${asset}`,
  });
  await program.wish({ do: "answer", dialog: "showMessageBox", answer: { response: 1 } });
  await program.wish({ do: "open-url", url: `throughlife://asset/${asset}` });
  await expect.poll(async () => (await program.notes("showMessageBox")).length).toBe(2);
  expect(page.url()).not.toContain(asset);
  await program.wish({ do: "answer", dialog: "showMessageBox", answer: { response: 0 } });
  await expect.poll(() => page.url()).toContain(`#/asset/${asset}`);
});

const served = z.strictObject({ headers: z.record(z.string(), z.string()), status: z.int(), text: z.string() });
const serve = async (url: string, method = "GET"): Promise<z.infer<typeof served>> =>
  served.parse(await program.wish({ do: "serve", url, method }));

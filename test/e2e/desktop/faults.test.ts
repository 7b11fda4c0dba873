/** The desktop when something ends: the page, the node, the serial host, or a data folder that cannot be opened. */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, beforeAll, beforeEach, expect, test, type TestContext } from "vitest";
import { z } from "zod";
import { findRunningNode } from "../../../main/shell/local/local-client.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { chromiumPath, withoutChromium } from "../browser/chromium.ts";
import {
  buildDesktop,
  desktopFolder,
  startDouble,
  until,
  type DoubleProgram,
  type DoubleStart,
} from "./double-program.ts";
import { askNode, begin } from "./window-bridge.ts";

const path = chromiumPath();
const skipWithout = (context: TestContext): void => context.skip(path === null, withoutChromium);
let folder: string;
let removeFolder: () => Promise<void>;
let running: DoubleProgram[];

beforeAll(async () => {
  if (path !== null) await buildDesktop();
});
beforeEach(async () => {
  running = [];
  [folder, removeFolder] = await desktopFolder();
});
afterEach(async () => {
  for (const program of running) await program.stop();
  await removeFolder();
});

const start = (wish: Partial<DoubleStart> = {}): DoubleProgram => {
  const program = startDouble({ folder, ...wish });
  running.push(program);
  return program;
};

const haltPage = (program: DoubleProgram): Promise<Page> => program.anyPage(/\/-\/halt$/);
const followLink = (page: Page, name: string): Promise<void> => page.getByRole("link", { name, exact: true }).click();

test("a page that crashes gives way to one that says so and leads back; the node has gone on", async (context) => {
  skipWithout(context);
  const program = start();
  await begin(await program.page());
  await program.wish({ do: "crash-page" });
  const halted = await haltPage(program);
  await halted.getByRole("heading", { name: "The window had a fault" }).waitFor();
  expect(await halted.evaluate(() => document.querySelectorAll("script").length)).toBe(0);
  await followLink(halted, "Start again");
  const page = await program.page();
  expect(await askNode(page, "app.state", {})).toMatchObject({ begun: true });
  expect(await faultsIn(folder)).toMatchObject([{ what: "window ended", reason: "crashed" }]);
});

test("a node that ends is said with what is safe; it is started again, with its index built anew where that is asked for", async (context) => {
  skipWithout(context);
  const program = start();
  await begin(await program.page());
  expect(await program.wish({ do: "kill", name: "Throughlife node" })).toBe(1);
  const halted = await haltPage(program);
  await halted.getByText("Everything that was acknowledged as recorded is on the disk.").waitFor();
  await followLink(halted, "Start again and build the index anew");
  const page = await program.page();
  expect(await askNode(page, "app.state", {})).toMatchObject({ begun: true });
  expect(await faultsIn(folder)).toMatchObject([{ what: "node ended" }]);
});

test("a data folder that another program has open is not opened a second time; another one can be chosen and is remembered", async (context) => {
  skipWithout(context);
  const first = start();
  await begin(await first.page());
  const second = start({ env: { THROUGHLIFE_WINDOW: join(folder, "window-2") } });
  const halted = await haltPage(second);
  await halted.getByRole("heading", { name: "The data folder cannot be opened" }).waitFor();
  await second.wish({
    do: "answer",
    dialog: "showOpenDialog",
    answer: { canceled: false, filePaths: [join(folder, "another")] },
  });
  await followLink(halted, "Open another data folder");
  expect(await askNode(await second.page(), "app.state", {})).toMatchObject({
    begun: false,
    folder: join(folder, "another"),
  });
  expect(await second.stop()).toBe(0);
  const again = start({
    env: { THROUGHLIFE_WINDOW: join(folder, "window-2"), THROUGHLIFE_DATA: join(folder, "nowhere") },
  });
  expect(await askNode(await again.page(), "app.state", {})).toMatchObject({ folder: join(folder, "another") });
});

test("an instrument is read in a process of its own; when that is killed, the reading goes on in another, and commands from outside hear it", async (context) => {
  skipWithout(context);
  const program = start();
  await begin(await program.page());
  const outside = await findRunningNode(join(folder, "data"));
  if (outside === null) throw new Error("The command line does not reach the desktop program");
  const polls: number[] = [];
  outside.onEvent((event) => void (event.event === "reading" && polls.push(event.readings.length)));
  const { session } = valueOf(
    await outside.call("instrument.start", {
      every_ms: 100,
      history: null,
      path: "sim:wtvb01",
      profile: "witmotion.wtvb01-485",
    }),
  );
  await until("three polls", async () => (polls.length >= 3 ? true : undefined));
  expect(await program.wish({ do: "kill", name: "Throughlife serial host" })).toBe(1);
  const before = polls.length;
  await until("three more", async () => (polls.length >= before + 3 ? true : undefined));
  valueOf(await outside.call("instrument.stop", { session }));
  await outside.close();
});

test("the window stands where it was left, unless no screen shows that place", async (context) => {
  skipWithout(context);
  const first = start();
  await first.page();
  expect(await first.noted("window")).toEqual({ x: 280, y: 80, width: 1360, height: 880 });
  const place = { x: 40, y: 60, width: 1000, height: 700 };
  await first.wish({ do: "move", bounds: place });
  expect(await first.stop()).toBe(0);
  const second = start();
  expect(await second.noted("window")).toEqual(place);
  await second.page();
  await second.wish({ do: "move", bounds: { ...place, x: 5000 } });
  expect(await second.stop()).toBe(0);
  expect(await start().noted("window")).toEqual({ x: 460, y: 170, width: 1000, height: 700 });
});

test("it ends in order: the node closes its data folder before the program is gone", async (context) => {
  skipWithout(context);
  const program = start();
  await begin(await program.page());
  const holders = (): readonly string[] => readdirSync(join(folder, "data", "lock"));
  expect(holders()).toHaveLength(1);
  await program.wish({ do: "quit" });
  expect(await program.ended).toBe(0);
  expect(holders()).toEqual([]);
});

const faultsIn = async (where: string): Promise<readonly unknown[]> => {
  const lines = (await readFile(join(where, "window", "faults.jsonl"), "utf8")).trim().split("\n");
  return lines.map((line) => z.looseObject({ at: z.iso.datetime(), what: z.string() }).parse(JSON.parse(line)));
};

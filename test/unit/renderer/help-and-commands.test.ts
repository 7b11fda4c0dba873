/** One list of commands: no key twice, no menu empty; a page of help for every screen that there is. */
import { expect, test } from "vitest";
import { acceleratorOf, keysOf } from "../../../renderer/design/accelerators.ts";
import { findHelp, helpPages, pageAt } from "../../../renderer/help/help-pages.ts";
import { addresses, historyAt, routes } from "../../../renderer/vocabulary/addresses.ts";
import { commandMenus, commandRows, isCommandId } from "../../../shared/rpc/app-commands.ts";

test("no id, key or sequence of letters is given twice, and no letter begins a sequence", () => {
  const twice = (texts: readonly (string | undefined)[]) => texts.filter((text, index) => text !== undefined && texts.indexOf(text) !== index);
  expect(twice(commandRows.map(({ id }) => id))).toEqual([]);
  expect(twice(commandRows.map(({ accelerator }) => accelerator))).toEqual([]);
  expect(twice(commandRows.map(({ letters }) => letters))).toEqual([]);
  expect(commandRows.filter(({ letters }) => letters === "g")).toEqual([]);
  expect(commandMenus.filter((menu) => commandRows.every((row) => row.menu !== menu))).toEqual([]);
  expect([isCommandId("go-fleet"), isCommandId("rm -rf")]).toEqual([true, false]);
});

test("keys are heard and printed as menus write them", () => {
  const press = { altKey: false, ctrlKey: false, metaKey: false };
  expect(acceleratorOf({ ...press, ctrlKey: true, key: "k" })).toBe("CmdOrCtrl+K");
  expect(acceleratorOf({ ...press, ctrlKey: true, key: "=" })).toBe("CmdOrCtrl+Plus");
  expect(acceleratorOf({ ...press, altKey: true, key: "ArrowLeft" })).toBe("Alt+Left");
  expect(keysOf("CmdOrCtrl+Plus")).toEqual(["Ctrl", "+"]);
  expect(keysOf("g f")).toEqual(["G", "F"]);
});

test("every screen has its page of help", () => {
  const fixed = Object.values(addresses).filter((address) => typeof address === "string");
  const all = [...fixed, ...Object.values(routes)].filter((address) => !address.startsWith("/help") && address !== addresses.notices);
  expect(all.filter((address) => pageAt(address) === null)).toEqual([]);
  expect(pageAt("/asset/8f3a/log")?.id).toBe("log-work");
  expect(pageAt("/asset/8f3a/entry/9b")?.id).toBe("asset");
  expect(pageAt("/")?.id).toBe("fleet");
  expect(historyAt("/asset/8f3a/log")).toBe("8f3a");
  expect(historyAt("/settings")).toBeNull();
});

test("help is found by any of its words, and ids are unique", () => {
  expect(findHelp("PIN stolen").map(({ id }) => id)).toContain("keys");
  expect(findHelp("no such words here")).toEqual([]);
  expect(new Set(helpPages.map(({ id }) => id)).size).toBe(helpPages.length);
});

/** The code tables: whole, without repeats, and the facts that they were carried over from. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { methods } from "../../../shared/rpc/methods.ts";
import { codeName, codeTables } from "../../../shared/query/code-tables.ts";

const sharedData = new URL("../../../../shared/domain-data/", import.meta.url);

test("answer the method that asks for them", () => {
  expect(methods["code.tables"].response.safeParse(codeTables()).success).toBe(true);
  expect(codeTables().map(({ id }) => id)).toEqual([
    "equipment-class", "equipment-class", "failure-mode", "failure-mechanism", "failure-cause", "detection-method", "activity",
  ]);
});

test.each(codeTables().map((table) => [table.title, table] as const))("%s: no code twice, no empty word, source and edition named", (_, table) => {
  const codes = table.rows.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(table.rows.filter(({ name, synonyms }) => name.trim() === "" || synonyms.includes(""))).toEqual([]);
  expect(table.edition).not.toBe("");
  expect(table.source.length).toBeGreaterThan(40);
});

test("failure modes name classes that there are", () => {
  const classes = new Set(codeTables().filter(({ id }) => id === "equipment-class").flatMap(({ rows }) => rows.map(({ code }) => code)));
  const modes = codeTables().find(({ id }) => id === "failure-mode")?.rows ?? [];
  expect(modes.flatMap(({ for_classes }) => for_classes ?? []).filter((code) => !classes.has(code))).toEqual([]);
  expect(modes.find(({ code }) => code === "UST")?.for_classes).toEqual(expect.arrayContaining(["PU", "EM", "WT"]));
  expect(modes.find(({ code }) => code === "UNK")?.for_classes).toBeNull();
});

test("a code has the name of its edition, and no name where nobody knows it", () => {
  expect(codeName("equipment-class", "PU", "ISO 14224:2016")).toBe("Pumps");
  expect(codeName("equipment-class", "WT")).toBe("Wind turbines");
  expect(codeName("equipment-class", "PU", "ISO 14224:2006")).toBe("Pumps");
  expect(codeName("failure-mode", "PU")).toBeNull();
});

describe("carried over", () => {
  const carried = [
    ["failure-mode", "iso14224-failure-modes.json"],
    ["failure-mechanism", "iso14224-failure-mechanisms.json"],
    ["failure-cause", "iso14224-failure-causes.json"],
    ["detection-method", "iso14224-detection-methods.json"],
    ["activity", "iso14224-maintenance-activities.json"],
    ["equipment-class", "iso14224-equipment-classes.json"],
  ] as const;

  test.for(carried)("%s has the codes and names of %s", ([id, file], context) => {
    const path = new URL(file, sharedData);
    if (!existsSync(path)) return context.skip(`The shared material is not on this machine, so ${file} is not compared.`);
    const { rows } = JSON.parse(readFileSync(path, "utf8"));
    const table = codeTables().find((each) => each.id === id);
    expect(table?.rows.map(({ code, name }) => ({ code, name }))).toEqual(rows.map(({ code, name }: { code: string; name: string }) => ({ code, name })));
  });
});

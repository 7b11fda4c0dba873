/** Assets as they are typed in, described again, read off and corrected. */
import { expect, test } from "vitest";
import { assetRequestOf, emptyAssetDraft } from "../../../renderer/asset/asset-draft.ts";
import { counterRows, numberFault, readingsOf } from "../../../renderer/asset/counter-rows.ts";
import { describedFields, setOf, type DescribedField } from "../../../renderer/asset/described-fields.ts";
import { replacementFields, replacementOf } from "../../../renderer/evidence/replacement.ts";
import { turbineDetail, turbineTimeline } from "../../doubles/screen-rows.ts";

const touch = (fields: readonly DescribedField[], name: string, text: string): readonly DescribedField[] =>
  fields.map((field) => (field.name === name ? { ...field, text, touched: true } : field));

test("a new asset needs a tag and a class; all else may be empty", () => {
  const made = assetRequestOf({ ...emptyAssetDraft, tag: " P-101A ", equipmentClass: "PU", maker: " " }, "ISO 14224:2016");
  expect(made).toMatchObject({ ok: true, request: { equipment_class: { code: "PU", edition: "ISO 14224:2016" }, life_number: 1, maker: null, tag: "P-101A" } });
  const wrong = assetRequestOf({ ...emptyAssetDraft, lifeNumber: "0", identifiers: [{ scheme: "GIAI", value: "" }] }, "");
  expect(wrong).toEqual({ ok: false, faults: new Set(["equipment_class", "identifiers", "life_number", "tag"]) });
});

test("only what was touched and changes or decides something is recorded", () => {
  const fields = describedFields(turbineDetail);
  expect(setOf(fields, "e")).toBeNull();
  expect(setOf(touch(fields, "maker", "Aeolus"), "e")).toBeNull();
  expect(setOf(touch(fields, "maker", " "), "e")).toEqual({ maker: null });
  expect(setOf(touch(fields, "location", "String B, position 3"), "e")).toEqual({ location: "String B, position 3" });
  expect(setOf(touch(touch(fields, "tag", "WTG-7"), "equipment_class", "GT"), "e")).toEqual({ equipment_class: { code: "GT", edition: "e" }, tag: "WTG-7" });
});

test("counters begin with those that are known; empty ones are left out", () => {
  const rows = counterRows(turbineDetail.counters);
  expect(rows.map(({ counter }) => counter)).toEqual(["operating hours", "starts", ""]);
  expect(readingsOf(rows)).toEqual([]);
  const filled = rows.map((row, index) => ({ ...row, counter: row.counter || "cycles", unit: index === 2 ? "" : row.unit, value: ["61300", "", "7"][index] ?? "" }));
  expect(readingsOf(filled)).toEqual([
    { counter: "operating hours", reading: { unit: "h", value: "61300" } },
    { counter: "cycles", reading: { unit: "1", value: "7" } },
  ]);
  expect(["", "12.5", "-3", "12,5"].map(numberFault)).toEqual([null, null, null, null]);
  expect(["1e3", "12,500", "many"].map((text) => numberFault(text) !== null)).toEqual([true, true, true]);
});

test("a replacement is the signed body with the corrected texts, and nothing else changed", () => {
  const entry = turbineTimeline().find(({ summary }) => summary.startsWith("Main bearing"));
  if (entry === undefined) throw new Error("The rows have no such entry");
  const fields = replacementFields(entry);
  expect(fields.map(({ path }) => path)).toEqual(["summary", "failure.text", "done", "active_hours", "down_hours", "occurred.value"]);
  expect(replacementOf(entry.body, fields)).toEqual(entry.body);
  const corrected = fields.map((field) => (field.path === "failure.text" ? { ...field, value: "87 °C" } : field.path === "down_hours" ? { ...field, value: "" } : field));
  expect(replacementOf(entry.body, corrected)).toEqual({ ...entry.body, down_hours: null, failure: { ...Object(entry.body["failure"]), text: "87 °C" } });
  expect(replacementFields({ ...entry, type: "condition/read@1" })).toEqual([]);
});

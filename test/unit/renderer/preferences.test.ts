/** Figures and times as a person prefers them; records and forms are never in doubt about a number. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { changePreferences, preferences, takePreferencesOf } from "../../../renderer/vocabulary/preferences.ts";
import { countText, quantityText, readDecimal } from "../../../renderer/vocabulary/number-words.ts";
import { exactText, timeText } from "../../../renderer/vocabulary/time-words.ts";

const store = new Map<string, string>();
const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");

beforeEach(() => {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    value: { getItem: (key: string) => store.get(key) ?? null, setItem: (key: string, text: string) => store.set(key, text) },
  });
});
afterEach(() => {
  store.clear();
  takePreferencesOf("nobody else");
  if (before !== undefined) Object.defineProperty(globalThis, "localStorage", before);
});

test("each person finds what they chose; another begins with the usual", () => {
  takePreferencesOf("anna");
  changePreferences({ decimal: "comma", dates: "day-first", zone: "utc", zoneShown: true, units: { velocity: "[in_i]/s" } });
  expect(quantityText("2.31", "mm/s")).toBe("2,31 mm/s (≈ 0,0909 in/s)");
  expect(timeText("2026-11-22T09:12:33.000000Z")).toBe("22.11.2026 09:12 UTC");
  expect(exactText("2026-11-22T09:12:33.000000Z")).toBe("2026-11-22 09:12:33.000000 UTC");
  expect(countText(48_211)).toBe("48.211");
  takePreferencesOf("jonas");
  expect(quantityText("2.31", "mm/s")).toBe("2.31 mm/s");
  takePreferencesOf("anna");
  expect(preferences().decimal).toBe("comma");
});

test("what another version kept is taken where it still means something", () => {
  store.set("throughlife.preferences.anna", JSON.stringify({ decimal: "comma", dates: "roman", units: { velocity: "knots", mass: "kg" }, lockMinutes: -1 }));
  takePreferencesOf("anna");
  expect(preferences()).toMatchObject({ decimal: "comma", dates: "iso", units: { mass: "kg" }, lockMinutes: 15 });
});

test("a decimal comma is a number; one that can be read in two ways is asked about", () => {
  const valuesOf = (texts: readonly string[]) => texts.map((text) => readDecimal(text)).map((read) => (read.ok ? read.value : null));
  expect(valuesOf(["2.5", "2,5", " 007,50 ", "-3", "−1,25", "0,125", "1 250,5"])).toEqual(["2.5", "2.5", "7.50", "-3", "-1.25", "0.125", "1250.5"]);
  expect(valuesOf(["1,250", "1.250,5", "1e3", "many", ""])).toEqual([null, null, null, null, null]);
  expect(readDecimal("1,250")).toMatchObject({ message: "1,250 can be read in two ways. Write 1.250 or 1250." });
  takePreferencesOf("anna");
  changePreferences({ decimal: "comma" });
  expect(valuesOf(["1,250", "1.250"])).toEqual(["1.250", null]);
});

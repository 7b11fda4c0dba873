/** Conversion between units: exact where it can be, rounded once where not, never between different kinds. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { convertText } from "../../../shared/quantity/unit-conversion.ts";
import { unitTable } from "../../../shared/quantity/unit.ts";

test("keeps significant digits, says what was rounded, and knows offsets", () => {
  // Figures by the exact definitions of inch, pound-force and Fahrenheit.
  const rows = [
    ["2.31", "mm/s", "[in_i]/s", "0.0909", false],
    ["25.4", "mm", "[in_i]", "1", true],
    ["-40", "Cel", "[degF]", "-40", true],
    ["98.6", "[degF]", "Cel", "37", true],
    ["24.3", "Cel", "[degF]", "75.7", false],
    ["1.000", "bar", "[psi]", "14.50", false],
    ["100.0", "N.m", "[ft_i].[lbf_av]", "73.76", false],
    ["3600", "m3/h", "L/s", "1000", true],
  ] as const;
  for (const [value, from, to, expected, isExact] of rows)
    expect(convertText(value, from, to)).toEqual({ value: expected, isExact });
});

test("refuses other kinds, unknown units and what is no number", () => {
  expect(convertText("1", "bar", "mm")).toBeNull();
  expect(convertText("1", "bar", "furlong")).toBeNull();
  expect(convertText("1e3", "bar", "kPa")).toBeNull();
  expect(convertText("61204", "h", "h")).toBeNull();
});

test("there and back again is the same value within its last digit, for every pair of a kind", () => {
  const codes = unitTable.units.map(({ code }) => code);
  const number = fc.integer({ min: 100_000, max: 999_999 }).map((digits) => `${digits / 1000}`);
  fc.assert(
    fc.property(number, fc.constantFrom(...codes), fc.constantFrom(...codes), (value, from, to) => {
      const there = convertText(value, from, to);
      const back = there === null ? null : convertText(there.value, to, from);
      if (back !== null) expect(Math.abs(Number(back.value) - Number(value))).toBeLessThan(Number(value) * 0.02);
    }),
    { seed: 7 },
  );
});

/** Registers to values: every type and order of bytes, exact scales, and what is no value. */
import { describe, expect, test } from "vitest";
import type { ProfileChannel } from "../../../shared/condition/instrument-profile.ts";
import { decodeChannel, registerValue } from "../../../shared/condition/register-decoder.ts";
import { registersOf, type RegisterType } from "../../../shared/condition/register-type.ts";
import { decimalOfSingle } from "../../../shared/condition/single-precision.ts";
import { bytesOfHex } from "../../../shared/encoding/hex.ts";
import { isDecimal, type Decimal } from "../../../shared/quantity/decimal.ts";
import { isUnitCode, parseUnit, unitSymbol, unitTable, type UnitCode } from "../../../shared/quantity/unit.ts";

const bytes = (hex: string): Uint8Array => bytesOfHex(hex) ?? new Uint8Array(0);
const decimal = (text: string): Decimal => {
  if (!isDecimal(text)) throw new Error(text);
  return text;
};
const unit = (text: string): UnitCode => {
  if (!isUnitCode(text)) throw new Error(text);
  return text;
};

test.each<readonly [RegisterType, string, string | null]>([
  ["u16", "ffff", "65535"],
  ["i16", "ffff", "-1"],
  ["i16", "8000", "-32768"],
  ["u32-abcd", "00010002", "65538"],
  ["u32-cdab", "00020001", "65538"],
  ["u32-badc", "01000200", "65538"],
  ["u32-dcba", "02000100", "65538"],
  ["u32-abcd", "ffffffff", "4294967295"],
  ["i32-abcd", "ffffffff", "-1"],
  ["i32-cdab", "ffff8000", "-2147418113"],
  ["i32-badc", "ffffffff", "-1"],
  ["i32-dcba", "feffffff", "-2"],
  ["f32-abcd", "42c80000", "100"],
  ["f32-cdab", "000042c8", "100"],
  ["f32-badc", "c8420000", "100"],
  ["f32-dcba", "0000c842", "100"],
  ["f32-abcd", "3dcccccd", "0.1"],
  ["f32-abcd", "c0490fdb", "-3.1415927"],
  ["f32-abcd", "7f800000", null],
  ["f32-abcd", "ffc00000", null],
])("%s of %s is %s", (type, hex, expected) => {
  expect(registerValue(type, bytes(hex))).toBe(expected);
});

test("a type of 32 bits takes two registers", () => {
  expect([registersOf("u16"), registersOf("i16"), registersOf("u32-dcba"), registersOf("f32-abcd")]).toEqual([1, 1, 2, 2]);
});

test.each([
  [0x00000001n, "0.000000000000000000000000000000000000000000001"],
  [0x7f7fffffn, "340282350000000000000000000000000000000"],
  [0x80000000n, "0"],
  [0x4b800000n, "16777216"],
  [0x34000000n, "0.00000011920929"],
])("the single of bits %i is %s", (bits, expected) => {
  expect(decimalOfSingle(bits)).toBe(expected);
});

describe("a channel", () => {
  const read = { name: "main", function_code: 3, address: 100, count: 4 } as const;
  const channel: ProfileChannel = { name: "a", read: "main", address: 101, type: "i16", unit: unit("1") };
  const decode = (change: Partial<ProfileChannel>, hex: string) => decodeChannel({ ...channel, ...change }, read, bytes(`0000${hex}00000000`));

  test.each<readonly [string, Partial<ProfileChannel>, string, string]>([
    ["stands at its place in the reply", {}, "0007", "7"],
    ["keeps an exact quotient whole", { scale: ["16", "32768"] }, "ffff", "-0.00048828125"],
    ["keeps the places that its scale has", { scale: ["1", "100"] }, "11a0", "45.12"],
    ["rounds a quotient without end", { scale: ["1", "3"] }, "0002", "0.666666666667"],
    ["adds its offset", { scale: ["1", "100"], offset: decimal("-273.15") }, "7530", "26.85"],
    ["scales a float by its exact digits", { type: "f32-abcd", scale: ["1", "10"] }, "3dcccccd", "0.01"],
  ])("%s", (_name, change, hex, value) => {
    expect(decode(change, hex)).toEqual({ kind: "value", value, inRange: true });
  });

  test.each([
    ["0010", true],
    ["fff0", true],
    ["0011", false],
    ["ffef", false],
  ])("of %s in a range of -16 to 16: %s", (hex, inRange) => {
    expect(decode({ range: [decimal("-16"), decimal("16")] }, hex)).toMatchObject({ inRange });
  });

  test("has no value where its instrument says so, or where a float is no number", () => {
    expect(decode({ no_value: ["32767", "-32768"] }, "7fff").kind).toBe("noValue");
    expect(decode({ no_value: ["32767", "-32768"] }, "8000").kind).toBe("noValue");
    expect(decode({ type: "f32-abcd" }, "7fc00000").kind).toBe("noValue");
  });
});

describe("units", () => {
  test("are UCUM codes, each once, with a symbol to print", () => {
    const codes = unitTable.units.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(unitSymbol("[g]")).toBe("g");
    expect(unitSymbol("parsec")).toBe("parsec");
  });

  test("spelt in another way are refused with the right way", () => {
    expect(parseUnit("mm/sec")).toMatchObject({ ok: false, failure: { kind: "unknownUnit" } });
    expect(parseUnit("Cel")).toMatchObject({ ok: true, value: { symbol: "°C" } });
  });
});

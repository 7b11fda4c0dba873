/** The map that a person types: what it means, and what is said of a wrong one. */
import { expect, test } from "vitest";
import { isVerifiedProfile } from "../../../shared/condition/instrument-profile.ts";
import { mapValuesMax, parseRegisterMap } from "../../../shared/condition/register-map.ts";
import { registersPerRequestMax } from "../../../shared/condition/read-request.ts";
import { shelve } from "../../../main/instrument/profile-shelf.ts";
import { valueOf } from "../../doubles/value-of.ts";

const settings = { unit: 1 };

test("one block of registers is one read, with a channel for each register number", () => {
  const profile = valueOf(parseRegisterMap("u16@0x0010:3", settings));
  expect(profile.reads).toEqual([{ name: "map-1", function_code: 3, address: 16, count: 3 }]);
  expect(profile.channels.map(({ name, type, unit }) => [name, type, unit])).toEqual([
    ["16", "u16", "1"],
    ["17", "u16", "1"],
    ["18", "u16", "1"],
  ]);
  expect(isVerifiedProfile(profile)).toBe(true);
});

test("several blocks, input registers, and orders of bytes", () => {
  const profile = valueOf(parseRegisterMap("fc4:i16@30:1, f32@0x100:2,u32-cdab@200:1", settings));
  expect(profile.reads.map(({ function_code, address, count }) => [function_code, address, count])).toEqual([
    [4, 30, 1],
    [3, 256, 4],
    [3, 200, 2],
  ]);
  expect(profile.channels.map(({ name, type }) => [name, type])).toEqual([
    ["30", "i16"],
    ["256", "f32-abcd"],
    ["258", "f32-abcd"],
    ["200", "u32-cdab"],
  ]);
});

test("a block that is longer than a reply is read in parts", () => {
  const { reads, channels } = valueOf(parseRegisterMap("u16@0:300", settings));
  expect(reads.map(({ address, count }) => [address, count])).toEqual([
    [0, 125],
    [125, 125],
    [250, 50],
  ]);
  expect(channels).toHaveLength(300);
  const floats = valueOf(parseRegisterMap("f32@0:63", settings)).reads;
  expect(floats.map(({ address, count }) => [address, count])).toEqual([
    [0, 124],
    [124, 2],
  ]);
  expect(floats.every(({ count }) => count <= registersPerRequestMax)).toBe(true);
});

test("the same map has the same digest, and another unit address another", () => {
  const digest = (unit: number): string => shelve(valueOf(parseRegisterMap("u16@0x0000:8", { unit }))).sha256;
  expect(digest(1)).toBe(digest(1));
  expect(digest(1)).not.toBe(digest(2));
  expect(digest(1)).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ["", '"" is not a register map'],
  ["u16@0", '"u16@0" is not a register map'],
  ["u16@0x0000:8;", "is not a register map"],
  ["u16@0:1,", '"" is not a register map'],
  ["fc6:u16@0:1", "is not a register map"],
  ["u17@0:1", 'has the type "u17"'],
  ["u32-abdc@0:1", 'has the type "u32-abdc"'],
  ["u16@0:0", "asks for no value"],
  ["u16@65536:1", "reaches register 65536"],
  ["f32@65535:1", "reaches register 65536"],
  ["u16@0xFFFF:2", "reaches register 65536"],
  [`u16@0:${mapValuesMax + 1}`, `at most ${mapValuesMax}`],
  ["u16@0:300,u16@300:300", "names 600 values"],
  ["u16@0:2,i16@1:1", "names register 1 twice"],
])("%s is refused: %s", (map, words) => {
  const parsed = parseRegisterMap(map, settings);
  expect(parsed).toMatchObject({ ok: false, failure: { kind: "mapInvalid" } });
  expect(parsed.ok ? "" : parsed.failure.message).toContain(words);
});

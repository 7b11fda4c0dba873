/** Every line of a bundle has exactly the members of its kind, each of its form (record-format.md, section 9). */
import { describe, expect, test } from "vitest";
import { canonicalText, type JsonObject, type JsonValue } from "../../../shared/encoding/canonical-json.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { parseHeader, parseLine, parseOpening } from "../../../shared/ledger/bundle.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const id = "ab".repeat(32);
const headerMembers: JsonObject = { caps: [], contains: [id], format: "throughlife/bundle", from: id, v: 1 };
const header = (change: { readonly [name: string]: JsonValue }): string => kindOf(parseHeader(utf8Of(canonicalText({ ...headerMembers, ...change }))));

describe("a header", () => {
  test("is read", () => expect(valueOf(parseHeader(utf8Of(canonicalText(headerMembers))))).toEqual(headerMembers));

  test.each([
    ["of another format", { format: "throughlife/record" }],
    ["with one member more", { zone: 1 }],
    ["whose capabilities are no array", { caps: {} }],
    ["whose histories are no array", { contains: id }],
    ["whose histories are no ids", { contains: [id.slice(1)] }],
    ["whose histories are partly no ids", { contains: [id, 7] }],
    ["from no key", { from: id.toUpperCase() }],
  ])("%s is refused", (_, change) => expect(header(change)).toBe("bundleHeader"));

  test.each([["nothing", "null"], ["an array", "[]"], ["a number", "1"], ["no JSON", "{"], ["no UTF-8", "\ud800"]])("that is %s is refused", (_, text) =>
    expect(kindOf(parseHeader(utf8Of(text)))).toBe("bundleHeader"));

  test("of another version or with a capability is named", () => {
    expect(header({ v: 2 })).toBe("bundleVersion");
    expect(header({ caps: ["sparse"] })).toBe("bundleCapability");
  });
});

const opening: JsonObject = { for: id, salt: "ab".repeat(16), value: null };
const part: JsonObject = { base64: "AAAA", offset: 0, sha256: id };
const trailer: JsonObject = { sha256: id, sig: "ab".repeat(64) };
const line = (value: JsonValue): string => kindOf(parseLine(utf8Of(canonicalText(value))));

describe("a line", () => {
  test.each<readonly [string, JsonValue]>([
    ["note", { note: "text" }],
    ["receipt", { receipt: { line: "a", proof: "b" } }],
    ["opening", { opening }],
    ["part", { part }],
    ["trailer", trailer],
  ])("with a %s is read", (kind, value) => expect(valueOf(parseLine(utf8Of(canonicalText(value))))).toMatchObject({ kind }));

  test.each<readonly [string, JsonValue]>([
    ["no member", {}],
    ["two members", { note: "text", opening }],
    ["an unknown member", { remark: "text" }],
    ["a note that is no text", { note: 1 }],
    ["a receipt whose line is no text", { receipt: { line: 1, proof: "b" } }],
    ["a receipt whose proof is no text", { receipt: { line: "a", proof: null } }],
    ["a receipt with one member more", { receipt: { line: "a", note: "c", proof: "b" } }],
    ["a receipt that is an array", { receipt: ["a", "b"] }],
    ["an opening for no key", { opening: { ...opening, for: id.slice(2) } }],
    ["an opening with a short salt", { opening: { ...opening, salt: "ab" } }],
    ["an opening with one member more", { opening: { ...opening, zone: 1 } }],
    ["an opening without a value", { opening: { for: id, salt: "ab".repeat(16) } }],
    ["an opening that is no object", { opening: id }],
    ["a part whose content is no text", { part: { ...part, base64: 1 } }],
    ["a part whose offset is no number", { part: { ...part, offset: "0" } }],
    ["a part before the beginning", { part: { ...part, offset: -1 } }],
    ["a part of no digest", { part: { ...part, sha256: id.slice(1) } }],
    ["a part with one member more", { part: { ...part, size: 4 } }],
    ["a trailer without a digest", { sha256: 1, sig: "ab".repeat(64) }],
    ["a trailer with a short signature", { ...trailer, sig: "ab" }],
  ])("with %s is refused", (_, value) => expect(line(value)).toBe("bundleLine"));

  test.each(["{", '{"note":"a","note":"b"}', '{"note": "a"}', '{"note":"a"} ', "{\u0000}"])("that is not canonical is refused: %s", (text) =>
    expect(kindOf(parseLine(utf8Of(text)))).toBe("bundleLine"));

  test("says what it should have been", () => {
    const sentence = (value: JsonValue): string => {
      const parsed = parseLine(utf8Of(canonicalText(value)));
      return parsed.ok ? "" : parsed.failure.message;
    };
    expect(sentence({})).toContain("one member");
    expect(sentence({ part: { ...part, size: 4 } })).toContain("exactly base64, offset and sha256");
  });
});

test("an opening is an object of three members, whatever it is found in", () => {
  expect(parseOpening(opening)).toEqual(opening);
  expect([parseOpening(null), parseOpening([opening]), parseOpening({ ...opening, value: 1, z: 2 })]).toEqual([null, null, null]);
});

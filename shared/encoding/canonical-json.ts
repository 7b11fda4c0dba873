/** Canonical JSON: RFC 8785 (JCS) narrowed to safe integers, as record-format.md, section 2, writes and accepts it. */
import { refuse, success, type Outcome } from "../outcome/outcome.ts";
import { textOf, utf8Of } from "./utf8.ts";

export type JsonValue = string | number | boolean | null | JsonArray | JsonObject;
export type JsonArray = ReadonlyArray<JsonValue>;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

export type CanonicalFailure = {
  readonly kind: "notUtf8" | "notJson" | "notCanonical" | "unsafeNumber" | "loneSurrogate" | "tooDeep";
  readonly message: string;
};

/** Levels of a record: the root is level 1 and arrays count (record-format.md, section 2, Limits). */
export const levelsMax = 16;

/**
 * The one canonical text of a value. Throws on what has none (a fraction, an unsafe integer, a lone surrogate): a
 * broken program.
 */
export const canonicalText = (value: JsonValue): string => textInOrder(value) ?? sortedText(value);

/** The canonical text of a value as UTF-8 bytes. */
export const canonicalBytes = (value: JsonValue): Uint8Array => utf8Of(canonicalText(value));

/** Parses bytes that are exactly the canonical form of a value; everything else is refused with the first reason. */
export const parseCanonicalBytes = (bytes: Uint8Array): Outcome<JsonValue, CanonicalFailure> => {
  const text = textOf(bytes);
  return text === null ? refuse("notUtf8", "The bytes are not UTF-8 text.") : parseCanonical(text);
};

/** Parses a text that is exactly the canonical form of a value. */
export const parseCanonical = (text: string): Outcome<JsonValue, CanonicalFailure> => {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  if (textInOrder(value) === text) return parsed;
  const fault = faultOf(value, 1);
  if (fault !== null) return { ok: false, failure: fault };
  return sortedText(value) === text
    ? parsed
    : refuse(
        "notCanonical",
        "The JSON is not in its canonical form (RFC 8785): white space, escapes, numbers or a repeated member.",
      );
};

/** True for an object that is neither null nor an array. */
export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** True for an object with exactly these members, given in their canonical order. */
export const hasMembers = (value: JsonValue | undefined, names: ReadonlyArray<string>): value is JsonObject => {
  if (!isObject(value)) return false;
  const found = Object.keys(value);
  return found.length === names.length && found.every((name, index) => name === names[index]);
};

/** `Array.isArray` that keeps a readonly array's type. */
export const isArray = (value: JsonValue | undefined): value is JsonArray => Array.isArray(value);

const parseJson = (text: string): Outcome<JsonValue, CanonicalFailure> => {
  try {
    const value: JsonValue = JSON.parse(text);
    return success(value);
  } catch {
    return refuse("notJson", "The text is not JSON.");
  }
};

const faultOf = (value: JsonValue, level: number): CanonicalFailure | null => {
  if (typeof value === "string") return value.isWellFormed() ? null : loneSurrogate;
  if (typeof value === "number") return Number.isSafeInteger(value) ? null : unsafeNumber;
  if (typeof value !== "object" || value === null) return null;
  if (level > levelsMax) return tooDeep;
  return isArray(value) ? faultOfElements(value, level) : faultOfMembers(value, level);
};

const faultOfElements = (values: JsonArray, level: number): CanonicalFailure | null => {
  for (const value of values) {
    const fault = faultOf(value, level + 1);
    if (fault !== null) return fault;
  }
  return null;
};

const faultOfMembers = (value: JsonObject, level: number): CanonicalFailure | null => {
  for (const name of Object.keys(value)) {
    if (!name.isWellFormed()) return loneSurrogate;
    const fault = faultOf(value[name] ?? null, level + 1);
    if (fault !== null) return fault;
  }
  return null;
};

// For members in order JSON.stringify writes what RFC 8785 asks for, and faster; names like numbers never lie in order.
// Half of a surrogate pair comes out as an escape, so what holds one is left to the slow way.
const textInOrder = (value: JsonValue): string | null => {
  if (!isInOrder(value, 1)) return null;
  const text = JSON.stringify(value);
  return text.includes("\\u") ? null : text;
};

const sortedText = (value: JsonValue): string => {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Error(`${value} is not a safe integer`);
  if (typeof value === "string" && !value.isWellFormed()) throw new Error("A string holds a lone surrogate");
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(sortedText).join(",")}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => `${sortedText(name)}:${sortedText(value[name] ?? null)}`);
  return `{${members.join(",")}}`;
};

// True for a value whose members stand in order, with safe integers and within the levels: the usual case, in one pass.
const isInOrder = (value: JsonValue, level: number): boolean => {
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return true;
  if (level > levelsMax) return false;
  if (isArray(value)) return value.every((element) => isInOrder(element, level + 1));
  let before = "";
  for (const name of Object.keys(value)) {
    const member = value[name];
    if (name <= before || member === undefined || !isInOrder(member, level + 1)) return false;
    before = name;
  }
  return true;
};

const loneSurrogate: CanonicalFailure = { kind: "loneSurrogate", message: "A string holds half of a surrogate pair." };
const unsafeNumber: CanonicalFailure = {
  kind: "unsafeNumber",
  message: "A number is not an integer between -(2^53-1) and 2^53-1.",
};
const tooDeep: CanonicalFailure = {
  kind: "tooDeep",
  message: `Objects and arrays stand more than ${levelsMax} levels deep.`,
};

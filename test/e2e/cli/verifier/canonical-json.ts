/** Canonical JSON as the record format's page says it, read anew: of the program under test nothing is used here. */

export type Json = null | boolean | number | string | ReadonlyArray<Json> | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** Parses bytes that must be the RFC 8785 form of what they say; a string is the fault. */
export const parseCanonical = (bytes: Uint8Array): { readonly value: Json } | string => {
  let value: Json;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (fault) {
    return `not JSON in UTF-8: ${String(fault)}`;
  }
  const fault = valueFault(value);
  if (fault !== null) return fault;
  return Buffer.from(canonicalText(value), "utf8").equals(bytes) ? { value } : "not in canonical form";
};

/** The RFC 8785 form: members sorted by UTF-16 units, no blanks, strings and numbers as ECMAScript writes them. */
export const canonicalText = (value: Json): string => {
  if (isList(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalText(value[name] ?? null)}`).join(",")}}`;
};

/** The text that stands there; nothing where something else does. */
export const textIn = (value: Json | undefined): string => (typeof value === "string" ? value : "");

export const isList = (value: Json | undefined): value is ReadonlyArray<Json> => Array.isArray(value);

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Levels of a value: the root is level 1, arrays count. */
export const levelsOf = (value: Json): number => {
  if (!isList(value) && !isObject(value)) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(levelsOf));
};

const valueFault = (value: Json): string | null => {
  if (typeof value === "number") return Number.isSafeInteger(value) ? null : `the number ${value} is no safe integer`;
  if (typeof value === "string") return value.isWellFormed() ? null : "half of a surrogate pair";
  if (isList(value)) return first(value.map(valueFault));
  if (!isObject(value)) return null;
  return first(Object.entries(value).map(([name, member]) => valueFault(name) ?? valueFault(member)));
};

const first = (faults: ReadonlyArray<string | null>): string | null => faults.find((fault) => fault !== null) ?? null;

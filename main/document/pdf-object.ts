/**
 * The objects of a PDF file (ISO 32000-1, 7.3) and a small, strict reader for them: every step is bounded by the
 * file.
 */

export type PdfObject =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly value: string }
  | { readonly kind: "string"; readonly start: number; readonly end: number }
  | { readonly kind: "array"; readonly items: ReadonlyArray<PdfObject> }
  | PdfDictionary
  | PdfReference;

/** A dictionary with the place of each value, so that its bytes can be copied as they are; `end` is behind its `>>`. */
export interface PdfDictionary extends Span {
  readonly kind: "dictionary";
  readonly entries: ReadonlyMap<string, PdfObject>;
  readonly spans: ReadonlyMap<string, Span>;
}

/** Offsets in the file, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface PdfReference {
  readonly kind: "reference";
  readonly number: number;
  readonly generation: number;
}

/** An object and the offset behind it. */
export interface ReadObject {
  readonly object: PdfObject;
  readonly end: number;
}

/** Arrays and dictionaries lie in each other at most this deep: our own files need 6. */
const depthMax = 32;
/** No token but a string or a name is longer; bytes. */
const tokenBytesMax = 32;

/** Reads the object at an offset, white space before it skipped, or gives `null` where there is none. */
export const readObject = (bytes: Uint8Array, offset: number, depth = 0): ReadObject | null => {
  const start = skipWhite(bytes, offset);
  const first = bytes[start];
  if (first === undefined || depth > depthMax) return null;
  if (first === slash) return readName(bytes, start);
  if (first === leftParenthesis) return readLiteral(bytes, start);
  if (first === leftBracket) return readArray(bytes, start, depth);
  if (first === leftAngle)
    return bytes[start + 1] === leftAngle ? readDictionary(bytes, start, depth) : readHexString(bytes, start);
  return readReference(bytes, start) ?? readToken(bytes, start);
};

/** The offset of the next byte that is not white space or a comment. */
export const skipWhite = (bytes: Uint8Array, offset: number): number => {
  let at = offset;
  for (;;) {
    while (isWhite(bytes[at])) at++;
    if (bytes[at] !== percent) return at;
    while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++;
  }
};

/** True when the text stands at the offset, byte for byte. */
export const hasText = (bytes: Uint8Array, offset: number, text: string): boolean => {
  if (offset < 0 || offset + text.length > bytes.length) return false;
  for (let index = 0; index < text.length; index++) if (bytes[offset + index] !== text.charCodeAt(index)) return false;
  return true;
};

/** An entry of a dictionary. */
export const entryOf = (dictionary: PdfDictionary, key: string): PdfObject =>
  dictionary.entries.get(key) ?? { kind: "null" };

/** A whole number of at least 0, or `null`. */
export const naturalOf = (object: PdfObject): number | null =>
  object.kind === "number" && Number.isSafeInteger(object.value) && object.value >= 0 ? object.value : null;

const [slash, percent, leftParenthesis, leftBracket, leftAngle, rightAngle] = [0x2f, 0x25, 0x28, 0x5b, 0x3c, 0x3e];
const delimiters = new Set([..."()<>[]{}/%"].map((character) => character.charCodeAt(0)));

const isWhite = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0x00;

const regularEnd = (bytes: Uint8Array, start: number): number => {
  let end = start;
  for (let byte = bytes[end]; byte !== undefined && !isWhite(byte) && !delimiters.has(byte); byte = bytes[end]) end++;
  return end;
};

const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

const readName = (bytes: Uint8Array, start: number): ReadObject | null => {
  const end = regularEnd(bytes, start + 1);
  if (end - start > 128) return null;
  const value = textOf(bytes, start + 1, end).replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return { object: { kind: "name", value }, end };
};

const readLiteral = (bytes: Uint8Array, start: number): ReadObject | null => {
  let open = 0;
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] === 0x5c) at++;
    else if (bytes[at] === leftParenthesis) open++;
    else if (bytes[at] === 0x29 && --open === 0) return { object: { kind: "string", start, end: at + 1 }, end: at + 1 };
  }
  return null;
};

const readHexString = (bytes: Uint8Array, start: number): ReadObject | null => {
  const end = bytes.indexOf(rightAngle, start);
  return end < 0 ? null : { object: { kind: "string", start, end: end + 1 }, end: end + 1 };
};

const readArray = (bytes: Uint8Array, start: number, depth: number): ReadObject | null => {
  const items: PdfObject[] = [];
  for (let at = skipWhite(bytes, start + 1); ; at = skipWhite(bytes, at)) {
    if (bytes[at] === 0x5d) return { object: { kind: "array", items }, end: at + 1 };
    const item = readObject(bytes, at, depth + 1);
    if (item === null) return null;
    items.push(item.object);
    at = item.end;
  }
};

/** A key that stands twice would let two readers see two files, so it is refused. */
const readDictionary = (bytes: Uint8Array, start: number, depth: number): ReadObject | null => {
  const entries = new Map<string, PdfObject>();
  const spans = new Map<string, Span>();
  for (let at = skipWhite(bytes, start + 2); ; at = skipWhite(bytes, at)) {
    if (bytes[at] === rightAngle && bytes[at + 1] === rightAngle) {
      return { object: { kind: "dictionary", entries, spans, start, end: at + 2 }, end: at + 2 };
    }
    const key = bytes[at] === slash ? readName(bytes, at) : null;
    if (key === null || key.object.kind !== "name" || entries.has(key.object.value)) return null;
    const value = readObject(bytes, key.end, depth + 1);
    if (value === null) return null;
    entries.set(key.object.value, value.object);
    spans.set(key.object.value, { start: skipWhite(bytes, key.end), end: value.end });
    at = value.end;
  }
};

const readReference = (bytes: Uint8Array, start: number): ReadObject | null => {
  const number = readDigits(bytes, start);
  const generation = number === null ? null : readDigits(bytes, skipWhite(bytes, number.end));
  if (number === null || generation === null || number.end === generation.start) return null;
  const at = skipWhite(bytes, generation.end);
  if (bytes[at] !== 0x52 || regularEnd(bytes, at) !== at + 1) return null;
  return { object: { kind: "reference", number: number.value, generation: generation.value }, end: at + 1 };
};

const readDigits = (
  bytes: Uint8Array,
  start: number,
): { readonly start: number; readonly value: number; readonly end: number } | null => {
  const end = regularEnd(bytes, start);
  if (end === start || end - start > 10) return null;
  const text = textOf(bytes, start, end);
  return /^\d+$/.test(text) ? { start, value: Number(text), end } : null;
};

const readToken = (bytes: Uint8Array, start: number): ReadObject | null => {
  const end = regularEnd(bytes, start);
  if (end === start || end - start > tokenBytesMax) return null;
  const text = textOf(bytes, start, end);
  if (text === "true" || text === "false") return { object: { kind: "boolean", value: text === "true" }, end };
  if (text === "null") return { object: { kind: "null" }, end };
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? { object: { kind: "number", value: Number(text) }, end } : null;
};

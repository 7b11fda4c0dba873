/** Spoils a good input: at bits, tokens, lengths and nesting, the same way for the same random numbers. */
import type { JsonValue } from "../../shared/encoding/canonical-json.ts";
import { randomBelow, type SeededRandom } from "../doubles/seeded-random.ts";

/** Makes another input of a good one; it may happen to be the same. */
export type Spoiling = (input: Uint8Array, random: SeededRandom) => Uint8Array;

/** One of a list that is not empty. */
export const oneOf = <T>(random: SeededRandom, list: ReadonlyArray<T>): T => {
  const found = list[randomBelow(random, list.length)];
  if (found === undefined) throw new Error("There is nothing to choose from");
  return found;
};

/** Spoils bytes once to three times; `donors` lend tokens and pieces. */
export const spoilBytes =
  (donors: ReadonlyArray<Uint8Array>): Spoiling =>
  (input, random) => {
    let bytes = input;
    for (let left = 1 + randomBelow(random, 3); left > 0; left--) bytes = oneOf(random, byteWays)(bytes, random, donors);
    return bytes.length > spoiltBytesMax ? bytes.subarray(0, spoiltBytesMax) : bytes;
  };

/** Spoils text that consists of lines: also by taking away, repeating, exchanging and borrowing whole lines. */
export const spoilLines =
  (donors: ReadonlyArray<Uint8Array>): Spoiling =>
  (input, random) =>
    random() < 0.5 ? spoilBytes(donors)(input, random) : oneOf(random, lineWays)(input, random, donors);

/** Spoils a JSON value at one to three places: takes away, adds, renames, exchanges, nests, changes the kind. */
export const spoilJson = (value: JsonValue, random: SeededRandom): JsonValue => {
  let spoilt = value;
  for (let left = 1 + randomBelow(random, 3); left > 0; left--) spoilt = spoiltOnce(spoilt, random, 0);
  return spoilt;
};

/** JSON text that says a value as another program may say it: canonical, in disorder, with white space or escapes. */
export const looseJsonText = (value: JsonValue, random: SeededRandom): string => {
  const text = JSON.stringify(value);
  const way = randomBelow(random, 6);
  if (way === 0) return JSON.stringify(value, null, 1);
  if (way === 1) return text.replace(/"([a-z])/, (_, letter: string) => `"\\u00${letter.charCodeAt(0).toString(16)}`);
  if (way === 2) return text.replace(/^\{("[^"]*":(?:"[^"]*"|[0-9]+)),/, (head, first: string) => `${head}${first},`);
  if (way === 3) return text.replace(/([0-9]+)/, (digits) => oneOf(random, [`${digits}.0`, `${digits}e0`, `-${digits}`, `0${digits}`]));
  return text;
};

type Way = (input: Uint8Array, random: SeededRandom, donors: ReadonlyArray<Uint8Array>) => Uint8Array;

/** Larger inputs than any limit allows are made from time to time, but not without end. */
const spoiltBytesMax = 6 * 1024 * 1024;

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
const bytesOf = (text: string): Uint8Array => Buffer.from(text, "latin1");
const joined = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => Buffer.concat(parts);

const rangeIn = (length: number, random: SeededRandom): readonly [from: number, to: number] => {
  const from = randomBelow(random, length + 1);
  const longest = random() < 0.8 ? 16 : length;
  return [from, Math.min(length, from + randomBelow(random, longest + 1))];
};

const flipBits: Way = (input, random) => {
  const bytes = Uint8Array.from(input);
  if (bytes.length === 0) return bytes;
  for (let left = 1 + randomBelow(random, 2); left > 0; left--) {
    const at = randomBelow(random, bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << randomBelow(random, 8));
  }
  return bytes;
};

const setByte: Way = (input, random) => {
  const bytes = Uint8Array.from(input);
  if (bytes.length > 0) bytes[randomBelow(random, bytes.length)] = oneOf(random, [0, 1, 9, 10, 13, 32, 34, 48, 92, 123, 125, 127, 128, 0xc0, 0xe2, 0xef, 0xff]);
  return bytes;
};

const cutRange: Way = (input, random) => {
  const [from, to] = rangeIn(input.length, random);
  return joined(input.subarray(0, from), input.subarray(to));
};

const cutOff: Way = (input, random) => input.subarray(0, randomBelow(random, input.length + 1));

const repeatRange: Way = (input, random) => {
  const [from, to] = rangeIn(input.length, random);
  const times = random() < 0.97 ? 1 : 1 + randomBelow(random, 70_000);
  const most = Math.max(1, Math.floor(spoiltBytesMax / Math.max(1, to - from)));
  const piece = input.subarray(from, to);
  return joined(input.subarray(0, to), ...Array.from({ length: Math.min(times, most) }, () => piece), input.subarray(to));
};

const borrowRange: Way = (input, random, donors) => {
  const donor = oneOf(random, donors);
  const [from, to] = rangeIn(donor.length, random);
  const [start, end] = rangeIn(input.length, random);
  return joined(input.subarray(0, start), donor.subarray(from, to), input.subarray(end));
};

/** Two halves of two good inputs, cut at the same place or anywhere. */
const crossOver: Way = (input, random, donors) => {
  const donor = oneOf(random, donors);
  const at = randomBelow(random, input.length + 1);
  return joined(input.subarray(0, at), donor.subarray(random() < 0.5 ? at : randomBelow(random, donor.length + 1)));
};

const insertStrange: Way = (input, random) => {
  const at = randomBelow(random, input.length + 1);
  return joined(input.subarray(0, at), oneOf(random, strange), input.subarray(at));
};

/** Byte order mark, overlong and broken UTF-8, separators that look like line ends, escapes, an empty line. */
const strange = ["\uFEFF", "\u2028", "\u0085", "\u202e", "\\u0000", "\\ud800", "\r\n", "\n\n", "\n", " ", "\t", "{", "[", '"', ",", "—", "="]
  .map((text): Uint8Array => Buffer.from(text, "utf8"))
  .concat([Uint8Array.of(0xc0, 0x80), Uint8Array.of(0xed, 0xa0, 0x80), Uint8Array.of(0xf5, 0x80, 0x80, 0x80), Uint8Array.of(0)]);

/** Words of letters, digits and base64, as signatures, ids, sizes, names and hashes are. */
const wordPattern = /[A-Za-z0-9+/=_-]+/g;

const exchangeWord: Way = (input, random, donors) => {
  const text = latin1(input);
  const words = [...text.matchAll(wordPattern)];
  if (words.length === 0) return input;
  const word = oneOf(random, words);
  const lent = [...latin1(oneOf(random, donors)).matchAll(wordPattern)].map(([found]) => found);
  const alike = lent.filter(({ length }) => length === word[0].length);
  const other = random() < 0.7 && alike.length > 0 ? oneOf(random, alike) : otherWord(word[0], random, lent);
  return bytesOf(text.slice(0, word.index) + other + text.slice(word.index + word[0].length));
};

const otherWord = (word: string, random: SeededRandom, lent: ReadonlyArray<string>): string => {
  const way = randomBelow(random, 8);
  if (/^-?[0-9]+$/.test(word) && way < 6) return oneOf(random, numbers);
  if (way === 0) return word.toUpperCase();
  if (way === 1) return word.slice(0, -1);
  if (way === 2) return `${word}0`;
  if (way === 3) return "";
  if (way === 4) return word.split("").reverse().join("");
  return lent.length > 0 ? oneOf(random, lent) : word;
};

/** Numbers on both sides of every limit. */
const numbers = [
  "0", "-0", "1", "-1", "00", "01", "2", "16", "17", "63", "64", "255", "256", "1e3", "1.0", "65535", "65536", "60000", "60001", "2147483647",
  "2147483648", "4294967295", "4294967296", "9007199254740991", "9007199254740992", "9007199254740993", "18446744073709551615", "1e400", "NaN",
];

/** A decimal number more or less by a little. */
const shiftNumber: Way = (input, random) => {
  const text = latin1(input);
  const found = [...text.matchAll(/[0-9]+/g)];
  if (found.length === 0) return input;
  const one = oneOf(random, found);
  const shifted = Number(one[0]) + oneOf(random, [-2, -1, 1, 2, 8, 64]);
  return bytesOf(text.slice(0, one.index) + String(Math.max(0, shifted)) + text.slice(one.index + one[0].length));
};

/** A JSON value in the middle of the text is put many levels deep. */
const nestDeep: Way = (input, random) => {
  const text = latin1(input);
  const values = [...text.matchAll(/(?<=[:[,])("(?:[^"\\]|\\.)*"|-?[0-9]+|null|true|false)/g)];
  if (values.length === 0) return input;
  const value = oneOf(random, values);
  const depth = oneOf(random, [1, 2, 10, 14, 15, 16, 17, 100, 20_000]);
  const [open, close] = random() < 0.5 ? ["[", "]"] : ['{"a":', "}"];
  const nested = open.repeat(depth) + value[0] + close.repeat(depth);
  return bytesOf(text.slice(0, value.index) + nested + text.slice(value.index + value[0].length));
};

const byteWays: ReadonlyArray<Way> = [
  flipBits, flipBits, setByte, cutRange, cutOff, repeatRange, borrowRange, crossOver, insertStrange, exchangeWord, exchangeWord, exchangeWord,
  shiftNumber, shiftNumber, nestDeep,
];

const linesOf = (input: Uint8Array): string[] => latin1(input).split("\n");

const dropLine: Way = (input, random) => {
  const lines = linesOf(input);
  lines.splice(randomBelow(random, lines.length), 1 + randomBelow(random, 2));
  return bytesOf(lines.join("\n"));
};

const repeatLine: Way = (input, random) => {
  const lines = linesOf(input);
  const at = randomBelow(random, lines.length);
  const times = random() < 0.9 ? 1 : randomBelow(random, 130);
  return bytesOf([...lines.slice(0, at), ...Array.from({ length: times }, () => lines[at] ?? ""), ...lines.slice(at)].join("\n"));
};

const moveLine: Way = (input, random) => {
  const lines = linesOf(input);
  const [line = ""] = lines.splice(randomBelow(random, lines.length), 1);
  lines.splice(randomBelow(random, lines.length + 1), 0, line);
  return bytesOf(lines.join("\n"));
};

const borrowLine: Way = (input, random, donors) => {
  const lines = linesOf(input);
  const instead = random() < 0.5 ? 1 : 0;
  lines.splice(randomBelow(random, lines.length), instead, oneOf(random, linesOf(oneOf(random, donors))));
  return bytesOf(lines.join("\n"));
};

const lineWays: ReadonlyArray<Way> = [dropLine, repeatLine, moveLine, borrowLine, borrowLine];

const levelsToSpoilMax = 6;

const spoiltOnce = (value: JsonValue, random: SeededRandom, level: number): JsonValue => {
  const goesDown = typeof value === "object" && value !== null && level < levelsToSpoilMax && random() < 0.75;
  if (!goesDown) return strangeValue(value, random);
  if (Array.isArray(value)) return spoiltArray(value, random, level);
  return spoiltObject(Object.entries(value), random, level);
};

const spoiltArray = (values: ReadonlyArray<JsonValue>, random: SeededRandom, level: number): JsonValue => {
  const at = randomBelow(random, values.length + 1);
  const way = randomBelow(random, 5);
  if (values.length === 0 || way === 0) return [...values.slice(0, at), strangeValue(null, random), ...values.slice(at)];
  if (way === 1) return values.filter((_, index) => index !== at);
  if (way === 2) return [...values, ...values];
  if (way === 3) return values.toReversed();
  return values.map((value, index) => (index === at % values.length ? spoiltOnce(value, random, level + 1) : value));
};

const spoiltObject = (members: ReadonlyArray<readonly [string, JsonValue]>, random: SeededRandom, level: number): JsonValue => {
  const at = randomBelow(random, Math.max(1, members.length));
  const way = randomBelow(random, 6);
  if (way === 0) return Object.fromEntries(members.filter((_, index) => index !== at));
  if (way === 1 || members.length === 0) return Object.fromEntries([...members, [oneOf(random, strangeNames), strangeValue(null, random)]]);
  if (way === 2) return Object.fromEntries(members.map(([name, value], index) => [index === at ? oneOf(random, strangeNames) : name, value]));
  if (way === 3) return Object.fromEntries(members.map(([name, value], index) => [name, index === at ? (members.at(at - 1)?.[1] ?? null) : value]));
  return Object.fromEntries(members.map(([name, value], index) => [name, index === at ? spoiltOnce(value, random, level + 1) : value]));
};

const strangeNames = ["", "a", "v", "0", "10", "__proto__", "constructor", "prototype", "toString", "sealed", "sha256", "size", "writer", "é", "seq", "Z"];

const strangeValue = (value: JsonValue, random: SeededRandom): JsonValue => {
  if (typeof value === "number" && random() < 0.6) return oneOf(random, [0, -1, 1, value + 1, value - 1, 2 ** 53 - 1, -(2 ** 53 - 1), 2 ** 31, 17]);
  if (typeof value === "string" && random() < 0.6) return strangeText(value, random);
  return oneOf(random, strangeValues(value));
};

const strangeText = (text: string, random: SeededRandom): string => {
  const at = randomBelow(random, text.length + 1);
  const put = oneOf(random, ["", "0", "A", " ", "\u0000", "\u202e", "\u0301", "é", "𝄞", "\n", '"', "x".repeat(300), "9".repeat(40)]);
  return text.slice(0, at) + put + text.slice(at + randomBelow(random, 3));
};

const strangeValues = (value: JsonValue): ReadonlyArray<JsonValue> => [
  null, true, false, 0, -1, 1, 2 ** 53 - 1, "", "a", "0".repeat(64), "f".repeat(64), [], {}, [value], { a: value }, [value, value],
  { sealed: "a".repeat(64) }, "2026-02-30T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z", "0000-01-01T00:00:00.000000Z", "x".repeat(5000),
];

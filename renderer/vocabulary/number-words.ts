/** Figures as a person writes them: the one place where digits become text, and where text becomes digits. */
import { convertText, measureOf } from "../../shared/quantity/unit-conversion.ts";
import { unitSymbol } from "../../shared/quantity/unit.ts";
import { isMeasure, preferences } from "./preferences.ts";

/** `48,211`; `48.211` where the person writes a decimal comma. For counts, never for measured values. */
export const countText = (count: number): string => {
  const text = count.toLocaleString("en");
  return preferences().decimal === "comma" ? text.replaceAll(",", ".") : text;
};

/** A decimal string with the mark of the person; all its digits stay. */
export const decimalText = (value: string): string =>
  preferences().decimal === "comma" ? value.replace(".", ",") : value;

/** `2.31 mm/s` as it was recorded, with the unit that the person prefers behind it: `2.31 mm/s (0.0909 in/s)`. */
export const quantityText = (value: string, unit: string): string => {
  const beside = besideText(value, unit);
  return beside === null ? saidText(value, unit) : `${saidText(value, unit)} (${beside})`;
};

/** `2.31 mm/s`: what the instrument or the person said. */
export const saidText = (value: string, unit: string): string => `${decimalText(value)} ${unitSymbol(unit)}`.trim();

/** `0.0909 in/s` where the person prefers another unit than the one that was recorded; null elsewhere. */
export const besideText = (value: string, unit: string): string | null => {
  const measure = measureOf(unit);
  const wanted = measure !== null && isMeasure(measure) ? preferences().units[measure] : undefined;
  if (wanted === undefined || wanted === unit) return null;
  const converted = convertText(value, unit, wanted);
  if (converted === null) return null;
  return `${converted.isExact ? "" : "≈ "}${decimalText(converted.value)} ${unitSymbol(wanted)}`;
};

/** Either the decimal string that a record takes, or what is wrong with the text. */
export type TypedDecimal =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string };

/** Reads a number with a point or a comma; one that can be read in two ways is asked about, never guessed. */
export const readDecimal = (text: string): TypedDecimal => {
  const typed = text.trim().replaceAll(/[\u00a0\u202f ]/g, "");
  const [, sign = "", whole = "", mark = "", places = ""] = /^([-\u2212]?)(\d+)(?:([.,])(\d+))?$/.exec(typed) ?? [];
  if (whole === "") return { ok: false, message: numberWords.noNumber };
  const written = preferences().decimal === "comma" ? "," : ".";
  if (mark !== "" && mark !== written && places.length === 3 && whole.length <= 3 && whole !== "0")
    return { ok: false, message: numberWords.twoWays(typed, `${whole}${written}${places}`, `${whole}${places}`) };
  const digits = whole.replace(/^0+(?=\d)/, "");
  return { ok: true, value: `${sign === "" ? "" : "-"}${digits}${places === "" ? "" : `.${places}`}` };
};

/** Why a text is no number; null for one that is. */
export const decimalFault = (text: string): string | null => {
  const read = readDecimal(text);
  return read.ok ? null : read.message;
};

/** The decimal string where the text is a number, the text itself where it is not: the contract then refuses it. */
export const typedDecimal = (text: string): string => {
  const read = readDecimal(text);
  return read.ok ? read.value : text.trim();
};

const numberWords = {
  noNumber: "Write a number such as 12.5 or 12,5, without marks between the thousands.",
  twoWays: (typed: string, small: string, large: string): string =>
    `${typed} can be read in two ways. Write ${small} or ${large}.`,
} as const;

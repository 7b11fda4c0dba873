/** Instants as record-format.md writes them: `YYYY-MM-DDTHH:MM:SS.ffffffZ`, so that they compare as bytes. */
import { refuse, success, type Outcome } from "../outcome/outcome.ts";

/** A UTC time with microseconds, exactly 27 characters; compares as text. */
export type Instant = string & { readonly __brand: "Instant" };

const instantPattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;

/**
 * True for a real date of the proleptic Gregorian calendar with seconds 00 to 59 (record-format.md, section 2, TIME).
 */
export const isInstant = (text: string): text is Instant =>
  instantPattern.test(text) && (text.slice(8, 10) <= "28" || isLateDay(text));

/** Parses an instant, or says what an instant looks like. */
export const parseInstant = (text: string): Outcome<Instant> =>
  isInstant(text)
    ? success(text)
    : refuse("notAnInstant", `"${text}" is not a time. Write it as 2026-03-01T08:30:00.000000Z (UTC, microseconds).`);

/** Milliseconds since 1970 to an instant; the three last digits are `micros` (0 to 999). */
export const instantFromMillis = (millis: number, micros = 0): Instant => {
  const iso = new Date(millis).toISOString();
  const text = `${iso.slice(0, -1)}${String(micros).padStart(3, "0")}Z`;
  if (!isInstant(text)) throw new Error(`${millis} ms lies outside the years 0000 to 9999`);
  return text;
};

/** An instant to milliseconds since 1970, its microseconds cut off. */
export const millisOfInstant = (instant: Instant): number => Date.parse(`${instant.slice(0, 23)}Z`);

/** Microseconds from one instant to another; exact for a hundred years and more. */
export const microsBetween = (from: Instant, to: Instant): number =>
  (millisOfInstant(to) - millisOfInstant(from)) * 1000 + Number(to.slice(23, 26)) - Number(from.slice(23, 26));

// Only days from the 29th on can be missing in a month.
const isLateDay = (text: string): boolean =>
  Number(text.slice(8, 10)) <= daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)));

const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

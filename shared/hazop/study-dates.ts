/** Days and intervals as studies write them. */
import { instantFromMillis, isInstant, millisOfInstant, type Instant } from "../clock/instant.ts";

/** An interval between proof tests. */
export interface TestInterval {
  readonly unit: "h" | "d" | "wk" | "mo" | "a";
  readonly value: string;
}

/** The day of `07/01/2031` (month first, as Open PHA writes it) or `2031-07-01`; `null` for anything else. */
export const parseStudyDay = (text: string): string | null => {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  const [, month = "", day = "", year = ""] = american ?? [];
  const iso = american === null ? text.trim() : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isInstant(`${iso}T00:00:00.000000Z`) ? iso : null;
};

/** `2031-07-01` as Open PHA writes it. */
export const americanDay = (day: string): string => `${day.slice(5, 7)}/${day.slice(8, 10)}/${day.slice(0, 4)}`;

/** The first instant after a day. */
export const endOfDay = (day: string): Instant => {
  const start = `${day}T00:00:00.000000Z`;
  if (!isInstant(start)) throw new Error(`${day} is not a day`);
  return instantFromMillis(millisOfInstant(start) + dayMillis);
};

/** An interval that a person wrote: `7 d`, `12 months`, `weekly`; `null` for text that says none. */
export const parseInterval = (text: string): TestInterval | null => {
  const plain = text.trim().toLowerCase();
  const word = namedIntervals[plain];
  if (word !== undefined) return word;
  const match = /^(?:every\s+)?(\d{1,5}(?:\.\d{1,3})?)\s*([a-z]+)\.?$/.exec(plain);
  const unit = match === null ? undefined : unitWords[match[2] ?? ""];
  const value = match?.[1]?.replace(/^0+(?=\d)/, "");
  return unit === undefined || value === undefined || Number(value) === 0 ? null : { unit, value };
};

/** The interval in words: `7 d`. */
export const intervalText = ({ unit, value }: TestInterval): string => `${value} ${unit}`;

/** A moment so much later; months and years by the calendar, a day that is missing there is the month's last. */
export const afterInterval = (from: Instant, { unit, value }: TestInterval): Instant => {
  const amount = Number(value);
  const months = unit === "mo" ? amount : unit === "a" ? amount * 12 : null;
  const whole = months === null ? 0 : Math.floor(months);
  const rest = months === null ? amount * unitMillis(unit) : (months - whole) * monthMillis;
  const micros = Number(from.slice(23, 26));
  return instantFromMillis(addMonths(millisOfInstant(from), whole) + Math.round(rest), micros);
};

const dayMillis = 86_400_000;
/** UCUM `mo`: a twelfth of a Julian year. Only for fractions of a month. */
const monthMillis = 30.4375 * dayMillis;

const unitMillis = (unit: TestInterval["unit"]): number => {
  if (unit === "h") return 3_600_000;
  return unit === "wk" ? 7 * dayMillis : dayMillis;
};

const addMonths = (millis: number, months: number): number => {
  const date = new Date(millis);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
};

const namedIntervals: Readonly<Record<string, TestInterval>> = {
  daily: { unit: "d", value: "1" },
  weekly: { unit: "wk", value: "1" },
  monthly: { unit: "mo", value: "1" },
  quarterly: { unit: "mo", value: "3" },
  "half-yearly": { unit: "mo", value: "6" },
  "semi-annual": { unit: "mo", value: "6" },
  "semi-annually": { unit: "mo", value: "6" },
  annual: { unit: "a", value: "1" },
  annually: { unit: "a", value: "1" },
  yearly: { unit: "a", value: "1" },
};

const unitWords: Readonly<Record<string, TestInterval["unit"]>> = {
  h: "h",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
  d: "d",
  day: "d",
  days: "d",
  w: "wk",
  wk: "wk",
  week: "wk",
  weeks: "wk",
  m: "mo",
  mo: "mo",
  month: "mo",
  months: "mo",
  a: "a",
  y: "a",
  yr: "a",
  yrs: "a",
  year: "a",
  years: "a",
};

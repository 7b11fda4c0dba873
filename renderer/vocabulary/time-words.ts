/** Times as a person wants them: ISO and the zone of the machine unless chosen otherwise, always 24 hours. */
import type { Occurred } from "../../shared/service/work-body.ts";
import { preferences, type DateForm } from "./preferences.ts";

/** `2026-11-22 09:12`. What is no time is shown as it is. */
export const timeText = (instant: string): string => {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : `${dayOf(date)} ${clockOf(date)}${zoneBehind(date)}`;
};

/** `09:12` for today, `2026-11-22 09:12` for any other day. */
export const shortTimeText = (instant: string, now: Date): string => {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return dayOf(date) === dayOf(now) ? `${clockOf(date)}${zoneBehind(date)}` : timeText(instant);
};

/** `2026-11-22`. */
export const dayText = (instant: string): string => {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : dayOf(date);
};

/** `14:03:07`: for readings that follow each other by seconds. */
export const secondText = (instant: string): string => {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : `${clockOf(date)}:${two(partsOf(date).second)}`;
};

/** `2026-11-22 09:12:33.123456 UTC`: all that the record says, whatever was chosen. */
export const exactText = (instant: string): string => instant.replace("T", " ").replace(/Z$/, " UTC");

/** `2026-11-22 09:12` of now, as a form begins with it: forms are filled in ISO and in the zone of the machine. */
export const nowText = (now: Date): string => {
  const { day, hour, minute, month, year } = machineParts(now);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
};

/** `+02:00`, the zone of the machine at that time. */
export const zoneText = (date: Date): string => offsetText(-date.getTimezoneOffset());

/** `2026-11-22` is a day and stays one; `2026-11-22 09:30` is a minute. Null for anything else. */
export const typedOccurred = (text: string, zone: string): Occurred | null => {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2})?)?$/.exec(text.trim());
  const [, day = "", minute, second = ""] = parts ?? [];
  if (parts === null || !isDay(day) || !isClock(minute ?? "00:00", second)) return null;
  if (minute === undefined) return { precision: "day", value: day, zone };
  return { precision: second === "" ? "minute" : "second", value: `${day}T${minute}${second}`, zone };
};

const isDay = (day: string): boolean => {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

const isClock = (minute: string, second: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(minute) && second < ":60";

const offsetText = (minutes: number): string => {
  const magnitude = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(magnitude / 60))}:${two(magnitude % 60)}`;
};

const two = (value: number): string => String(value).padStart(2, "0");

interface Parts {
  readonly year: string;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const machineParts = (date: Date): Parts => ({
  year: String(date.getFullYear()).padStart(4, "0"),
  month: date.getMonth() + 1,
  day: date.getDate(),
  hour: date.getHours(),
  minute: date.getMinutes(),
  second: date.getSeconds(),
});

const utcParts = (date: Date): Parts => ({
  year: String(date.getUTCFullYear()).padStart(4, "0"),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
  hour: date.getUTCHours(),
  minute: date.getUTCMinutes(),
  second: date.getUTCSeconds(),
});

const partsOf = (date: Date): Parts => (preferences().zone === "utc" ? utcParts(date) : machineParts(date));

const forms: Readonly<Record<DateForm, (parts: Parts) => string>> = {
  iso: ({ day, month, year }) => `${year}-${two(month)}-${two(day)}`,
  "day-first": ({ day, month, year }) => `${two(day)}.${two(month)}.${year}`,
  "month-first": ({ day, month, year }) => `${two(month)}/${two(day)}/${year}`,
};

const dayOf = (date: Date): string => forms[preferences().dates](partsOf(date));

const clockOf = (date: Date): string => {
  const { hour, minute } = partsOf(date);
  return `${two(hour)}:${two(minute)}`;
};

const zoneBehind = (date: Date): string => {
  const { zone, zoneShown } = preferences();
  if (!zoneShown) return "";
  return zone === "utc" ? " UTC" : ` ${zoneText(date)}`;
};

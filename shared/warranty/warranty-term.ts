/** When a warranty's months end: calendar months from the day of the start, that day's number included. */
import type { WarrantyIssued } from "./warranty-body.ts";

/** A day such as `2026-02-28`; days compare as text. */
export type Day = string;

/** So many calendar months later; the 31st of a month without one is its last day. */
export const addMonths = (day: Day, months: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
};

/** Whole days from one day to another. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** The day of the start as it was stated. */
export const startDay = ({ start }: Pick<WarrantyIssued, "start">): Day => start.occurred.value.slice(0, 10);

/** The last day of cover by months; `null` where months do not limit it. */
export const endDay = (terms: Pick<WarrantyIssued, "limits" | "start">): Day | null =>
  terms.limits.months === null ? null : addMonths(startDay(terms), terms.limits.months);

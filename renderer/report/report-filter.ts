/** What the list of issued reports is narrowed to, and the question that asks for it. */
import type { RequestOf } from "../../shared/rpc/methods.ts";

export interface ReportFilter {
  readonly search: string;
  readonly kind: string | null;
  /** A key, hex64. */
  readonly writer: string | null;
  /** Days as they are typed: 2026-11-22. */
  readonly from: string;
  readonly until: string;
}

export const allReports: ReportFilter = { search: "", kind: null, writer: null, from: "", until: "" };

/** True where something narrows the list. */
export const isNarrowed = (filter: ReportFilter): boolean => JSON.stringify(filter) !== JSON.stringify(allReports);

/** True for an empty field and for a real day. */
export const isDay = (text: string): boolean =>
  text === "" || (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)));

/** The question; a day that is not one yet narrows nothing. */
export const questionOf = (filter: ReportFilter, limit: number): RequestOf<"report.issued"> => {
  const { from, kind, search, until, writer } = filter;
  return {
    limit,
    search: search.trim(),
    ...(kind === null ? {} : { kind }),
    ...(writer === null ? {} : { writer }),
    ...(from !== "" && isDay(from) ? { from: startOf(from) } : {}),
    ...(until !== "" && isDay(until) ? { before: startOf(nextDay(until)) } : {}),
  };
};

/** A day begins at midnight of this machine. */
const startOf = (day: string): string => new Date(`${day}T00:00:00`).toISOString();

const nextDay = (day: string): string => {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
};

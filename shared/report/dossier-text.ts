/** How times, ids and spans of text are written in a dossier. */
import type { ReportText, TextSpan, TextStyle } from "./report-document.ts";
import { recordTitles, reportWords } from "./report-vocabulary.ts";
import type { DossierTime } from "./service-dossier-input.ts";

/**
 * Digits of an id that are printed where the whole id stands elsewhere: 12 hex digits, 48 bits, enough to look it up.
 */
const shortIdDigits = 12;

/** The first digits of an id. */
export const shortId = (id: string): string => id.slice(0, shortIdDigits);

/** One span of text. */
export const span = (text: string, style: TextStyle = "plain"): TextSpan => ({ text, style });

/** Lines of spans as one text, each on a line of its own; empty lines are left out. */
export const stacked = (lines: ReadonlyArray<ReadonlyArray<TextSpan>>): ReportText =>
  lines.filter((line) => line.length > 0).flatMap((line, index) => (index === 0 ? line : [span("\n"), ...line]));

/** The date part of a time, as exact as it is known: `2024`, `2024-03`, `2024-03-01`. */
export const dateText = (time: DossierTime): string => time.at.slice(0, dateLength[time.precision]);

/** The time of day as exact as it is known, in UTC, or `null` for a mere date. */
export const clockText = (time: DossierTime): string | null => {
  const length = clockLength[time.precision];
  return length === 0 ? null : `${time.at.slice(11, 11 + length)} UTC`;
};

/** Date and time of day in one line. */
export const timeText = (time: DossierTime): string => {
  const clock = clockText(time);
  return clock === null ? dateText(time) : `${dateText(time)} ${clock}`;
};

/** Date and time of day over the short id of the record. */
export const whenAndRecord = (time: DossierTime, id: string): ReportText =>
  stacked([[span(dateText(time), "strong"), ...clockSpans(time)], [span(shortId(id), "code")]]);

/** The time of day behind a date, or nothing for a mere date. */
export const clockSpans = (time: DossierTime): ReadonlyArray<TextSpan> => {
  const clock = clockText(time);
  return clock === null ? [] : [span(` ${clock}`, "muted")];
};

/** A record type in words; an unknown one as it is. */
export const recordTitle = (type: string): string => recordTitles.get(type.replace(/@\d+$/, "")) ?? type;

/** A value, or the words for "not recorded". */
export const orNotRecorded = (value: string | null): ReportText =>
  value === null || value === "" ? [span(reportWords.notRecorded, "muted")] : value;

/** A whole number with thin spaces between groups of three digits (ISO 80000-1, 7.3.2). */
export const groupedInteger = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, "\u2009");

const dateLength: Record<DossierTime["precision"], number> = {
  year: 4,
  month: 7,
  day: 10,
  minute: 10,
  second: 10,
  microsecond: 10,
};

const clockLength: Record<DossierTime["precision"], number> = {
  year: 0,
  month: 0,
  day: 0,
  minute: 5,
  second: 8,
  microsecond: 15,
};

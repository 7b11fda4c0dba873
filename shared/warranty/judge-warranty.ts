/**
 * Judges a warranty on what the records bound: in, out, or "cannot be decided" with the gap named. Pure. More readings
 * that fit the ones before only ever decide what was open; they never turn one decision into the other.
 */
import type { Instant } from "../clock/instant.ts";
import { addDecimals, compareDecimals, isDecimal, scaleByRational, type Decimal } from "../quantity/decimal.ts";
import { occurredInstant } from "../service/occurred-instant.ts";
import { counterBounds, type CounterBounds, type CounterEvidence, type CounterStart } from "./counter-bounds.ts";
import { startValue } from "./decide-warranty.ts";
import type { ServiceCondition, UsageLimit, WarrantyIssued } from "./warranty-body.ts";
import { addMonths, daysBetween, endDay, startDay } from "./warranty-term.ts";

export type Cover = "in" | "out" | "undecided";

/** One limit or condition with its answer. */
export interface CoverCheck {
  readonly what: "term" | "usage" | "service";
  readonly cover: Cover;
  /** What is known, or the gap that keeps it open. */
  readonly sentence: string;
  /** The records that it rests on. */
  readonly records: ReadonlyArray<string>;
}

export interface CoverVerdict {
  readonly cover: Cover;
  readonly checks: ReadonlyArray<CoverCheck>;
}

/** A service that was recorded. */
export interface ServiceEvidence {
  readonly at: Instant;
  readonly record: string;
}

export interface WarrantyEvidence {
  readonly readings: ReadonlyArray<CounterEvidence>;
  readonly services: ReadonlyArray<ServiceEvidence>;
}

/**
 * What is asked: was it covered when it happened, `at` this moment at the earliest and `last` at the latest (a mere day
 * has both), which is known to have been stated no later than `knownBy`.
 */
/** The rule by which cover is judged; its version grows whenever it would judge the same records otherwise. */
export const coverRule = {
  name: "Cover: months, usage and service, whichever ends first",
  version: "cover rule 1",
} as const;

export interface CoverQuestion {
  readonly at: Instant;
  readonly last: Instant;
  readonly knownBy: Instant;
}

/** Whichever limit is reached first ends the cover; one that cannot be decided leaves it open. */
export const judgeWarranty = (
  terms: WarrantyIssued,
  evidence: WarrantyEvidence,
  question: CoverQuestion,
): CoverVerdict => {
  const checks = [
    termCheck(terms, question),
    ...terms.limits.usage.map((usage) => usageCheck(terms, usage, evidence, question)),
    ...(terms.service === null ? [] : serviceChecks(terms, terms.service, evidence, question)),
  ];
  return { checks, cover: together(checks.map(({ cover }) => cover)) };
};

const together = (covers: ReadonlyArray<Cover>): Cover => {
  if (covers.includes("out")) return "out";
  return covers.includes("undecided") ? "undecided" : "in";
};

const day = (instant: Instant): string => instant.slice(0, 10);

const termCheck = (terms: WarrantyIssued, { at, knownBy }: CoverQuestion): CoverCheck => {
  const check = (cover: Cover, sentence: string): CoverCheck => ({ cover, records: [], sentence, what: "term" });
  const [from, end] = [startDay(terms), endDay(terms)];
  if (day(at) < from) return check("out", `The cover begins on ${from}.`);
  if (end === null) return check("in", "No limit in months.");
  if (day(at) > end) return check("out", `The months ended on ${end}.`);
  if (day(knownBy) <= end) return check("in", `The months end on ${end}.`);
  return check(
    "undecided",
    `The time is only self-declared between ${day(at)} and ${day(knownBy)}, and the months ended on ${end} in between.`,
  );
};

const readingsOf = (terms: WarrantyIssued, usage: UsageLimit, { readings }: WarrantyEvidence) => {
  const start = startValue(terms, usage);
  const own = readings.filter(({ counter, unit }) => counter === usage.counter && unit === usage.limit.unit);
  const from = occurredInstant(terms.start.occurred);
  const began = start === null || from === null ? null : { at: from, unit: usage.limit.unit, value: start };
  return { began, own, start };
};

const usageCheck = (terms: WarrantyIssued, usage: UsageLimit, evidence: WarrantyEvidence, span: Span): CoverCheck => {
  const { began, own, start } = readingsOf(terms, usage, evidence);
  const { counter, limit } = usage;
  const check = (cover: Cover, sentence: string, records: ReadonlyArray<string> = []): CoverCheck => ({
    cover,
    records,
    sentence,
    what: "usage",
  });
  if (start === null || !isDecimal(limit.value))
    return check("undecided", `The reading of "${counter}" at the start is not stated.`);
  const end = addDecimals(start, limit.value);
  const bounds = boundsOver(own, span, began);
  const behind = bounds.lower === null ? [] : [bounds.lower.record];
  if (bounds.contradiction !== null) return check("undecided", contradicts(counter, bounds.contradiction), behind);
  if (bounds.lower !== null && compareDecimals(bounds.lower.value, end) > 0)
    return check(
      "out",
      `"${counter}" stood at ${said(bounds.lower)} on ${day(bounds.lower.at)}; cover ends at ${end}.`,
      behind,
    );
  if (bounds.upper !== null && compareDecimals(bounds.upper, end) <= 0)
    return check("in", `"${counter}" had not passed ${bounds.upper} ${limit.unit}; cover ends at ${end}.`, behind);
  return check("undecided", unread(counter, bounds, `cover ends at ${end} ${limit.unit}`), behind);
};

type Span = Pick<CoverQuestion, "at" | "last">;

/** What it had certainly reached at the earliest moment, and certainly not passed at the latest. */
const boundsOver = (
  readings: ReadonlyArray<CounterEvidence>,
  { at, last }: Span,
  began: CounterStart | null,
): CounterBounds => ({ ...counterBounds(readings, at, began), upper: counterBounds(readings, last, began).upper });

const said = ({ unit, value }: CounterEvidence): string => `${value} ${unit}`;

const contradicts = (counter: string, [first, then]: readonly [CounterEvidence, CounterEvidence]): string =>
  `The readings of "${counter}" contradict: ${said(first)} on ${day(first.at)}, then ${said(then)} on ${day(then.at)}.`;

const unread = (counter: string, { lower }: CounterBounds, limit: string): string =>
  lower === null
    ? `There is no reading of "${counter}"; ${limit}.`
    : `There is no reading of "${counter}" since ${day(lower.at)}, when it stood at ${said(lower)}; ${limit}.`;

const serviceChecks = (
  terms: WarrantyIssued,
  service: ServiceCondition,
  evidence: WarrantyEvidence,
  span: Span,
): ReadonlyArray<CoverCheck> => {
  const { at } = span;
  const last = evidence.services
    .filter((one) => one.at <= at)
    .reduce<ServiceEvidence | null>((most, one) => (most === null || one.at > most.at ? one : most), null);
  const since = { day: last === null ? startDay(terms) : day(last.at), last };
  return [
    ...(service.every_months === null ? [] : [monthsOfService(service, service.every_months, since, at)]),
    ...(service.every_usage === null
      ? []
      : [usageOfService(terms, service, service.every_usage, { evidence, last, span })]),
  ];
};

interface LastService {
  readonly day: string;
  readonly last: ServiceEvidence | null;
}

const monthsOfService = (service: ServiceCondition, months: number, since: LastService, at: Instant): CoverCheck => {
  const allowed = withTolerance(String(daysBetween(since.day, addMonths(since.day, months))), service);
  const days = daysBetween(since.day, day(at));
  const isKept = compareDecimals(decimalOf(days), allowed) <= 0;
  const records = since.last === null ? [] : [since.last.record];
  const rule = `every ${months} months${toleranceText(service)} is agreed`;
  // A start is no service: nobody is said to have done what nobody recorded.
  const counted = since.last === null ? `Began on ${since.day}, no service is due yet` : `Serviced on ${since.day}`;
  if (isKept) return { cover: "in", records, sentence: `${counted}; ${rule}.`, what: "service" };
  const sentence = `No service is recorded from ${since.day} to ${day(at)}, ${days} days; ${rule}.`;
  return { cover: lapsed(service), records, sentence, what: "service" };
};

interface ServiceUse {
  readonly span: Span;
  readonly evidence: WarrantyEvidence;
  readonly last: ServiceEvidence | null;
}

const usageOfService = (
  terms: WarrantyIssued,
  service: ServiceCondition,
  usage: UsageLimit,
  { evidence, last, span }: ServiceUse,
): CoverCheck => {
  const { began, own, start } = readingsOf(terms, usage, evidence);
  const now = boundsOver(own, span, began);
  const then = last === null ? { lower: start, upper: start } : boundsAt(own, last.at, start);
  const records = [...(last === null ? [] : [last.record]), ...(now.lower === null ? [] : [now.lower.record])];
  const allowed = withTolerance(usage.limit.value, service);
  const rule = `service every ${usage.limit.value} ${usage.limit.unit}${toleranceText(service)} is agreed`;
  const check = (cover: Cover, sentence: string): CoverCheck => ({ cover, records, sentence, what: "service" });
  if (now.contradiction !== null) return check("undecided", contradicts(usage.counter, now.contradiction));
  if (then.lower !== null && now.upper !== null && isWithin(now.upper, then.lower, allowed))
    return check("in", `"${usage.counter}" ran within the interval since the last service; ${rule}.`);
  if (then.upper !== null && now.lower !== null && !isWithin(now.lower.value, then.upper, allowed))
    return check(lapsed(service), `No service is recorded since "${usage.counter}" stood at ${then.upper}; ${rule}.`);
  return check("undecided", unread(usage.counter, now, rule));
};

const boundsAt = (own: ReadonlyArray<CounterEvidence>, at: Instant, start: Decimal | null) => {
  const { lower, upper } = counterBounds(own, at);
  return { lower: lower?.value ?? start, upper };
};

/** True when `to` lies at most `allowed` above `from`. */
const isWithin = (to: Decimal, from: Decimal, allowed: Decimal): boolean =>
  compareDecimals(to, addDecimals(from, allowed)) <= 0;

const lapsed = ({ unproved }: ServiceCondition): Cover => (unproved === "not_covered" ? "out" : "undecided");

const toleranceText = ({ tolerance_percent }: ServiceCondition): string =>
  tolerance_percent === "0" ? "" : ` (+${tolerance_percent} %)`;

const withTolerance = (value: string, { tolerance_percent }: ServiceCondition): Decimal => {
  if (!isDecimal(value) || !isDecimal(tolerance_percent)) throw new Error(`${value} is not a decimal`);
  return multiplied(value, addDecimals(decimalOf(100), tolerance_percent));
};

const decimalOf = (whole: number): Decimal => scaleByRational(BigInt(whole), 1n, 1n);

/** `value * percent / 100`, exact. */
const multiplied = (value: Decimal, percent: Decimal): Decimal => {
  const [left, right] = [wholeOf(value), wholeOf(percent)];
  return scaleByRational(left.digits * right.digits, 1n, 100n * left.divisor * right.divisor);
};

const wholeOf = (value: Decimal): { readonly digits: bigint; readonly divisor: bigint } => {
  const point = value.indexOf(".");
  const places = point < 0 ? 0 : value.length - point - 1;
  return { digits: BigInt(value.replace(".", "")), divisor: 10n ** BigInt(places) };
};

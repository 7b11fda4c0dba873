/** When a task of the maintenance plan is due: by calendar or by counter, whichever comes first. */
import { addDecimals, compareDecimals, subtractDecimals, type Decimal } from "../quantity/decimal.ts";
import type { PlanTask } from "./plan-body.ts";

/** A day and the record that says it. */
export interface DayFact {
  readonly day: string;
  readonly record: string;
}

/** One reading of a counter. */
export interface CounterFact extends DayFact {
  readonly value: Decimal;
}

/** What an asset's records say about one task. */
export interface TaskFacts {
  readonly task: PlanTask;
  /** The record of the plan that holds it. */
  readonly plan: string;
  /** The last work that names the task; null where none does. */
  readonly done: DayFact | null;
  /** Readings of the task's counter in its unit, the oldest first. */
  readonly readings: ReadonlyArray<CounterFact>;
}

/** When it falls due, as far as records say it; days are `YYYY-MM-DD`. */
export interface DueTask {
  readonly task: PlanTask;
  readonly plan: string;
  readonly done: DayFact | null;
  /** The records that the answer follows from. */
  readonly behind: ReadonlyArray<string>;
  readonly by: "calendar" | "counter";
  readonly calendar: { readonly due: string; readonly limit: string } | null;
  readonly counter: CounterDue | null;
  /** The first day on which it is due; by an estimate where `estimated` says so. Null where nobody can say. */
  readonly dueOn: string | null;
  readonly estimated: boolean;
  /** The last day before it is overdue, from recorded facts alone; null where the counter alone decides. */
  readonly overdueAfter: string | null;
}

export interface CounterDue {
  readonly due: Decimal;
  readonly limit: Decimal;
  readonly now: CounterFact | null;
  /** Units left until it is due; negative when it is past. Null without a reading. */
  readonly left: Decimal | null;
  /** The day on which the counter will stand at `due`, from its rate so far: an estimate. */
  readonly estimatedOn: string | null;
  /** Units a day, with two digits after the point; null with fewer than two readings. */
  readonly perDay: string | null;
}

export type DueState = "overdue" | "due" | "soon" | "later" | "unknown";

/** A task is announced so many days before it is due. */
export const soonDays = 30;

/** The due dates of one task. */
export const dueTask = ({ task, plan, done, readings }: TaskFacts): DueTask => {
  const calendar = task.calendar === null ? null : calendarDue(task.calendar, done);
  const counter = task.counter === null ? null : counterDue(task.counter, done, readings);
  const passed = counter === null ? null : passedOn(counter.due, readings);
  const counterDay = passed ?? counter?.estimatedOn ?? null;
  const byCounter = counterDay !== null && (calendar === null || counterDay < calendar.due);
  const limitPassed = counter === null ? null : beyondOn(counter.limit, readings);
  return {
    behind: behindOf(plan, done, counter, readings),
    by: byCounter || calendar === null ? "counter" : "calendar",
    calendar,
    counter,
    done,
    dueOn: byCounter ? counterDay : (calendar?.due ?? null),
    estimated: byCounter && passed === null,
    overdueAfter: earliest([calendar?.limit ?? null, limitPassed === null ? null : addDays(limitPassed, -1)]),
    plan,
    task,
  };
};

/** Where the task stands on a day. */
export const dueState = ({ dueOn, overdueAfter }: Pick<DueTask, "dueOn" | "overdueAfter">, today: string): DueState => {
  if (overdueAfter !== null && today > overdueAfter) return "overdue";
  if (dueOn === null) return "unknown";
  if (dueOn <= today) return "due";
  return dueOn <= addDays(today, soonDays) ? "soon" : "later";
};

/** So many days later. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMillis).toISOString().slice(0, dayLength);

/** So many months later; the 31st becomes the last day of a shorter month. */
export const addMonths = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const index = year * 12 + (month - 1) + months;
  const first = Date.UTC(Math.floor(index / 12), index % 12, 1);
  const days = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate();
  return addDays(new Date(first).toISOString().slice(0, dayLength), Math.min(date, days) - 1);
};

const dayMillis = 86_400_000;
const dayLength = 10;
/** The rate is taken over the last year of readings: older ones say little about how the machine runs now. */
const rateDays = 365;

const calendarDue = (interval: NonNullable<PlanTask["calendar"]>, done: DayFact | null): DueTask["calendar"] => {
  const since = done === null || done.day < interval.since ? interval.since : done.day;
  const due = addMonths(since, interval.months);
  return { due, limit: addDays(due, interval.tolerance_days) };
};

const counterDue = (
  interval: NonNullable<PlanTask["counter"]>,
  done: DayFact | null,
  readings: ReadonlyArray<CounterFact>,
): CounterDue => {
  const due = addDecimals(countedFrom(interval.since, done, readings), interval.every);
  const now = readings.at(-1) ?? null;
  const left = now === null ? null : subtractDecimals(due, now.value);
  const perDay = ratePerDay(readings);
  return {
    due,
    estimatedOn: now === null || left === null ? null : crossingDay(now.day, Number(left), perDay),
    left,
    limit: addDecimals(due, interval.tolerance),
    now,
    perDay: perDay === null ? null : perDay.toFixed(2),
  };
};

/** What the counter showed when the task was last done: the last reading up to that day, never less than `since`. */
const countedFrom = (since: Decimal, done: DayFact | null, readings: ReadonlyArray<CounterFact>): Decimal => {
  const at = done === null ? undefined : readings.findLast(({ day }) => day <= done.day);
  return at === undefined || isLess(at.value, since) ? since : at.value;
};

const ratePerDay = (readings: ReadonlyArray<CounterFact>): number | null => {
  const last = readings.at(-1);
  const first = last === undefined ? undefined : readings.find(({ day }) => day >= addDays(last.day, -rateDays));
  if (first === undefined || last === undefined || first.day === last.day) return null;
  const days = (Date.parse(last.day) - Date.parse(first.day)) / dayMillis;
  const rate = (Number(last.value) - Number(first.value)) / days;
  return rate > 0 ? rate : null;
};

/** Nothing is foretold for more than a hundred years. */
const foretoldDaysMax = 36_500;

const crossingDay = (from: string, left: number, perDay: number | null): string | null => {
  if (perDay === null || left <= 0) return null;
  const days = Math.ceil(left / perDay);
  return days > foretoldDaysMax ? null : addDays(from, days);
};

/** The day of the first reading that is not below the value. */
const passedOn = (value: Decimal, readings: ReadonlyArray<CounterFact>): string | null =>
  readings.find((reading) => !isLess(reading.value, value))?.day ?? null;

/** The day of the first reading above the value. */
const beyondOn = (value: Decimal, readings: ReadonlyArray<CounterFact>): string | null =>
  readings.find((reading) => isLess(value, reading.value))?.day ?? null;

/** The plan, the work that was done, and the first and last reading that the counter's answer rests on. */
const behindOf = (
  plan: string,
  done: DayFact | null,
  counter: CounterDue | null,
  readings: ReadonlyArray<CounterFact>,
): ReadonlyArray<string> => [
  ...new Set([
    plan,
    ...(done === null ? [] : [done.record]),
    ...(counter?.now === null || counter?.now === undefined ? [] : [counter.now.record]),
    ...(counter === null ? [] : readings.slice(0, 1).map(({ record }) => record)),
  ]),
];

const earliest = (days: ReadonlyArray<string | null>): string | null =>
  days.reduce((least, day) => (least === null || (day !== null && day < least) ? day : least), null);

const isLess = (left: Decimal, right: Decimal): boolean => compareDecimals(left, right) < 0;

/** The words of maintenance plans: what is due, why, and the form that plans it. */
import type { DueState } from "../../shared/service/due-task.ts";
import type { StandingWords } from "./standing-words.ts";
import { calendarDayText } from "./day-words.ts";

interface StateWords {
  readonly word: string;
  readonly shape: StandingWords["shape"];
  readonly tone: StandingWords["tone"];
}

const states: Readonly<Record<DueState, StateWords>> = {
  overdue: { word: "Overdue", shape: "barred", tone: "bad" },
  due: { word: "Due", shape: "diamond", tone: "warn" },
  soon: { word: "Due soon", shape: "half", tone: "calm" },
  later: { word: "Planned", shape: "dashed", tone: "calm" },
  unknown: { word: "Cannot be told", shape: "question", tone: "calm" },
};

const months = (count: number): string => (count === 1 ? "every month" : `every ${count} months`);

/** By the member of a task that is not right. */
const faults: Readonly<Record<string, string>> = {
  title: "Write what is to be done.",
  interval: "Give months, a counter, or both.",
  months: "Write a whole number of months, from 1 to 600.",
  since: "Write a day such as 2026-11-22.",
  tolerance_days: "Write a whole number of days, from 0 to 366.",
  counter: "Choose or write the counter.",
  every: "Write a number above 0, such as 4000.",
  counter_since: "Write what the counter showed, such as 12500.",
  tolerance: "Write a number from 0.",
};

export const dueWords = {
  states,
  title: (state: DueState, day: string | null): string =>
    day === null ? states[state].word : `${states[state].word}: ${calendarDayText(day)}`,
  panel: "What is due",
  none: "No maintenance is planned on this asset.",
  plan: "Plan maintenance",
  change: "Change the plan",
  log: "Log it",
  every: months,
  everyCounter: (every: string, unit: string, counter: string): string => `every ${every} ${unit} of ${counter}`,
  dueOn: (day: string): string => `due ${calendarDayText(day)}`,
  by: { calendar: "by the calendar", counter: "by the counter" },
  estimate: "estimate",
  estimateMeans: (perDay: string, unit: string): string =>
    `Estimated from the readings of the last year: ${perDay} ${unit} a day. Not a recorded fact.`,
  left: (left: string, unit: string): string =>
    left.startsWith("-") ? `${left.slice(1)} ${unit} past` : `${left} ${unit} left`,
  leftHow: (due: string, now: string, unit: string): string => `Due at ${due} ${unit}, read ${now} ${unit}.`,
  howCalendar: (
    { months: count, since }: { readonly months: number; readonly since: string },
    due: string,
    done: boolean,
  ): string =>
    `Every ${count} months, counted from ${done ? "the work that did it last" : calendarDayText(since)}: ${calendarDayText(due)}.`,
  howCounter: (every: string, unit: string, counter: string, due: string): string =>
    `Every ${every} ${unit} of ${counter}: at ${due} ${unit}.`,
  noReading: "the counter was never read",
  lastDone: (day: string): string => `last done ${calendarDayText(day)}`,
  neverDone: "not done under this plan yet",
  tolerance: (day: string): string => `Overdue after ${calendarDayText(day)}`,
  form: {
    title: (tag: string): string => `Maintenance plan of ${tag}`,
    about: "Whichever comes first decides. What you record here is signed and replaces the plan that holds.",
    task: "What is to be done",
    months: "Every … months",
    since: "Counted from the day",
    toleranceDays: "Days of tolerance",
    counter: "Counter",
    every: "Every … units",
    unit: "Unit",
    counterSince: "Counted from the reading",
    tolerance: "Units of tolerance",
    instruction: "Instruction",
    add: "Add a task",
    remove: "Remove this task",
    reason: "Why",
    record: "Sign the plan",
    done: "The plan is recorded.",
    empty: "Add a task first.",
    faults,
  },
  fulfils: "Does these planned tasks",
} as const;

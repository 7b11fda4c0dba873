/** When tasks fall due: by the calendar, by a counter, whichever is first, and never by an estimate alone overdue. */
import { expect, test } from "vitest";
import { isDecimal, type Decimal } from "../../../shared/quantity/decimal.ts";
import { addMonths, dueState, dueTask, type CounterFact } from "../../../shared/service/due-task.ts";
import type { PlanTask } from "../../../shared/service/plan-body.ts";

const decimal = (text: string): Decimal => {
  if (!isDecimal(text)) throw new Error(text);
  return text;
};
const reading = (day: string, value: string): CounterFact => ({ day, record: day, value: decimal(value) });
const task = (part: Partial<PlanTask>): PlanTask => ({ activity: null, calendar: null, counter: null, instruction: null, key: "oil", title: "Change oil", ...part });
const halfYear = { months: 6, since: "2026-01-31", tolerance_days: 14 };
const hours = { counter: "running hours", every: decimal("1000"), since: decimal("0"), tolerance: decimal("50"), unit: "h" };

test.each([
  ["2026-01-31", 1, "2026-02-28"],
  ["2024-01-31", 1, "2024-02-29"],
  ["2026-08-31", 6, "2027-02-28"],
  ["2026-11-22", 2, "2027-01-22"],
])("%s and %i months is %s", (day, months, later) => expect(addMonths(day, months)).toBe(later));

test("by the calendar: due on its day, overdue only after the tolerance, and counted anew from the work that did it", () => {
  const due = dueTask({ done: null, plan: "p", readings: [], task: task({ calendar: halfYear }) });
  expect(due).toMatchObject({ behind: ["p"], by: "calendar", dueOn: "2026-07-31", estimated: false, overdueAfter: "2026-08-14" });
  expect(["2026-06-30", "2026-07-05", "2026-07-31", "2026-08-14", "2026-08-15"].map((today) => dueState(due, today))).toEqual(["later", "soon", "due", "due", "overdue"]);
  const done = dueTask({ done: { day: "2026-08-20", record: "w" }, plan: "p", readings: [], task: task({ calendar: halfYear }) });
  expect(done).toMatchObject({ behind: ["p", "w"], dueOn: "2027-02-20" });
});

test("by a counter: its rate gives an estimate, its readings give the fact", () => {
  const running = [reading("2026-01-01", "100"), reading("2026-04-11", "600")];
  const estimated = dueTask({ done: null, plan: "p", readings: running, task: task({ counter: hours }) });
  expect(estimated).toMatchObject({ by: "counter", counter: { due: "1000", estimatedOn: "2026-06-30", left: "400", perDay: "5.00" }, dueOn: "2026-06-30", estimated: true, overdueAfter: null });
  const past = dueTask({ done: null, plan: "p", readings: [...running, reading("2026-06-20", "1010"), reading("2026-07-02", "1051")], task: task({ counter: hours }) });
  expect(past).toMatchObject({ counter: { left: "-51" }, dueOn: "2026-06-20", estimated: false, overdueAfter: "2026-07-01" });
  expect(dueState(past, "2026-07-02")).toBe("overdue");
  const done = dueTask({ done: { day: "2026-06-21", record: "w" }, plan: "p", readings: [...running, reading("2026-06-20", "1010")], task: task({ counter: hours }) });
  expect(done.counter).toMatchObject({ due: "2010" });
});

test("whichever is first decides; without a reading only the calendar can", () => {
  const both = { calendar: halfYear, counter: hours };
  expect(dueTask({ done: null, plan: "p", readings: [reading("2026-03-01", "1000")], task: task(both) })).toMatchObject({ by: "counter", dueOn: "2026-03-01" });
  expect(dueTask({ done: null, plan: "p", readings: [reading("2026-03-01", "10")], task: task(both) })).toMatchObject({ by: "calendar", dueOn: "2026-07-31" });
  const unread = dueTask({ done: null, plan: "p", readings: [], task: task({ counter: hours }) });
  expect([unread.dueOn, dueState(unread, "2030-01-01")]).toEqual([null, "unknown"]);
});

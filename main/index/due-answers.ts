/** What is due on an asset, from the rows of its plan, its work and its counters. */
import { counterReadings, hasPlan, plannedTasks, showDue, tasksDone } from "../../shared/query/planned-tasks.ts";
import { dueTask, type DueTask } from "../../shared/service/due-task.ts";
import type { IndexRows } from "./index-rows.ts";

/** The tasks of an asset that are in force, each with when it is due. */
export const dueTasks = ({ database }: IndexRows, history: number): ReadonlyArray<DueTask> => {
  if (database.ask(hasPlan(history)).length === 0) return [];
  const done = new Map(database.ask(tasksDone(history)).map(({ day, key, record }) => [key, { day, record }]));
  return database.ask(plannedTasks(history)).map(({ plan, task }) =>
    dueTask({
      done: done.get(task.key) ?? null,
      plan,
      readings:
        task.counter === null ? [] : database.ask(counterReadings(history, task.counter.counter, task.counter.unit)),
      task,
    }),
  );
};

/** What a list shows of a plan: the first day on which anything is due, and the last before anything is overdue. */
export const dueSummary = (
  rows: IndexRows,
  history: number,
): { readonly due_on: string | null; readonly overdue_after: string | null } => {
  const tasks = dueTasks(rows, history);
  return {
    due_on: least(tasks.map(({ dueOn }) => dueOn)),
    overdue_after: least(tasks.map(({ overdueAfter }) => overdueAfter)),
  };
};

/** Writes it anew after a record that may change it. */
export const refreshDue = (rows: IndexRows, history: number): void => {
  if (rows.database.ask(hasPlan(history)).length === 0) return;
  const { due_on, overdue_after } = dueSummary(rows, history);
  rows.database.run(showDue, [due_on, overdue_after, history]);
};

const least = (days: ReadonlyArray<string | null>): string | null =>
  days.flatMap((day) => day ?? []).toSorted()[0] ?? null;

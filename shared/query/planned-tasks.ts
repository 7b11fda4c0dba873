/** What the index knows of maintenance plans: tasks in force, the work that did them, the counters they go by. */
import { isDecimal, type Decimal } from "../quantity/decimal.ts";
import { planTaskSchema, type PlanTask } from "../service/plan-body.ts";
import type { CounterFact, DayFact } from "../service/due-task.ts";
import { countingStandings, hexAt, numberAt, textAt, type Question, type SqlRow } from "./question.ts";

export interface PlannedTask {
  readonly task: PlanTask;
  readonly plan: string;
}

/** Tasks of the plans that count and that no counting plan replaces, for the history with this number. */
export const plannedTasks = (history: number): Question<PlannedTask> => ({
  text: `SELECT planned_task.task, record.id FROM planned_task JOIN record ON record.line = planned_task.record
    WHERE planned_task.history = ? AND record.standing IN ${countingStandings} AND NOT EXISTS (
      SELECT 1 FROM replaced_plan JOIN record AS later ON later.line = replaced_plan.record
      WHERE replaced_plan.plan = record.id AND replaced_plan.history = planned_task.history
        AND later.standing IN ${countingStandings})
    ORDER BY record.position, planned_task.rowid`,
  values: [history],
  row: (row) => ({ plan: hexAt(row, 1), task: planTaskSchema.parse(JSON.parse(textAt(row, 0))) }),
});

/** True in one row where any plan was ever written in the history with this number: most have none. */
export const hasPlan = (history: number): Question<number> => ({
  text: "SELECT 1 FROM planned_task WHERE history = ? LIMIT 1",
  values: [history],
  row: (row) => numberAt(row, 0),
});

export interface TaskDone extends DayFact {
  readonly key: string;
}

/** The last work that did each task, by (`at`, id). */
export const tasksDone = (history: number): Question<TaskDone> => ({
  text: `SELECT key, at, id FROM (
      SELECT fulfilled_task.key, record.at, record.id,
        row_number() OVER (PARTITION BY fulfilled_task.key ORDER BY record.at DESC, record.id DESC) AS age
      FROM fulfilled_task JOIN record ON record.line = fulfilled_task.record
      WHERE fulfilled_task.history = ? AND record.standing IN ${countingStandings})
    WHERE age = 1`,
  values: [history],
  row: (row) => ({ day: dayOf(textAt(row, 1)), key: textAt(row, 0), record: hexAt(row, 2) }),
});

/** All readings of one counter in one unit, the oldest first. */
export const counterReadings = (history: number, counter: string, unit: string): Question<CounterFact> => ({
  text: `SELECT record.at, record.id, value FROM counter_reading JOIN record ON record.line = counter_reading.record
    WHERE counter_reading.history = ? AND counter = ? AND unit = ? AND record.standing IN ${countingStandings}
    ORDER BY record.at, record.id, ordinal`,
  values: [history, counter, unit],
  row: (row) => ({ day: dayOf(textAt(row, 0)), record: hexAt(row, 1), value: decimalAt(row, 2) }),
});

/** The statement that sets what lists show of an asset's plan; its values are due day, last good day, the history. */
export const showDue = "UPDATE asset SET due_on = ?, overdue_after = ? WHERE history = ?";

const decimalAt = (row: SqlRow, column: number): Decimal => {
  const text = textAt(row, column);
  if (!isDecimal(text)) throw new Error(`Column ${column} of the index is not a decimal`);
  return text;
};

const dayLength = 10;

const dayOf = (instant: string): string => instant.slice(0, dayLength);

/** The maintenance plan of an asset: tasks that come due by the calendar, by a counter, or by whichever is first. */
import { z } from "zod";
import { codeSchema } from "../asset/asset-body.ts";
import { decimalSchema } from "../quantity/quantity.ts";

const line = z.string().min(1).max(200);
const hex64 = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");

/** A task's name within its asset; it stays when the plan is revised, so that work done before still counts. */
export const taskKeySchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "lower-case letters, digits and hyphens");

/** A day of the calendar, `2026-11-22`. */
export const daySchema = z.iso.date();

const monthsMax = 600;
const toleranceDaysMax = 366;

/** Every so many months from `since`; `tolerance_days` after the due day it is overdue. */
export const calendarIntervalSchema = z.strictObject({
  months: z.int().min(1).max(monthsMax),
  since: daySchema,
  tolerance_days: z.int().min(0).max(toleranceDaysMax),
});

/** Every so many units of a counter from `since`; all three numbers are in `unit` (UCUM). */
export const counterIntervalSchema = z.strictObject({
  counter: line,
  every: decimalSchema.refine((text) => Number(text) > 0, "more than 0"),
  since: decimalSchema,
  tolerance: decimalSchema.refine((text) => Number(text) >= 0, "0 or more"),
  unit: z.string().min(1).max(40),
});

export const planTaskSchema = z
  .strictObject({
    activity: codeSchema.nullable(),
    calendar: calendarIntervalSchema.nullable(),
    counter: counterIntervalSchema.nullable(),
    instruction: z.string().max(8000).nullable(),
    key: taskKeySchema,
    title: line,
  })
  .refine(({ calendar, counter }) => calendar !== null || counter !== null, "an interval by calendar, counter or both");

/**
 * `service/planned@1`: tasks that are due from now on. A plan that is replaced ends; its tasks that go on are written
 * again under their keys. Plans that do not know of each other both hold.
 */
export const servicePlannedSchema = z.strictObject({
  reason: z.string().max(2000).nullable(),
  /** The plans that this one takes the place of, by the id of their record. */
  replaces: z.array(hex64).max(64),
  tasks: z.array(planTaskSchema).max(64),
});

/** The intervals of a task in words: `every 6 months, every 4000 h of operating hours`. */
export const planTaskText = ({ calendar, counter }: PlanTask): string =>
  [
    ...(calendar === null ? [] : [calendar.months === 1 ? "every month" : `every ${calendar.months} months`]),
    ...(counter === null ? [] : [`every ${counter.every} ${counter.unit} of ${counter.counter}`]),
  ].join(", ");

export type PlanTask = z.infer<typeof planTaskSchema>;
export type ServicePlanned = z.infer<typeof servicePlannedSchema>;

/** Methods about the fleet and its maintenance: what can be filtered, what is due, who wrote in a history. */
import { z } from "zod";
import { counterIntervalSchema, planTaskSchema, servicePlannedSchema } from "../service/plan-body.ts";
import { idSchema, writerSchema } from "./rows.ts";

const count = z.int().min(0);
const historyName = z.string().min(1).max(200);
const facet = z.array(z.strictObject({ count, value: z.string() }));
const day = z.string();
const dayFact = z.strictObject({ day, record: idSchema });
const decimal = counterIntervalSchema.shape.since;

/** A task of a maintenance plan with when it is due; `behind` are the records that this follows from. */
const dueTaskRow = z.strictObject({
  behind: z.array(idSchema),
  by: z.enum(["calendar", "counter"]),
  calendar: z.strictObject({ due: day, limit: day }).nullable(),
  counter: z
    .strictObject({
      due: decimal,
      /** By the rate so far: an estimate. */
      estimated_on: day.nullable(),
      left: decimal.nullable(),
      limit: decimal,
      now: dayFact.extend({ value: decimal }).nullable(),
      per_day: z.string().nullable(),
    })
    .nullable(),
  done: dayFact.nullable(),
  due_on: day.nullable(),
  estimated: z.boolean(),
  overdue_after: day.nullable(),
  state: z.enum(["overdue", "due", "soon", "later", "unknown"]),
  task: planTaskSchema,
});

export const fleetMethods = {
  "asset.facets": {
    does: "How many assets each filter of the fleet holds, and the classes, makers and locations that there are.",
    request: z.strictObject({}),
    response: z.strictObject({
      counts: z.strictObject({
        all: count,
        conflicts: count,
        due: count,
        "open-defects": count,
        overdue: count,
        unshared: count,
      }),
      equipment_class: facet,
      location: facet,
      maker: facet,
    }),
  },
  "asset.due": {
    does: "The tasks of an asset's maintenance plan, each with when it is due and the records that say so.",
    request: z.strictObject({ history: historyName }),
    response: z.strictObject({ plans: z.array(idSchema), tasks: z.array(dueTaskRow), today: day }),
  },
  "asset.plan": {
    does: "Records a maintenance plan: tasks that are due by calendar, by a counter, or by whichever is first.",
    request: servicePlannedSchema.extend({ history: historyName }),
    response: z.strictObject({ history: idSchema, id: idSchema, standing: z.string() }),
  },
  "due.list": {
    does: "Tasks that are overdue, due, or due within 30 days, over the whole fleet, the most urgent first.",
    request: z.strictObject({ limit: z.int().min(1).max(500).default(100) }),
    response: z.strictObject({
      items: z.array(z.strictObject({ history: idSchema, tag: z.string(), task: dueTaskRow })),
      today: day,
    }),
  },
  "history.writers": {
    does: "Who wrote in a history, with how many records.",
    request: z.strictObject({ history: historyName }),
    response: z.array(z.strictObject({ records: count, writer: writerSchema })),
  },
} as const satisfies Readonly<
  Record<string, { readonly does: string; readonly request: z.ZodType; readonly response: z.ZodType }>
>;

export type DueTaskRow = z.infer<typeof dueTaskRow>;

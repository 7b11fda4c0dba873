/** Decides whether a maintenance plan may be recorded, from the plans that hold already. */
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import type { ServicePlanned } from "./plan-body.ts";

/** A task that is in force, with the plan that holds it. */
export interface HeldTask {
  readonly key: string;
  readonly plan: string;
}

export type PlanFailure = Failure & { readonly kind: "planNotHeld" | "taskTwice" | "planSaysNothing" };

/** The plan as it may be recorded, or the first reason why not. */
export const decidePlan = (
  held: ReadonlyArray<HeldTask>,
  body: ServicePlanned,
): Outcome<ServicePlanned, PlanFailure> => {
  const plans = new Set(held.map(({ plan }) => plan));
  const gone = body.replaces.find((id) => !plans.has(id));
  if (gone !== undefined)
    return refuse("planNotHeld", `The plan ${gone.slice(0, 12)}… does not hold here. Somebody may have replaced it.`);
  if (body.tasks.length === 0 && body.replaces.length === 0)
    return refuse("planSaysNothing", "A plan names at least one task, or the plan that it ends.");
  const staying = held.filter(({ plan }) => !body.replaces.includes(plan)).map(({ key }) => key);
  const twice = firstTwice([...staying, ...body.tasks.map(({ key }) => key)]);
  return twice === null
    ? success(body)
    : refuse("taskTwice", `The task "${twice}" is planned already. Give it another name, or replace its plan.`);
};

const firstTwice = (keys: ReadonlyArray<string>): string | null =>
  keys.find((key, index) => keys.indexOf(key) !== index) ?? null;

/** A maintenance plan as it is being typed in, and the way from there to what is signed. */
import type { RequestOf } from "../../shared/rpc/methods.ts";
import type { DueTaskRow } from "../../shared/rpc/fleet-methods.ts";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { planTaskSchema, type PlanTask } from "../../shared/service/plan-body.ts";

/** All texts, so that nothing that a person wrote is lost to a check. */
export interface TaskDraft {
  /** Empty for a new task: its key is made from its title. */
  readonly key: string;
  readonly title: string;
  readonly months: string;
  readonly since: string;
  readonly toleranceDays: string;
  readonly counter: string;
  readonly every: string;
  readonly unit: string;
  readonly counterSince: string;
  readonly tolerance: string;
  readonly instruction: string;
}

export type TaskField = Exclude<keyof TaskDraft, "key">;
export type TaskFaults = Partial<Readonly<Record<TaskField | "interval", true>>>;

/** A task that is not planned yet: counted from today, and from what the first counter shows now. */
export const emptyTask = (today: string, counters: AssetDetail["counters"]): TaskDraft => ({
  key: "",
  title: "",
  months: "",
  since: today,
  toleranceDays: "0",
  counter: counters[0]?.counter ?? "",
  every: "",
  unit: counters[0]?.unit ?? "h",
  counterSince: counters[0]?.value ?? "0",
  tolerance: "0",
  instruction: "",
});

/** The tasks that hold now. */
export const taskDrafts = (
  rows: ReadonlyArray<DueTaskRow>,
  today: string,
  counters: AssetDetail["counters"],
): ReadonlyArray<TaskDraft> => {
  const empty = emptyTask(today, counters);
  return rows.map(({ task: { calendar, counter, instruction, key, title } }) => ({
    ...empty,
    instruction: instruction ?? "",
    key,
    title,
    ...(calendar === null
      ? {}
      : { months: String(calendar.months), since: calendar.since, toleranceDays: String(calendar.tolerance_days) }),
    ...(counter === null
      ? {}
      : {
          counter: counter.counter,
          counterSince: counter.since,
          every: counter.every,
          tolerance: counter.tolerance,
          unit: counter.unit,
        }),
  }));
};

export type CheckedPlan =
  | { readonly ok: true; readonly tasks: RequestOf<"asset.plan">["tasks"] }
  | { readonly ok: false; readonly faults: ReadonlyArray<TaskFaults> };

/** The tasks as they are signed, or what is not right in each. */
export const planOf = (drafts: ReadonlyArray<TaskDraft>): CheckedPlan => {
  const faults = drafts.map(faultsOf);
  const keys = new Set<string>();
  const tasks = drafts.flatMap((draft) => {
    const key = freshKey(draft.key === "" ? slug(draft.title) : draft.key, keys);
    keys.add(key);
    const task = planTaskSchema.safeParse(taskOf(draft, key));
    return task.success ? [task.data] : [];
  });
  return tasks.length === drafts.length && faults.every((fault) => Object.keys(fault).length === 0)
    ? { ok: true, tasks }
    : { ok: false, faults };
};

const taskOf = (draft: TaskDraft, key: string): Record<keyof PlanTask, unknown> => ({
  activity: null,
  calendar:
    draft.months.trim() === ""
      ? null
      : { months: Number(draft.months), since: draft.since.trim(), tolerance_days: Number(draft.toleranceDays) },
  counter:
    draft.every.trim() === ""
      ? null
      : {
          counter: draft.counter.trim(),
          every: point(draft.every),
          since: point(draft.counterSince),
          tolerance: point(draft.tolerance),
          unit: draft.unit.trim(),
        },
  instruction: draft.instruction.trim() === "" ? null : draft.instruction.trim(),
  key,
  title: draft.title.trim(),
});

const faultsOf = (draft: TaskDraft): TaskFaults => {
  if (draft.months.trim() === "" && draft.every.trim() === "")
    return { interval: true, ...(draft.title.trim() === "" ? { title: true } : {}) };
  const parsed = planTaskSchema.safeParse(taskOf(draft, "task"));
  const paths = parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."));
  return Object.fromEntries(paths.flatMap((path) => fieldOfPath[path] ?? []).map((field) => [field, true]));
};

const fieldOfPath: Readonly<Record<string, TaskField>> = {
  title: "title",
  "calendar.months": "months",
  "calendar.since": "since",
  "calendar.tolerance_days": "toleranceDays",
  "counter.counter": "counter",
  "counter.every": "every",
  "counter.since": "counterSince",
  "counter.tolerance": "tolerance",
  "counter.unit": "unit",
  instruction: "instruction",
};

/** Some keyboards have a comma where others have a point. */
const point = (text: string): string => text.trim().replace(",", ".");

const keyLength = 36;

/** `Change oil (gearbox)` becomes `change-oil-gearbox`. */
const slug = (title: string): string => {
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, keyLength);
  return plain === "" ? "task" : plain;
};

const freshKey = (key: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(key)) return key;
  const number = Array.from({ length: 100 }, (_, index) => index + 2).find((each) => !taken.has(`${key}-${each}`));
  return `${key}-${number ?? 0}`;
};

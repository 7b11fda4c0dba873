/** The fleet by windows: the order of an answer is made once and kept until any row changes. */
import {
  assetRows,
  changesSoFar,
  fleetOrder,
  type AssetListRequest,
  type FleetQuestion,
} from "../../shared/query/asset-list.ts";
import { dueAssets, facetValues, fleetCounts } from "../../shared/query/fleet-facets.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { addDays, dueState, soonDays, type DueTask } from "../../shared/service/due-task.ts";
import { dueTasks } from "./due-answers.ts";
import type { IndexRows } from "./index-rows.ts";
import type { SqlDatabase } from "./sql-database.ts";

/** A window of the fleet; `today` is `YYYY-MM-DD`. */
export const answerAssetList = (
  { database }: IndexRows,
  { limit, offset, ...question }: AssetListRequest,
  today: string,
): ResponseOf<"asset.list"> => {
  const keys = orderOf(database, question, today);
  const window = keys.slice(offset, offset + limit);
  const rows = new Map(database.ask(assetRows(window)).map(({ key, row }) => [key, row]));
  return { rows: window.flatMap((key) => rows.get(key) ?? []), total: keys.length };
};

/** What the filters hold. */
export const answerFacets = ({ database }: IndexRows, today: string): ResponseOf<"asset.facets"> => {
  const [counts] = database.ask(fleetCounts(today));
  if (counts === undefined) throw new Error("A count has one row");
  return {
    counts,
    equipment_class: [...database.ask(facetValues("equipment_class"))],
    location: [...database.ask(facetValues("location"))],
    maker: [...database.ask(facetValues("maker"))],
  };
};

/** Tasks that are overdue, due, or soon due, over the whole fleet. */
export const answerDueList = (rows: IndexRows, limit: number, today: string): ResponseOf<"due.list"> => {
  const assets = rows.database.ask(dueAssets(addDays(today, soonDays), limit));
  const items = assets.flatMap(({ history, key, tag }) =>
    dueTasks(rows, key)
      .map((task) => ({ history, tag, task: taskRow(task, today) }))
      .filter(({ task }) => task.state !== "later" && task.state !== "unknown"),
  );
  return { items, today };
};

/** A task of the plan in the shape of the contract. */
export const taskRow = (due: DueTask, today: string): ResponseOf<"asset.due">["tasks"][number] => ({
  behind: [...due.behind],
  by: due.by,
  calendar: due.calendar,
  counter:
    due.counter === null
      ? null
      : {
          due: due.counter.due,
          estimated_on: due.counter.estimatedOn,
          left: due.counter.left,
          limit: due.counter.limit,
          now: due.counter.now,
          per_day: due.counter.perDay,
        },
  done: due.done,
  due_on: due.dueOn,
  estimated: due.estimated,
  overdue_after: due.overdueAfter,
  state: dueState(due, today),
  task: due.task,
});

interface Kept {
  readonly changes: number;
  readonly keys: ReadonlyArray<number>;
}

/** A person looks at one or two lists at a time, and the palette at another. */
const keptOrdersMax = 8;
const kept = new WeakMap<SqlDatabase, Map<string, Kept>>();

const orderOf = (database: SqlDatabase, question: FleetQuestion, today: string): ReadonlyArray<number> => {
  const orders = kept.get(database) ?? new Map<string, Kept>();
  kept.set(database, orders);
  const name = JSON.stringify([today, question]);
  const changes = database.ask(changesSoFar())[0] ?? 0;
  const known = orders.get(name);
  if (known?.changes === changes) return known.keys;
  // The statement itself makes the list of numbers.
  const keys: ReadonlyArray<number> = JSON.parse(database.ask(fleetOrder(question, today))[0] ?? "[]");
  orders.delete(name);
  orders.set(name, { changes, keys });
  for (const oldest of [...orders.keys()].slice(0, -keptOrdersMax)) orders.delete(oldest);
  return keys;
};

/** Methods about the fleet and its maintenance. */
import type { Outcome } from "../../shared/outcome/outcome.ts";
import { refuse, success } from "../../shared/outcome/outcome.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { decidePlan } from "../../shared/service/plan-service.ts";
import { taskRow } from "../index/fleet-answers.ts";
import type { HandlersOf } from "./dispatch.ts";
import { resolveHistory } from "./history-name.ts";
import type { NodeParts } from "./node-parts.ts";
import { asBody, writeIn } from "./recording-handlers.ts";

type Fleet = HandlersOf<"asset.facets" | "asset.due" | "asset.plan" | "due.list" | "history.writers">;

/** Makes them for a node. */
export const fleetHandlers = (parts: NodeParts): Fleet => ({
  "asset.facets": () => parts.index.facets(today(parts)),
  "asset.due": ({ history: name }) => inHistory(parts, name, (history) => dueIn(parts, history)),
  "asset.plan": ({ history: name, ...body }) =>
    inHistory(parts, name, async (history) => {
      const due = await parts.index.due(history);
      if (!due.ok) return due;
      const decided = decidePlan(
        due.value.map(({ plan, task }) => ({ key: task.key, plan })),
        body,
      );
      return decided.ok ? writeIn(parts, history, { body: asBody(decided.value), type: "service/planned@1" }) : decided;
    }),
  "due.list": ({ limit }) => parts.index.dueList(limit, today(parts)),
  "history.writers": ({ history: name }) => inHistory(parts, name, (history) => writersOf(parts, history)),
});

/** The day of the node's clock, in UTC as all days of records are. */
export const today = ({ now }: NodeParts): string => now().slice(0, dayLength);

const dayLength = 10;

const inHistory = async <T>(
  parts: NodeParts,
  name: string,
  ask: (history: HistoryId) => Promise<Outcome<T>>,
): Promise<Outcome<T>> => {
  const history = resolveHistory(parts, name);
  return history.ok ? ask(history.value) : history;
};

const dueIn = async (parts: NodeParts, history: HistoryId): Promise<Outcome<ResponseOf<"asset.due">>> => {
  const day = today(parts);
  const due = await parts.index.due(history);
  if (!due.ok) return due;
  const tasks = due.value.map((task) => taskRow(task, day));
  return success({ plans: [...new Set(due.value.map(({ plan }) => plan))], tasks, today: day });
};

const writersOf = async (parts: NodeParts, id: HistoryId): Promise<Outcome<ResponseOf<"history.writers">>> => {
  const history = parts.store.ledger.history(id);
  if (history === undefined) return refuse("notHeld", "The history is not here.");
  const register = history.root?.foundsUnder ?? history.id;
  const counts = Map.groupBy(history.records.values(), ({ writer }) => writer);
  const rows = await Promise.all(
    [...counts].map(async ([key, records]) => ({
      records: records.length,
      writer: await parts.writerIn(parts.store.judge.registerNow(register), key),
    })),
  );
  return success(rows.toSorted((left, right) => right.records - left.records));
};

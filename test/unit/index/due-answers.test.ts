/** What is due, from records in whatever order they came. */
import { expect, test } from "vitest";
import type { JsonObject } from "../../../shared/encoding/canonical-json.ts";
import { indexCompany } from "../../doubles/index-company.ts";
import { hours, smallFleet, work } from "../../doubles/small-fleet.ts";
import { valueOf } from "../../doubles/value-of.ts";

const fleet = { limit: 100, offset: 0, only: "all", search: "", sort: "due" } as const;
const task = (key: string, months: number): JsonObject => ({
  activity: null, calendar: { months, since: "2026-01-01", tolerance_days: 10 }, counter: null, instruction: null, key, title: key,
});
const byHours = {
  ...task("filter", 1), calendar: null,
  counter: { counter: "operating hours", every: "100", since: "0", tolerance: "0", unit: "h" },
};
const plan = (tasks: ReadonlyArray<JsonObject>, replaces: ReadonlyArray<string> = []): JsonObject => ({ reason: null, replaces: [...replaces], tasks: [...tasks] });

test("a plan, the work that does it, a replaced plan and a counter move the fleet's due days", async () => {
  const { found, founding, owner, write } = smallFleet();
  const asset = found({ tag: "P-1" });
  const other = found({ tag: "P-2" });
  const company = indexCompany();
  const index = await company.open();
  const rowAfter = async (today: string, only: "all" | "due" | "overdue" = "all") => valueOf(await index.assets({ ...fleet, only }, today)).rows[0];
  company.bring([...founding, asset, other]);
  const first = write(owner, asset.id, "service/planned@1", plan([task("oil", 6), task("seal", 12)]));
  company.bring([first]);
  expect(await rowAfter("2026-11-22")).toMatchObject({ due_on: "2026-07-01", overdue_after: "2026-07-11", tag: "P-1" });
  expect(valueOf(await index.facets("2026-07-05")).counts).toMatchObject({ all: 2, due: 1, overdue: 0 });
  const done = write(owner, asset.id, "service/performed@1", { ...work({}), fulfils: ["oil"] });
  company.bring([done]);
  const doneOn = done.record.at.slice(0, 10);
  const [oil, seal] = valueOf(await index.due(asset.id));
  expect(oil?.done).toEqual({ day: doneOn, record: done.id });
  expect(seal).toMatchObject({ done: null, dueOn: "2027-01-01" });
  const second = write(owner, asset.id, "service/planned@1", plan([task("oil", 1), byHours], [first.id]));
  const read = write(owner, asset.id, "asset/counter-read@1", hours("120"));
  company.bring([second, read]);
  const after = valueOf(await index.due(asset.id));
  expect(after.map(({ task: { key } }) => key)).toEqual(["oil", "filter"]);
  expect(after[0]?.done?.record).toBe(done.id);
  expect(after[1]).toMatchObject({ counter: { left: "-20" }, dueOn: read.record.at.slice(0, 10), estimated: false });
  const list = valueOf(await index.dueList(10, "2099-01-01"));
  expect(list.items.map(({ tag, task: row }) => [tag, row.task.key, row.state])).toEqual([["P-1", "oil", "overdue"], ["P-1", "filter", "overdue"]]);
  const live = await rowAfter("2099-01-01", "overdue");
  valueOf(await index.rebuild());
  expect(await rowAfter("2099-01-01", "overdue")).toEqual(live);
  await company.close();
});

test("two plans that do not know of each other both hold", async () => {
  const { found, founding, inspector, owner, write } = smallFleet();
  const asset = found({ tag: "P-1" });
  const here = write(owner, asset.id, "service/planned@1", plan([task("oil", 6)]));
  const there = write(inspector, asset.id, "service/planned@1", plan([task("oil", 3)]));
  const company = indexCompany();
  const index = await company.open();
  company.bring([...founding, asset, there, here]);
  expect(valueOf(await index.due(asset.id)).map((due) => due.plan).toSorted()).toEqual([here.id, there.id].toSorted());
  await company.close();
});

/** Opens a node on the folder that is given, asks everything that a click asks, and prints how long answers take. */
import { methods, type MethodName, type RequestOf } from "../../shared/rpc/methods.ts";
import type { ThroughlifeNode } from "../../main/node.ts";
import { valueOf } from "../doubles/value-of.ts";
import { nodeFolders } from "./bench-folder.ts";
import { stopwatch } from "./figure.ts";
import { watchStalls } from "./stall-watch.ts";

/** So often each question is asked, each time of another asset, record or window. */
const timesAsked = 100;

const { openNode } = await import("../../main/node.ts");
const folders = nodeFolders(process.argv[2] ?? "");
const node: ThroughlifeNode = valueOf(await openNode({ ...folders, shell: "cli", simulators: false }));
const fleet = valueOf(await node.call("asset.list", { limit: 500, offset: 0 })).rows;
const at = <T>(list: ReadonlyArray<T>, number: number): T => {
  const found = list[(number * 7) % list.length];
  if (found === undefined) throw new Error("The bench asks about a fleet without assets");
  return found;
};
const first = valueOf(
  await node.call("history.timeline", { history: at(fleet, 1).history, latest: true, limit: 200, offset: 0 }),
);

const p95Of = async <M extends MethodName>(method: M, request: (number: number) => RequestOf<M>): Promise<number> => {
  const millis: number[] = [];
  for (let number = 0; number < timesAsked; number++) {
    const watch = stopwatch();
    valueOf(await node.call(method, request(number)));
    millis.push(1000 * watch());
    // A click comes alone: what is measured is one answer, not a hundred without a break.
    await new Promise((soon) => setTimeout(soon, 2));
  }
  return millis.sort((left, right) => left - right)[Math.floor(0.95 * timesAsked)] ?? 0;
};

const answers: { readonly name: string; readonly p95_ms: number; readonly stall_ms: number }[] = [];
const ask = async <M extends MethodName>(name: string, method: M, request: (number: number) => RequestOf<M>) => {
  const watching = watchStalls();
  const millis = await p95Of(method, request);
  answers.push({ name, p95_ms: millis, stall_ms: watching() });
};

const orders = ["tag", "last", "records", "due"] as const;
const filters = ["all", "open-defects", "conflicts", "unshared", "due", "overdue"] as const;
await ask("asset.list, any window", "asset.list", (number) => ({
  offset: (37 * number) % 400,
  sort: at(orders, number),
}));
await ask("asset.list, filtered", "asset.list", (number) => ({ only: at(filters, number) }));
await ask("asset.list, searched", "asset.list", (number) => ({
  search: at(["pump", "sie", "1-", "zzz", "1"], number),
}));
await ask("asset.get", "asset.get", (number) => ({ history: at(fleet, number).history }));
await ask("asset.get by its tag", "asset.get", (number) => ({ history: at(fleet, number).tag }));
await ask("asset.due", "asset.due", (number) => ({ history: at(fleet, number).history }));
await ask("history.timeline, the latest 50", "history.timeline", (number) => ({
  history: at(fleet, number).history,
  latest: true,
  limit: 50,
  offset: 0,
}));
await ask("record.get", "record.get", (number) => ({ id: at(first.entries, number).id }));
await ask("record.get by the beginning of its id", "record.get", (number) => ({
  id: at(first.entries, number).id.slice(0, 16),
}));
const plain = [
  "app.status",
  "asset.facets",
  "due.list",
  "core.list",
  "core.entitlements",
  "core.programmes",
  "hazop.list",
  "warranty.list",
  "report.issued",
  "report.kinds",
  "peer.list",
  "peer.quarantine",
  "person.list",
  "register.show",
  "notice.list",
  "code.tables",
  "instrument.profiles",
  "import.mappings",
] as const satisfies ReadonlyArray<MethodName>;
for (const method of plain) {
  const request = methods[method].request.safeParse({});
  if (request.success) await ask(method, method, () => ({}));
}
const rebuilding = watchStalls();
valueOf(await node.call("index.rebuild", {}));
const rebuild = rebuilding();
valueOf(await node.close());
process.stdout.write(`${JSON.stringify({ answers, rebuild_stall_ms: rebuild })}\n`);

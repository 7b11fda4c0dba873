/** Opens a node on the folder that is given, asks what the first screens ask, and prints how long each took. */
import { valueOf } from "../doubles/value-of.ts";
import { nodeFolders } from "./bench-folder.ts";
import { stopwatch } from "./figure.ts";

const watch = stopwatch();
const { openNode } = await import("../../main/node.ts");
const folders = nodeFolders(process.argv[2] ?? "");
const node = valueOf(await openNode({ ...folders, shell: "cli", simulators: false }));
const fleet = valueOf(await node.call("asset.list", { limit: 100, offset: 0 }));
const startMs = 1000 * watch();

const millisOf = async (ask: () => Promise<unknown>): Promise<number> => {
  const asked = stopwatch();
  await ask();
  return 1000 * asked();
};

const history = fleet.rows[0]?.history ?? "";
const timeline = { history, latest: true, limit: 50, offset: 0 };
const times = {
  start_ms: startMs,
  assets_ms: await millisOf(async () => valueOf(await node.call("asset.list", { limit: 100, offset: 100 }))),
  timeline_ms: await millisOf(async () => valueOf(await node.call("history.timeline", timeline))),
  detail_ms: await millisOf(async () => valueOf(await node.call("asset.get", { history }))),
  rss_mb: process.memoryUsage().rss / 1e6,
};
valueOf(await node.close());
process.stdout.write(`${JSON.stringify(times)}\n`);

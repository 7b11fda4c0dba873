/**
 * A company of the convergence bench: begins a data folder, fills it, and then does what its standard input says, one
 * call a line: `{"method", "request"}`, or `{"listen": true}`. Each answer is a line.
 */
import { createInterface } from "node:readline";
import { generateFleet } from "../../main/demo/generate-fleet.ts";
import { beginDataFolder, openNode } from "../../main/node.ts";
import { valueOf } from "../doubles/value-of.ts";
import { nodeFolders } from "./bench-folder.ts";

const [, , folder = "", records = "0", seed = "0"] = process.argv;
const options = { ...nodeFolders(folder), shell: "cli", simulators: false } as const;
valueOf(
  await beginDataFolder({ ...options, party: `Company ${seed}`, person: null, roles: ["owner", "service-provider"] }),
);
const node = valueOf(await openNode(options));
const wish = { assets: Math.ceil(Number(records) / 200), records: Number(records), seed: Number(seed) };
const parts = { call: node.call, progress: () => undefined, signal: new AbortController().signal };
valueOf(await generateFleet(wish, parts));

const say = (answer: unknown): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);
say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const asked: { readonly listen?: true; readonly method?: string; readonly request?: unknown } = JSON.parse(line);
  if (asked.listen === true) say(await node.listenForPeers(0));
  else say(await node.dispatch(asked.method ?? "", asked.request));
}
valueOf(await node.close());

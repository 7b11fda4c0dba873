/** Takes a bundle into a new data folder and prints by how much the memory grew at most. */
import { stat } from "node:fs/promises";
import { beginDataFolder, openNode } from "../../main/node.ts";
import { valueOf } from "../doubles/value-of.ts";
import { nodeFolders } from "./bench-folder.ts";

const [, , path = "", folder = ""] = process.argv;
const options = { ...nodeFolders(folder), shell: "cli", simulators: false } as const;
valueOf(await beginDataFolder({ ...options, party: "Reader", person: null, roles: ["auditor"] }));
const node = valueOf(await openNode(options));
const base = process.memoryUsage().rss;
let peak = base;
const look = (): void => void (peak = Math.max(peak, process.memoryUsage().rss));
const watching = setInterval(look, 20);
const summary = valueOf(await node.call("bundle.import", { file: { path } }));
look();
clearInterval(watching);
valueOf(await node.close());
if (!summary.complete) throw new Error(`The bundle did not come in whole: ${summary.fault}`);
process.stdout.write(`${JSON.stringify({ bytes: (await stat(path)).size, grown_mb: (peak - base) / 1e6 })}\n`);

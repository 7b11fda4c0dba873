/** Opens a node on the folder that is given and answers peers until its standard input ends; prints an invitation. */
import { openNode } from "../../main/node.ts";
import { valueOf } from "../doubles/value-of.ts";
import { nodeFolders } from "./bench-folder.ts";

const folders = nodeFolders(process.argv[2] ?? "");
const node = valueOf(await openNode({ ...folders, shell: "cli", simulators: false }));
const address = `127.0.0.1:${valueOf(await node.listenForPeers(0))}`;
const share = { attachments: true, histories: "all", openings: false } as const;
const invitation = { addresses: [address], name: "South", roles: ["service-provider"], share };
const { code } = valueOf(await node.call("peer.invite", invitation));
process.stdout.write(`${JSON.stringify({ address, code })}\n`);
process.stdin.resume();
await new Promise((resolve) => process.stdin.once("end", resolve));
valueOf(await node.close());

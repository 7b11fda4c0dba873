/** Two real processes that stay linked: what one records the other has, also after it was killed in the middle. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { generateFleet } from "../../../main/demo/generate-fleet.ts";
import { beginDataFolder } from "../../../main/node.ts";
import { findRunningNode, type CommandNode } from "../../../main/shell/local/local-client.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { serve, type Serving } from "./throughlife-process.ts";

const folder = mkdtempSync(join(tmpdir(), "throughlife-live-"));
const [north, south] = [join(folder, "north"), join(folder, "south")];
const marks = join(folder, "marks");
const network = "this computer";
const patience = { interval: 25, timeout: 30_000 };

interface Company {
  serving: Serving;
  node: CommandNode;
}
let owner: Company;
let service: Company;

const start = async (data: string): Promise<Company> => {
  const serving = await serve(data);
  const node = await findRunningNode(data);
  if (node === null) throw new Error(`Nobody answers for ${data}`);
  return { node, serving };
};

const recordsOf = async ({ node }: Company): Promise<number> => valueOf(await node.call("app.status", {})).records;
const stateOf = async ({ node }: Company): Promise<string | undefined> => valueOf(await node.call("peer.presence", {})).peers[0]?.state;
const linked = () => vi.waitFor(async () => expect([await stateOf(owner), await stateOf(service)]).toEqual(["linked", "linked"]), patience);
const record = (company: Company, assets: number, seed: number) =>
  generateFleet({ assets, records: 8 * assets, seed }, { call: company.node.call, progress: () => undefined, signal: new AbortController().signal });
/** The register of the service company, which it shares with nobody. */
const ownRegister = 3;
const same = () => vi.waitFor(async () => expect(await recordsOf(service)).toBe(ownRegister + (await recordsOf(owner))), patience);

beforeAll(async () => {
  process.env["THROUGHLIFE_MARKS"] = marks;
  for (const [data, party, role] of [[north, "North", "owner"], [south, "South", "service-provider"]] as const) {
    const options = { folder: data, markFolder: marks, shell: "cli", simulators: false } as const;
    valueOf(await beginDataFolder({ ...options, party, person: null, roles: [role] }));
  }
  [owner, service] = await Promise.all([start(north), start(south)]);
  const share = { attachments: true, histories: "all", openings: false } as const;
  const invitation = { addresses: [`127.0.0.1:${owner.serving.peerPort}`], name: "South", roles: ["service-provider"], share };
  const { code } = valueOf(await owner.node.call("peer.invite", invitation));
  valueOf(await service.node.call("peer.join", { code }));
}, 60_000);

afterAll(async () => {
  for (const { node, serving } of [owner, service]) {
    await node.close();
    await serving.kill();
  }
  delete process.env["THROUGHLIFE_MARKS"];
  rmSync(folder, { recursive: true, force: true });
});

test("what is recorded on one side is on the other, and after a power cut the rest comes by itself", async () => {
  valueOf(await owner.node.call("peer.trust-network", { network, trusted: true }));
  valueOf(await service.node.call("peer.trust-network", { network, trusted: true }));
  await linked();
  valueOf(await record(owner, 1, 1));
  await same();
  const recording = record(owner, 40, 2);
  await vi.waitFor(async () => expect(await recordsOf(service)).toBeGreaterThan(60), patience);
  await service.node.close();
  await service.serving.kill();
  valueOf(await recording);
  await vi.waitFor(async () => expect(await stateOf(owner)).not.toBe("linked"), patience);
  // It comes back on another port: the network is trusted still, so it calls and says where it listens now.
  service = await start(south);
  await linked();
  await same();
  expect(valueOf(await owner.node.call("peer.holdings", { lacking: true })).total).toBe(0);
}, 90_000);

/**
 * A company with two people and a rule that asks for an inspector, and another company whose data folder runs twice:
 * what was written on both sides lies in bundles.
 */
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { beginDataFolder, openNode, type ThroughlifeNode } from "../../../main/node.ts";
import { pump, replacement, seededPerson } from "../desktop/seeded-folder.ts";
import { valueOf } from "../../doubles/value-of.ts";

export interface DecisionScene {
  /** The first company, open, with the first person signed in. */
  readonly node: ThroughlifeNode;
  readonly asset: string;
  /** Bundles of the other company: before it went two ways, and each of the two ways. */
  readonly bundles: { readonly before: string; readonly one: string; readonly other: string };
  /** The work that waits for an inspector. */
  readonly work: string;
}

export const inspector = { name: "Bo Iversen", pin: "271828" } as const;
const visitor = { name: "Γιώργος Νικολάου", pin: "314159" } as const;

const optionsIn = (folder: string, name: string) =>
  ({ folder: join(folder, name, "data"), markFolder: join(folder, name, "marks"), shell: "browser", simulators: false }) as const;

/** Plays it under a folder; the other company is closed at the end. */
export const playDecisions = async (folder: string): Promise<DecisionScene> => {
  const [here, there] = [optionsIn(folder, "nordwind"), optionsIn(folder, "aegean")];
  valueOf(await beginDataFolder({ ...here, party: "Nordwind Service ApS", person: seededPerson, roles: ["owner"] }));
  valueOf(await beginDataFolder({ ...there, party: "Aegean Works", person: visitor, roles: ["service-provider"] }));
  const node = await opened(here, seededPerson);
  const asset = valueOf(await node.call("asset.register", pump)).history;
  valueOf(await node.call("person.add", { ...inspector, roles: ["inspector"] }));
  await askForInspector(node);
  await joinedTo(node, there);
  const path = (name: string): string => join(folder, `${name}.tlbundle`);
  await writeAs(there, asset, { file: path("before"), write: (other) => other.call("asset.describe", { history: asset, reason: null, set: { location: "Hall 2" } }) });
  await cp(join(folder, "aegean"), join(folder, "copied"), { recursive: true });
  await writeAs(there, asset, { file: path("one"), write: (other) => other.call("work.report-defect", defect(asset, "Seal leaks at the drive end")) });
  await writeAs(optionsIn(folder, "copied"), asset, { file: path("other"), write: (other) => other.call("work.report-defect", defect(asset, "Seal is dry")) });
  valueOf(await node.call("asset.describe", { history: asset, reason: null, set: { location: "Hall 3" } }));
  const work = valueOf(await node.call("work.log", { ...replacement, history: asset }));
  return { asset, bundles: { before: path("before"), one: path("one"), other: path("other") }, node, work: work.id };
};

const opened = async (options: ReturnType<typeof optionsIn>, person: { readonly name: string; readonly pin: string }): Promise<ThroughlifeNode> => {
  const node = valueOf(await openNode(options));
  valueOf(await node.call("person.unlock", { person: person.name, pin: person.pin }));
  return node;
};

/** Work counts when somebody inspected it. */
const askForInspector = async (node: ThroughlifeNode): Promise<void> => {
  const { id, permissions } = valueOf(await node.call("register.show", {}));
  const quorums = [{ group: "1 role:inspector", type: "service/performed" }];
  const body = { permissions, quorums, reason: "Work is inspected before it counts." };
  valueOf(await node.call("record.append", { body, history: id, type: "register/rules-changed@1" }));
};

const joinedTo = async (node: ThroughlifeNode, there: ReturnType<typeof optionsIn>): Promise<void> => {
  const port = valueOf(await node.listenForPeers(0));
  const share = { attachments: true, histories: "all", openings: true } as const;
  const invited = valueOf(await node.call("peer.invite", { addresses: [`127.0.0.1:${port}`], name: "Aegean Works", roles: ["service-provider"], share }));
  const other = await opened(there, visitor);
  valueOf(await other.call("peer.join", { code: invited.code }));
  valueOf(await other.call("peer.sync", { address: `127.0.0.1:${port}` }));
  valueOf(await other.close());
};

const writeAs = async (
  options: ReturnType<typeof optionsIn>,
  asset: string,
  { file, write }: { readonly file: string; readonly write: (node: ThroughlifeNode) => Promise<unknown> },
): Promise<void> => {
  const node = await opened(options, visitor);
  const written = await write(node);
  if (typeof written !== "object" || written === null || !("ok" in written) || written.ok !== true) throw new Error(JSON.stringify(written));
  valueOf(await node.call("bundle.export", { histories: [asset], openings: true, path: file }));
  valueOf(await node.close());
};

const defect = (history: string, summary: string) => ({
  attachments: [],
  failure: { cause: null, detection: null, impact: null, mechanism: null, mode: null, operating_condition: null, text: null },
  history,
  occurred: { precision: "day", value: "2026-05-07", zone: "unstated" } as const,
  summary,
});

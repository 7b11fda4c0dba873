/** Long work of a real node: it says how far it came, stops where nothing is half done, and leaves a notice. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { beginDataFolder, openNode, type ThroughlifeNode } from "../../../main/node.ts";
import type { DemoMaker } from "../../../main/rpc/demo-maker.ts";
import { success } from "../../../shared/outcome/outcome.ts";
import type { RpcEvent } from "../../../shared/rpc/messages.ts";
import { valueOf } from "../../doubles/value-of.ts";

let folder: string;
let node: ThroughlifeNode;
let events: RpcEvent[];

const optionsFor = (name: string) => ({
  folder: join(folder, name),
  markFolder: join(folder, "marks"),
  shell: "browser" as const,
  simulators: false,
});
const company = {
  party: "Nordwind Service ApS",
  person: { name: "Anna", pin: "482913" },
  roles: ["service-provider", "owner"],
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughlife-task-"));
  valueOf(await beginDataFolder({ ...optionsFor("own"), ...company }));
  const demo: DemoMaker = {
    make: async () => {
      const made = valueOf(
        await beginDataFolder({
          ...optionsFor("demo"),
          party: "North Shore Wind",
          person: { name: "Ann Lee", pin: "314159" },
          roles: ["owner"],
        }),
      );
      return success(made.folder);
    },
    person: { name: "Ann Lee", pin: "314159" },
  };
  node = valueOf(await openNode({ ...optionsFor("own"), demo, mayBegin: true }));
  events = [];
  node.onEvent((event) => events.push(event));
  valueOf(await node.call("person.unlock", { person: "Anna", pin: "482913" }));
});
afterEach(async () => {
  await node.close();
  await rm(folder, { recursive: true, force: true });
});

/** More rows than one group holds, so that there is a place to stop. */
const rows = 700;
const workOrders = [
  "BscStartDate,Asset,OriginalShorttext,PMType,Cost",
  ...Array.from({ length: rows }, (_, row) => `2004-07-01,A,Bucket repaired ${row},PM01,183.05`),
  "",
];

test("an import that is stopped keeps whole groups, says how many, and goes on from there", async () => {
  const path = join(folder, "orders.csv");
  await writeFile(path, workOrders.join("\n"));
  const stopAtFirst = node.onEvent((event) => {
    if (event.event === "progress" && event.task === "import" && event.id !== null)
      void node.call("task.cancel", { id: event.id });
  });
  const stopped = await node.call("import.work-orders", { file: { path }, mapping: "excavator" });
  stopAtFirst();
  expect(stopped).toMatchObject({
    ok: false,
    failure: { kind: "cancelled", message: expect.stringContaining("256 of 700 rows are recorded and stay") },
  });
  expect(events.filter(({ event }) => event === "task-ended")).toHaveLength(1);
  const again = valueOf(await node.call("import.work-orders", { file: { path }, mapping: "excavator" }));
  expect(again).toMatchObject({ already: 256, recorded: rows - 256 });
  expect(valueOf(await node.call("notice.list", {}))).toMatchObject([
    { kind: "finished", read: false, text: "444 rows by the mapping excavator were imported." },
  ]);
});

test("nothing of a bundle is left that was stopped, and a cancel for nothing says so", async () => {
  const made = valueOf(
    await node.call("asset.register", {
      description: null,
      equipment_class: { code: "PU", edition: "ISO 14224:2016" },
      identifiers: [],
      life_number: 1,
      location: null,
      maker: null,
      model: null,
      serial: null,
      tag: "P-101A",
    }),
  );
  const path = join(folder, "export.tlbundle");
  node.onEvent((event) => {
    if (event.event === "progress" && event.task === "bundle-written" && event.id !== null)
      void node.call("task.cancel", { id: event.id });
  });
  expect(await node.call("bundle.export", { histories: [made.history], path })).toMatchObject({
    ok: false,
    failure: { kind: "bundleCancelled" },
  });
  expect(await node.call("verify.file", { file: { path } })).toMatchObject({
    ok: true,
    value: { verdict: "not verified" },
  });
  expect(valueOf(await node.call("task.cancel", { id: "no such work" }))).toEqual({ cancelled: false });
});

test("notices outlive the program and stay read", async () => {
  const path = join(folder, "orders.csv");
  await writeFile(path, workOrders.slice(0, 3).join("\n"));
  valueOf(await node.call("import.work-orders", { file: { path }, mapping: "excavator" }));
  valueOf(await node.call("notice.read", { ids: "all" }));
  await node.close();
  node = valueOf(await openNode(optionsFor("own")));
  expect(valueOf(await node.call("notice.list", {}))).toMatchObject([{ kind: "finished", read: true }]);
});

test("the demo stands in place of the own folder, marked as such, and leaves it as it was", async () => {
  const own = valueOf(await node.call("app.status", {}));
  valueOf(await node.call("app.explore-demo", {}));
  expect(valueOf(await node.call("app.status", {}))).toMatchObject({
    demo: true,
    party: "North Shore Wind",
    person: { name: "Ann Lee" },
  });
  expect(valueOf(await node.call("app.state", {}))).toMatchObject({ begun: true, demo: true });
  valueOf(await node.call("app.leave-demo", {}));
  expect(valueOf(await node.call("app.status", {}))).toEqual(own);
});

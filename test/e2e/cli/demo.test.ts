/** The demo: two companies that exchange, judged file by file by a verifier that shares nothing with the program. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { refusalOf } from "./refusal.ts";
import { checkBundle } from "./verifier/bundle-file.ts";
import { checkDataFolder } from "./verifier/data-folder.ts";
import { checkDocument } from "./verifier/issued-document.ts";
import { createWorkspace, listAt, textAt } from "./workspace.ts";

const { cli, path, remove } = createWorkspace();
afterAll(() => remove());

test("the demo leaves two data folders, a bundle and dossiers that prove themselves, with a fork that both know", async () => {
  const played = await cli(["demo", path("demo"), "--json"]);
  expect(played).toMatchObject({ exit: 0 });
  const [north, south] = [checkDataFolder(textAt(played.json, "north")), checkDataFolder(textAt(played.json, "south"))];
  expect([north.faults, south.faults]).toEqual([[], []]);
  const shared = [...south.histories.values()].filter(({ id }) => north.histories.has(id));
  expect(shared.length).toBeGreaterThanOrEqual(4);
  // What was recorded after the exchange, such as the issue of a dossier, is only on one side.
  for (const { id, order } of shared) expect(north.histories.get(id)?.order.filter((record) => order.includes(record))).toEqual(order);
  const pump = north.records.find(({ body, type }) => type === "asset/registered@1" && body["tag"] === "P-101A")?.id;
  for (const company of ["north", "south"]) {
    const asked = ["call", "asset.get", JSON.stringify({ history: pump }), "--data", textAt(played.json, company), "--json"];
    expect((await cli(asked)).json).toMatchObject({ conflicts: [{ field: "serial" }], forks: 1 });
  }
  expect([...north.histories.values(), ...south.histories.values()].flatMap(({ pending }) => pending)).toEqual([]);
  const files = readdirSync(path("demo"), { withFileTypes: true }).filter((entry) => entry.isFile());
  const read = files.map(({ name }) => ({ name, bytes: readFileSync(join(path("demo"), name)) }));
  const bundles = read.filter(({ name }) => name.endsWith(".tlbundle")).map(({ bytes }) => checkBundle(bytes));
  const documents = read.filter(({ name }) => name.endsWith(".pdf")).map(({ bytes }) => checkDocument(bytes));
  expect(bundles.map(({ faults }) => faults)).toEqual([[]]);
  expect(documents.map(({ faults }) => faults)).toEqual([[], [], [], [], []]);
  const templates = documents.map(({ issuedBy }) => issuedBy?.body["template"]).toSorted();
  expect(templates).toEqual(["hazop-study", "service-dossier", "service-dossier", "service-dossier", "warranty-certificate"]);
  const credits = south.records.filter(({ type }) => type === "core/graded@1").map(({ body }) => body["credit_minor"]);
  expect(credits).toEqual([14_000]);
  expect(listAt(played.json, "verdicts")).toHaveLength(8);
  expect(refusalOf(await cli(["demo", path("demo"), "--json"]))).toMatchObject({ kind: "demoFolderInUse" });
});

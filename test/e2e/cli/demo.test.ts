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
  expect(shared.some(({ heads }) => heads.length === 2)).toBe(true);
  expect([...north.histories.values(), ...south.histories.values()].flatMap(({ pending }) => pending)).toEqual([]);
  const files = readdirSync(path("demo"), { withFileTypes: true }).filter((entry) => entry.isFile());
  const read = files.map(({ name }) => ({ name, bytes: readFileSync(join(path("demo"), name)) }));
  const bundles = read.filter(({ name }) => name.endsWith(".tlbundle")).map(({ bytes }) => checkBundle(bytes));
  const documents = read.filter(({ name }) => name.endsWith(".pdf")).map(({ bytes }) => checkDocument(bytes));
  expect(bundles.map(({ faults }) => faults)).toEqual([[]]);
  expect(documents.map(({ faults }) => faults)).toEqual([[], [], []]);
  for (const document of documents) expect(document.issuedBy?.body).toMatchObject({ template: "service-dossier" });
  expect(listAt(played.json, "verdicts")).toHaveLength(6);
  expect(refusalOf(await cli(["demo", path("demo"), "--json"]))).toMatchObject({ kind: "demoFolderInUse" });
});

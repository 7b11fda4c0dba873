/** Timelines by windows: the history's order, standing with its reason, sealed values opened on the way out alone. */
import { expect, test } from "vitest";
import { indexCompany, otherInstallation, ownInstallation } from "../../doubles/index-company.ts";
import { hours, smallFleet, work } from "../../doubles/small-fleet.ts";
import { valueOf } from "../../doubles/value-of.ts";

const summariesOf = (timeline: { readonly entries: ReadonlyArray<{ readonly summary: string }> }) => timeline.entries.map(({ summary }) => summary);

const tenReadings = async () => {
  const fleet = smallFleet();
  const asset = fleet.found({ tag: "P-1" });
  const readings = Array.from({ length: 10 }, (_, number) => fleet.write(fleet.service, asset.id, "asset/counter-read@1", hours(`${number}`)));
  const company = indexCompany();
  company.bring([...fleet.founding, asset, ...readings]);
  return { asset, company, fleet, index: await company.open(), readings };
};

test("windows count from the beginning or from the end, oldest first either way", async () => {
  const { asset, company, index } = await tenReadings();
  const first = valueOf(await index.timeline(asset.id, { limit: 2, offset: 1, latest: false }));
  expect(summariesOf(first)).toEqual(["operating hours 0 h", "operating hours 1 h"]);
  expect(first).toMatchObject({ tag: "P-1", total: 11, pending: [] });
  const last = valueOf(await index.timeline(asset.id, { limit: 2, offset: 1, latest: true }));
  expect(summariesOf(last)).toEqual(["operating hours 7 h", "operating hours 8 h"]);
  const founding = valueOf(await index.timeline(asset.id, { limit: 5, offset: 0, latest: false, types: ["asset/registered"] }));
  expect(founding.total).toBe(1);
  expect(valueOf(await index.timeline(asset.id, { limit: 5, offset: 0, latest: false, types: [] })).entries).toEqual([]);
  await company.close();
});

test("an entry carries body, line, writer, standing and what corrects it", async () => {
  const { asset, company, fleet, index, readings } = await tenReadings();
  const target = readings[3]?.id ?? "";
  const correction = fleet.write(fleet.service, asset.id, "record/corrected@1", { reason: "late_entry", replacement: null, target }, 48);
  company.bring([correction], ownInstallation);
  const { entries } = valueOf(await index.timeline(asset.id, { limit: 20, offset: 0, latest: false }));
  expect(entries.find(({ id }) => id === target)).toMatchObject({
    body: hours("3"), corrected_by: [correction.id], corrects: null, forked: false, late: false, line: 9, position: 4, shared: true,
    standing: { behind: [correction.id], standing: "corrected" }, type: "asset/counter-read@1", writer: { roles: ["service-provider"] },
  });
  expect(entries.at(-1)).toMatchObject({ corrects: target, late: true, line: 16, received: "2026-06-01T00:00:00.016000Z", seq: 10, shared: false });
  expect(valueOf(await index.entry(correction.id))).toEqual(entries.at(-1));
  await company.close();
});

test("records written apart are marked, and those that wait for a parent stand aside", async () => {
  const { found, founding, inspector, service, write } = smallFleet();
  const asset = found();
  const left = write(service, asset.id, "asset/counter-read@1", hours("1"));
  const right = write(inspector, asset.id, "asset/counter-read@1", hours("2"));
  const missing = write(service, asset.id, "asset/counter-read@1", hours("3"));
  const waiting = write(service, asset.id, "asset/counter-read@1", hours("4"));
  const company = indexCompany();
  company.bring([...founding, asset, right, left, waiting]);
  const index = await company.open();
  const timeline = valueOf(await index.timeline(asset.id, { limit: 20, offset: 0, latest: false }));
  expect(timeline.entries.map(({ forked, id }) => [id, forked])).toEqual([[asset.id, false], [left.id, true], [right.id, true]]);
  expect(timeline.pending.map(({ id, position, standing }) => [id, position, standing.standing])).toEqual([[waiting.id, -1, "pending"]]);
  expect(timeline.pending[0]?.standing.behind).toEqual([missing.id]);
  await company.close();
});

test("an opened value goes to the screen and never into the index", async () => {
  const { found, founding, service, write } = smallFleet();
  const [people, cost] = ["5e".repeat(32), "c0".repeat(32)];
  const asset = found();
  const done = write(service, asset.id, "service/performed@1", work({ cost: { sealed: cost }, people: { sealed: people } }));
  const company = indexCompany();
  company.openings.set(people, ["Grace Hopper"]);
  company.bring([...founding, asset, done]);
  const index = await company.open();
  const { entries } = valueOf(await index.timeline(asset.id, { limit: 20, offset: 0, latest: false }));
  expect(entries.at(-1)?.opened).toEqual([
    { sealed: cost, state: "withheld", value: null },
    { sealed: people, state: "open", value: ["Grace Hopper"] },
  ]);
  expect(valueOf(await index.sealedOf(asset.id))).toEqual([people, cost].sort());
  valueOf(await index.snapshot());
  const file = valueOf(await company.files.open("/index.sqlite", "read"));
  const bytes = new Uint8Array(valueOf(await file.stat()).sizeBytes);
  valueOf(await file.read(bytes, 0));
  expect(Buffer.from(bytes).includes("Grace Hopper")).toBe(false);
  expect(Buffer.from(bytes).includes(Buffer.from(people, "hex"))).toBe(true);
  await company.close();
});

test("records of another installation are shared, own ones once a peer has them", async () => {
  const { found, founding, service, write } = smallFleet();
  const asset = found();
  const own = write(service, asset.id, "asset/counter-read@1", hours("1"));
  const company = indexCompany();
  company.bring([...founding, asset], otherInstallation);
  company.bring([own], ownInstallation);
  const index = await company.open();
  const sharedOf = async () => valueOf(await index.timeline(asset.id, { limit: 9, offset: 0, latest: false })).entries.map(({ shared }) => shared);
  expect(await sharedOf()).toEqual([true, false]);
  index.shared([own.id]);
  expect(await sharedOf()).toEqual([true, true]);
  await company.close();
});

/** Plots of one channel: every reading when there is room, the extremes of each column when there is not, gaps left open. */
import { expect, test } from "vitest";
import { instantFromMillis } from "../../../shared/clock/instant.ts";
import type { JsonObject } from "../../../shared/encoding/canonical-json.ts";
import { indexCompany } from "../../doubles/index-company.ts";
import { pollBody } from "../../doubles/seeded-bodies.ts";
import { seededRandom } from "../../doubles/seeded-random.ts";
import { smallFleet } from "../../doubles/small-fleet.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const firstMillis = Date.parse("2026-02-02T00:00:00Z");

/** One value a second; `null` reads nothing. */
const plotOf = async (values: ReadonlyArray<string | null>, unit: (second: number) => string = () => "mm/s") => {
  const { found, founding, service, write } = smallFleet();
  const asset = found();
  const polls = values.flatMap((value, second) => {
    const at = instantFromMillis(firstMillis + 1000 * second);
    const readings: JsonObject[] = value === null ? [] : [{ channel: "velocity", quality: "good", unit: unit(second), value }];
    return [write(service, asset.id, "condition/read@1", { ...pollBody(seededRandom(1), at, 1), readings })];
  });
  const company = indexCompany();
  company.bring([...founding, asset, ...polls]);
  return { asset, company, index: await company.open(), polls, service, write };
};

test("every reading with its digits when there is room", async () => {
  const { asset, company, index } = await plotOf(["4.50", "10.0", "9.9"]);
  expect(valueOf(await index.readings(asset.id, { channel: "velocity", columns: 10 }))).toEqual({
    points: [
      { at: "2026-02-02T00:00:00.000000Z", max: "4.50", min: "4.50" },
      { at: "2026-02-02T00:00:01.000000Z", max: "10.0", min: "10.0" },
      { at: "2026-02-02T00:00:02.000000Z", max: "9.9", min: "9.9" },
    ],
    total: 3,
    unit: "mm/s",
  });
  await company.close();
});

test("the least and the greatest of each column, compared as numbers; a column without readings is a gap", async () => {
  const values = [...Array.from({ length: 40 }, (_, second) => `${second % 11}.5`), ...Array<null>(20).fill(null), ...Array<string>(40).fill("-3.0")];
  const { asset, company, index } = await plotOf(values);
  const { points, total } = valueOf(await index.readings(asset.id, { channel: "velocity", columns: 10 }));
  expect(total).toBe(80);
  expect(points.map(({ max, min }) => [min, max])).toEqual([
    ["0.5", "9.5"], ["0.5", "10.5"], ["0.5", "10.5"], ["0.5", "10.5"], ["-3.0", "-3.0"], ["-3.0", "-3.0"], ["-3.0", "-3.0"], ["-3.0", "-3.0"],
  ]);
  expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).toSorted());
  await company.close();
});

test("a stretch of time is cut out, its end not included", async () => {
  const { asset, company, index } = await plotOf(["1", "2", "3", "4"]);
  const request = { channel: "velocity", columns: 10, from: "2026-02-02T00:00:01", to: "2026-02-02T00:00:03.000000Z" };
  expect(valueOf(await index.readings(asset.id, request)).points.map(({ min }) => min)).toEqual(["2", "3"]);
  expect(valueOf(await index.readings(asset.id, { ...request, from: "2027" }))).toMatchObject({ points: [], total: 0 });
  await company.close();
});

test("after a change of unit the series in the latest unit is shown", async () => {
  const { asset, company, index } = await plotOf(["1", "2", "0.08"], (second) => (second < 2 ? "mm/s" : "[in_i]/s"));
  expect(valueOf(await index.readings(asset.id, { channel: "velocity", columns: 10 }))).toMatchObject({ total: 1, unit: "[in_i]/s" });
  await company.close();
});

test("a corrected reading leaves the plot", async () => {
  const { asset, company, index, polls, service, write } = await plotOf(["1", "999", "2"]);
  company.bring([write(service, asset.id, "record/corrected@1", { reason: "incorrect_data", replacement: null, target: polls[1]?.id ?? "" })]);
  expect(valueOf(await index.readings(asset.id, { channel: "velocity", columns: 10 })).points.map(({ max }) => max)).toEqual(["1", "2"]);
  await company.close();
});

test("a channel that nobody read is named with those that there are", async () => {
  const { asset, company, index } = await plotOf(["1"]);
  const answer = await index.readings(asset.id, { channel: "speed", columns: 10 });
  expect(kindOf(answer)).toBe("noChannel");
  expect(answer.ok ? "" : answer.failure.message).toContain("velocity");
  await company.close();
});

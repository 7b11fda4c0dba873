/** What the index answers about assets: state by the rules of section 4, whatever order things came in. */
import { describe, expect, test } from "vitest";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import type { RecordId } from "../../../shared/ledger/record.ts";
import type { AssetDetail } from "../../../shared/rpc/rows.ts";
import { indexCompany, ownInstallation } from "../../doubles/index-company.ts";
import { pollBody } from "../../doubles/seeded-bodies.ts";
import { seededRandom } from "../../doubles/seeded-random.ts";
import { defect, hours, smallFleet, work } from "../../doubles/small-fleet.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const everything = { limit: 100, offset: 0, only: "all", search: "", sort: "tag" } as const;

/** The asset after these records came one by one, each followed by a question. */
const assetAfter = async (records: ReadonlyArray<SignedRecord>, history: RecordId): Promise<AssetDetail> => {
  const company = indexCompany();
  const index = await company.open();
  for (const record of records) {
    company.bring([record]);
    valueOf(await index.assets(everything, "2026-11-22"));
  }
  const detail = valueOf(await index.asset(history));
  await company.close();
  return detail;
};

describe("fields", () => {
  test("values that had not seen each other conflict until a record that saw them all sets the field again", async () => {
    const { found, founding, inspector, meet, owner, service, write } = smallFleet();
    const asset = found({ location: null });
    const here = write(service, asset.id, "asset/described@1", { reason: null, set: { location: "Hall 1" } });
    const there = write(inspector, asset.id, "asset/described@1", { reason: null, set: { location: "Hall 2" } });
    const both = await assetAfter([...founding, asset, there, here], asset.id);
    expect(both.location).toEqual([{ by: here.id, value: "Hall 1" }, { by: there.id, value: "Hall 2" }]);
    expect(both.conflicts).toEqual([{ field: "location", records: [here.id, there.id], values: ["Hall 1", "Hall 2"] }]);
    expect(both.standings).toEqual([{ count: 1, standing: "accepted" }, { count: 2, standing: "conflicting" }]);
    expect(both.forks).toBe(1);
    meet();
    const settled = write(owner, asset.id, "asset/described@1", { reason: "I looked.", set: { location: "Hall 2" } });
    const after = await assetAfter([...founding, asset, there, here, settled], asset.id);
    expect(after.location).toEqual([{ by: settled.id, value: "Hall 2" }]);
    expect(after.conflicts).toEqual([]);
  });

  test("a corrected description gives its field back to the one before", async () => {
    const { found, founding, owner, write } = smallFleet();
    const asset = found({ maker: "Sulzer" });
    const wrong = write(owner, asset.id, "asset/described@1", { reason: null, set: { maker: "KSB" } });
    const correction = write(owner, asset.id, "record/corrected@1", { reason: "incorrect_data", replacement: null, target: wrong.id });
    const detail = await assetAfter([...founding, asset, wrong, correction], asset.id);
    expect(detail.maker).toEqual([{ by: asset.id, value: "Sulzer" }]);
  });

  test("what somebody without permission wrote is held and counted, and changes nothing", async () => {
    const { auditor, found, founding, write } = smallFleet();
    const asset = found({ tag: "P-7" });
    const refused = write(auditor, asset.id, "asset/described@1", { reason: null, set: { tag: "P-8" } });
    const detail = await assetAfter([...founding, asset, refused], asset.id);
    expect(detail.tag).toEqual([{ by: asset.id, value: "P-7" }]);
    expect(detail.standings).toEqual([{ count: 1, standing: "accepted" }, { count: 1, standing: "not permitted" }]);
  });
});

describe("defects", () => {
  test("work closes a defect, and its correction opens it again", async () => {
    const { found, founding, service, write } = smallFleet();
    const asset = found();
    const leak = write(service, asset.id, "service/defect-reported@1", defect({ summary: "Seal leaks" }));
    const repair = write(service, asset.id, "service/performed@1", work({ closes: [leak.id] }));
    const correction = write(service, asset.id, "record/corrected@1", { reason: "did_not_occur", replacement: null, target: repair.id });
    expect((await assetAfter([...founding, asset, leak], asset.id)).open_defects.map(({ summary }) => summary)).toEqual(["Seal leaks"]);
    expect((await assetAfter([...founding, asset, leak, repair], asset.id)).open_defects).toEqual([]);
    expect((await assetAfter([...founding, asset, leak, repair, correction], asset.id)).open_defects).toHaveLength(1);
  });

  test("work on another asset closes nothing", async () => {
    const { found, founding, service, write } = smallFleet();
    const [asset, other] = [found(), found()];
    const leak = write(service, asset.id, "service/defect-reported@1", defect());
    const elsewhere = write(service, other.id, "service/performed@1", work({ closes: [leak.id] }));
    expect((await assetAfter([...founding, asset, other, leak, elsewhere], asset.id)).open_defects).toHaveLength(1);
  });

  test("work that waits for a missing record closes nothing until that comes", async () => {
    const { found, founding, service, write } = smallFleet();
    const asset = found();
    const leak = write(service, asset.id, "service/defect-reported@1", defect());
    const between = write(service, asset.id, "asset/counter-read@1", hours("10"));
    const repair = write(service, asset.id, "service/performed@1", work({ closes: [leak.id] }));
    const waiting = await assetAfter([...founding, asset, leak, repair], asset.id);
    expect(waiting.open_defects).toHaveLength(1);
    expect(waiting.standings).toContainEqual({ count: 1, standing: "pending" });
    expect((await assetAfter([...founding, asset, leak, repair, between], asset.id)).open_defects).toEqual([]);
  });
});

describe("counters and readings", () => {
  test("the latest counter reading is that of the latest time, also when an older one is entered later", async () => {
    const { found, founding, service, write } = smallFleet();
    const asset = found();
    const today = write(service, asset.id, "asset/counter-read@1", hours("1200"));
    const lastWeek = write(service, asset.id, "service/performed@1", work({ counters: [{ counter: "operating hours", reading: { unit: "h", value: "1100.50" } }] }), 168);
    const detail = await assetAfter([...founding, asset, today, lastWeek], asset.id);
    expect(detail.counters).toEqual([{ at: today.record.at, counter: "operating hours", record: today.id, unit: "h", value: "1200" }]);
  });

  test("the last reading of each channel keeps its digits, its quality and its instrument", async () => {
    const { found, founding, service, write } = smallFleet();
    const asset = found();
    const polls = [0, 1, 2].map((minute) =>
      write(service, asset.id, "condition/read@1", { ...pollBody(seededRandom(3), `2026-02-01T09:0${minute}:00.000000Z`, 1), ...oneReading(`4.${minute}0`) }),
    );
    const detail = await assetAfter([...founding, asset, ...polls], asset.id);
    expect(detail.last_readings).toEqual([
      { at: "2026-02-01T09:02:00.000000Z", channel: "velocity", profile: "wtvb01-485", quality: "good", record: polls[2]?.id, simulated: expect.any(Boolean), unit: "mm/s", value: "4.20" },
    ]);
  });
});

const oneReading = (value: string) => ({ readings: [{ channel: "velocity", quality: "good", unit: "mm/s", value }] });

describe("the fleet", () => {
  const fleet = async () => {
    const { found, founding, owner, service, write } = smallFleet();
    const pump = found({ tag: "P-2", maker: "Müller & Söhne", description: "Feed pump", equipment_class: { code: "PU", edition: "ISO 14224:2016" } });
    const second = found({ tag: "P-10", maker: "Sulzer", equipment_class: { code: "PU", edition: "ISO 14224:2016" } });
    const turbine = found({ tag: "WTG 7", maker: "Nordex", equipment_class: { code: "WT", edition: "Throughlife 1" } });
    const leak = write(service, second.id, "service/defect-reported@1", defect({ summary: "Seal leaks\nbadly" }));
    const company = indexCompany();
    company.bring([...founding, pump, second, turbine]);
    company.bring([leak], ownInstallation);
    return { company, index: await company.open(), leak, owner, pump, second, turbine };
  };
  const tags = ({ rows }: { readonly rows: ReadonlyArray<{ readonly tag: string }> }) => rows.map(({ tag }) => tag);

  test("is sorted as people count, searched without accents in any case, filtered and counted", async () => {
    const { company, index } = await fleet();
    expect(tags(valueOf(await index.assets(everything, "2026-11-22")))).toEqual(["P-2", "P-10", "WTG 7"]);
    expect(tags(valueOf(await index.assets({ ...everything, search: "MULLER feed" }, "2026-11-22")))).toEqual(["P-2"]);
    expect(tags(valueOf(await index.assets({ ...everything, search: "muller sulzer" }, "2026-11-22")))).toEqual([]);
    expect(tags(valueOf(await index.assets({ ...everything, equipment_class: "WT" }, "2026-11-22")))).toEqual(["WTG 7"]);
    expect(tags(valueOf(await index.assets({ ...everything, only: "open-defects" }, "2026-11-22")))).toEqual(["P-10"]);
    expect(tags(valueOf(await index.assets({ ...everything, only: "unshared" }, "2026-11-22")))).toEqual(["P-10"]);
    expect(valueOf(await index.assets({ ...everything, limit: 1, offset: 1 }, "2026-11-22"))).toMatchObject({ rows: [{ tag: "P-10" }], total: 3 });
    await company.close();
  });

  test("shows of each asset what happened last", async () => {
    const { company, index, leak, second } = await fleet();
    const [row] = valueOf(await index.assets({ ...everything, sort: "last" }, "2026-11-22")).rows;
    expect(row).toMatchObject({ history: second.id, last_at: leak.record.at, last_summary: "Seal leaks badly", open_defects: 1, records: 2, unshared: 1 });
    await company.close();
  });

  test("finds an asset by exactly its tag", async () => {
    const { company, index, pump } = await fleet();
    expect(index.historiesWithTag("P-2")).toEqual([pump.id]);
    expect(index.historiesWithTag("p-2")).toEqual([]);
    await company.close();
  });

  test("counts what nobody else has until a peer has it", async () => {
    const { company, index, leak } = await fleet();
    expect(valueOf(await index.unsharedTotal())).toBe(1);
    index.shared([leak.id]);
    expect(valueOf(await index.unsharedTotal())).toBe(0);
    expect(valueOf(await index.assets({ ...everything, only: "unshared" }, "2026-11-22")).total).toBe(0);
    await company.close();
  });
});

test("a history that is no asset's, and one that is not here, are named as such", async () => {
  const { founding, register } = smallFleet();
  const company = indexCompany();
  company.bring(founding);
  const index = await company.open();
  expect(kindOf(await index.asset(register))).toBe("noAsset");
  const [elsewhere] = [smallFleet().found({ tag: "X" }).id];
  expect(kindOf(await index.asset(elsewhere))).toBe("notHeld");
  await company.close();
});

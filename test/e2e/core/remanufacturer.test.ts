/** The remanufacturer's day over a real node: entitled, received, graded, under warranty, claimed; and every refusal. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginDataFolder, openNode, type ThroughlifeNode } from "../../../main/node.ts";
import type { RequestOf } from "../../../shared/rpc/methods.ts";
import { redPixel } from "../../doubles/photo-bytes.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { warrantyTerms } from "../../doubles/warranty-terms.ts";

const folder = mkdtempSync(join(tmpdir(), "throughlife-cores-"));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
const on = (daysAgo: number) => ({ precision: "day", value: day(daysAgo), zone: "utc" }) as const;
const pump = { code: "CO", edition: "ISO 14224:2016" };
let node: ThroughlifeNode;

beforeAll(async () => {
  const options = { folder: join(folder, "data"), markFolder: join(folder, "marks"), shell: "cli", simulators: false } as const;
  const person = { name: "Ann Lee", pin: "314159" };
  valueOf(await beginDataFolder({ ...options, party: "Alba Reman", person, roles: ["remanufacturer"] }));
  node = valueOf(await openNode(options));
  valueOf(await node.call("person.unlock", { person: person.name, pin: person.pin }));
});
afterAll(async () => {
  await node.close();
  rmSync(folder, { force: true, recursive: true });
});

const refusal = async (answer: Promise<{ ok: boolean; failure?: { kind: string; message: string } }>) => {
  const { failure, ok } = await answer;
  return ok ? null : failure;
};

const entitle = async (sold_serial: string, more: Partial<RequestOf<"core.entitle">> = {}) =>
  valueOf(
    await node.call("core.entitle", {
      deposit: { currency: "USD", minor: 100_000 }, equipment_class: pump, holder: "Alba Ferries", maker: "Holset", model: null, occurred: on(10), part_number: "4917",
      programme: null, reference: "SO-1", sold_serial, window_days: 60, ...more,
    }),
  ).id;

const receipt = (serial: string, more: Partial<RequestOf<"core.receive">> = {}): RequestOf<"core.receive"> => ({
  attachments: [], core: { maker: "Holset", model: null, part_number: "4917", serial }, entitlement: null, equipment_class: pump, occurred: on(0), place: "Dock 2", remark: null,
  rga: `RGA ${serial}`, sold_serial: null, ...more,
});

const photo = async (name: string) => {
  const { media_type, sha256, size } = valueOf(await node.call("core.take-photo", { file: { path: file(name, redPixel) }, name }));
  return { media_type, name, sha256, size };
};

const recordedTurbo = async (): Promise<string> => {
  const programmes = valueOf(await node.call("core.programmes", {}));
  const turbo = programmes.find(({ terms }) => terms.title === "CW Turbo core policy");
  if (turbo === undefined) throw new Error("The programme comes with the program");
  return turbo.record ?? valueOf(await node.call("core.publish-programme", { history: null, terms: turbo.terms })).id;
};

const finding = async (code: string, count: number) => ({ code, count, photos: [await photo(`${code}.png`)], stated_minor: null, text: null });

describe("a turbocharger comes back", () => {
  test("received against its entitlement, graded with a photo for each defect: 140.00 of 1,000.00", async () => {
    const entitlement = await entitle("R-88");
    const found = valueOf(await node.call("core.look-up", { text: "(21)R-88" }));
    expect(found.entitlements).toMatchObject([{ holder: "Alba Ferries", record: entitlement, state: "open" }]);
    const received = valueOf(await node.call("core.receive", receipt("TC-4711", { entitlement, sold_serial: "R-88" })));
    expect(received.standing).toBe("accepted");
    const programme = await recordedTurbo();
    const findings = [await finding("TH", 1), await finding("STUD", 2)];
    const graded = valueOf(await node.call("core.grade", { findings, models: { core: null, sold: null }, programme, receipt: received.id, remark: null }));
    expect(graded).toMatchObject({ credit_minor: 14_000, currency: "USD", outcome: "DAMAGED", standing: "accepted" });
    const core = valueOf(await node.call("core.get", { receipt: received.id }));
    expect(core.grades[0]?.lines.map(({ code, minor }) => [code, minor])).toEqual([["TH", 80_000], ["STUD", 6_000]]);
    expect(core.grades[0]).toMatchObject({ doubt: null, programme: { record: programme } });
    expect(core.entitlement).toMatchObject({ receipts: [{ record: received.id }], state: "discharged" });
    const list = valueOf(await node.call("core.list", { only: "DAMAGED" }));
    expect(list.rows).toMatchObject([{ grade: { credit_minor: 14_000 }, rga: "RGA TC-4711", tag: "TC-4711" }]);
  });

  test("a grade whose sums do not follow is marked, and counts for nothing", async () => {
    const { rows } = valueOf(await node.call("core.list", { only: "DAMAGED" }));
    const entry = valueOf(await node.call("record.get", { id: rows[0]?.grade?.record ?? "" }));
    const body = { ...entry.entry.body, credit_minor: 90_000 };
    const failure = await refusal(node.call("record.append", { body, history: entry.history, type: "core/graded@1" }));
    expect(failure?.message).toContain("credit of 900.00 USD does not follow from its programme: that gives 140.00 USD");
  });

  test("the same core, and the same entitlement, are refused a second time with where and when", async () => {
    const again = await refusal(node.call("core.receive", receipt("tc 4711")));
    expect([again?.kind, again?.message]).toEqual(["alreadyReceived", expect.stringContaining("at Dock 2 by Ann Lee, Alba Reman under RGA RGA TC-4711")]);
    const { rows } = valueOf(await node.call("core.entitlements", { only: "discharged" }));
    const other = await refusal(node.call("core.receive", receipt("TC-4712", { entitlement: rows[0]?.record ?? "" })));
    expect(other?.kind).toBe("entitlementDischarged");
  });

  test("a receipt that arrives from elsewhere is kept, and the contradiction is shown on both", async () => {
    const elsewhere = await node.call("asset.register", {
      description: null, equipment_class: pump, identifiers: [], life_number: 1, location: null, maker: "Holset", model: null, serial: "TC4711", tag: "Depot North 17",
    });
    const { equipment_class: _class, ...body } = receipt("TC 4711", { place: "Depot North" });
    const late = valueOf(await node.call("record.append", { body, history: valueOf(elsewhere).history, type: "core/received@1" }));
    const { rows } = valueOf(await node.call("core.list", { only: "contradicting" }));
    expect(rows.map(({ place }) => place).sort()).toEqual(["Depot North", "Dock 2"]);
    const other = valueOf(await node.call("core.get", { receipt: late.id }));
    expect(other.others).toMatchObject([{ by: "Ann Lee, Alba Reman", place: "Dock 2" }]);
    valueOf(await node.call("record.correct", { reason: "did_not_occur", replacement: null, target: late.id }));
    expect(valueOf(await node.call("core.list", { only: "contradicting" })).total).toBe(0);
  });

  test("what is no photo is refused by its bytes, and so is a finding without one", async () => {
    const path = file("crack.jpg", "this is a note and no picture");
    const failure = await refusal(node.call("core.take-photo", { file: { path }, name: "crack.jpg" }));
    expect(failure?.message).toBe('"crack.jpg" is not a photo: it is a text. Take a JPEG, PNG, WebP or HEIC picture.');
    const put = valueOf(await node.call("attachment.put", { file: { path }, media_type: "image/jpeg", name: "crack.jpg" }));
    const { id } = valueOf(await node.call("core.receive", receipt("TC-5000")));
    const bare = { code: "TH", count: 1, photos: [put], stated_minor: null, text: null };
    const grade = { models: { core: null, sold: null }, programme: await recordedTurbo(), receipt: id, remark: null };
    expect((await refusal(node.call("core.grade", { ...grade, findings: [bare] })))?.kind).toBe("notAPhoto");
    expect((await refusal(node.call("core.grade", { ...grade, findings: [{ ...bare, photos: [] }] })))?.message).toContain("photo");
    expect(valueOf(await node.call("core.grade", { ...grade, findings: [] }))).toMatchObject({ credit_minor: 0, outcome: "EXCESS" });
  });

  test("after its window it is excess; with a plate that nobody can read it waits", async () => {
    const late = await entitle("R-90", { occurred: on(90), window_days: 60 });
    const { id } = valueOf(await node.call("core.receive", receipt("TC-4713", { entitlement: late })));
    const programme = await recordedTurbo();
    const plain = { models: { core: null, sold: null }, programme, remark: null };
    expect(valueOf(await node.call("core.grade", { ...plain, findings: [], receipt: id }))).toMatchObject({ credit_minor: 0, outcome: "EXCESS" });
    const open = await entitle("R-91");
    const blank = receipt("", { core: { maker: null, model: null, part_number: null, serial: null }, entitlement: open, rga: "RGA-9" });
    const unread = valueOf(await node.call("core.receive", blank));
    const hold = { ...plain, findings: [await finding("ID-PLATE", 1)], receipt: unread.id };
    expect(valueOf(await node.call("core.grade", hold))).toMatchObject({ credit_minor: null, outcome: "HOLD" });
  });
});

describe("a warranty", () => {
  const { holder: _holder, ...terms } = warrantyTerms({
    meter_at_start: [{ counter: "operating hours", reading: { unit: "h", value: "0" } }],
    start: { event: "delivery", occurred: on(100) },
  });

  test("is issued, is in, is claimed, and ends with the reading that passed its limit", async () => {
    const issued = valueOf(await node.call("warranty.issue", { ...terms, history: "R-88", holder: "Alba Ferries" }));
    const read = valueOf(await node.call("warranty.get", { warranty: issued.id }));
    expect([read.row.verdict.cover, read.holder]).toEqual(["in", "Alba Ferries"]);
    const claim = { attachments: [], counters: [], occurred: on(1), rga: "RGA-W1", summary: "Shaft seized", warranty: issued.id };
    expect(valueOf(await node.call("warranty.claim", claim)).verdict).toMatchObject({ cover: "in", witnessed: false });
    const reading = { counter: "operating hours", reading: { unit: "h", value: "4001" } };
    valueOf(await node.call("asset.read-counter", { history: "R-88", readings: [reading], remark: null }));
    expect(valueOf(await node.call("warranty.list", {})).rows).toMatchObject([{ claims: 1, verdict: { cover: "out" } }]);
  });

  test("limited in starts is decided by what the claim says the meter showed, and open without it", async () => {
    const starts = { counter: "starts", limit: { unit: "1", value: "500" } };
    const limited = {
      ...terms, limits: { months: 24, usage: [starts] }, meter_at_start: [{ counter: "starts", reading: { unit: "1", value: "0" } }],
      reference_new: null, strategy: "reconditioned" as const,
    };
    const issued = valueOf(await node.call("warranty.issue", { ...limited, history: "R-91", holder: null }));
    const claim = { attachments: [], occurred: on(1), rga: null, summary: "Will not start", warranty: issued.id };
    expect(valueOf(await node.call("warranty.claim", { ...claim, counters: [] })).verdict.cover).toBe("undecided");
    const counters = [{ counter: "starts", reading: { unit: "1", value: "499" } }];
    expect(valueOf(await node.call("warranty.claim", { ...claim, counters })).verdict.cover).toBe("in");
  });

  test("cannot be decided where the claim is older than its record and the end lies between", async () => {
    const occurred = on(400);
    const short = { ...terms, limits: { months: 12, usage: [] }, start: { event: "delivery" as const, occurred } };
    const issued = valueOf(await node.call("warranty.issue", { ...short, history: "R-90", holder: null }));
    const claim = { attachments: [], counters: [], occurred: on(60), rga: null, summary: "Leak", warranty: issued.id };
    const { verdict } = valueOf(await node.call("warranty.claim", claim));
    expect(verdict.cover).toBe("undecided");
    expect(verdict.checks[0]?.sentence).toContain(`only self-declared between ${day(60)} and ${day(0)}`);
  });

  test('"remanufactured" is refused below the new product\'s terms, also past the form', async () => {
    const below = { ...terms, limits: { months: 6, usage: [] } };
    const failure = await refusal(node.call("warranty.issue", { ...below, history: "R-88", holder: null }));
    expect(failure?.message).toContain("the new product has 12 months, this one 6 months");
    const past = await refusal(node.call("record.append", { body: { ...below, holder: null }, history: "R-88", type: "warranty/issued@1" }));
    expect(past?.kind).toBe("malformed");
  });
});

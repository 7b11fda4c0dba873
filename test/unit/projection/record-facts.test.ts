/** What the index keeps of a body: facts and one line of text for each type, nothing for a body that does not fit. */
import { describe, expect, test } from "vitest";
import { coreBodies } from "../../../fixtures/records/maker/core-bodies.ts";
import type { JsonObject } from "../../../shared/encoding/canonical-json.ts";
import { factsOf } from "../../../shared/projection/record-facts.ts";
import { summaryCharactersMax } from "../../../shared/projection/record-summary.ts";
import { recordTypes } from "../../../shared/record-type/record-types.ts";
import { describedBody, pollBody, registeredBody } from "../../doubles/seeded-bodies.ts";
import { seededRandom } from "../../doubles/seeded-random.ts";
import { defect, hours, work } from "../../doubles/small-fleet.ts";

const id = "ab".repeat(32);

/** One body of each type and what it says. */
const spoken: ReadonlyArray<readonly [type: string, body: JsonObject, summary: string]> = [
  ["asset/changed@1", { attachments: [], authorization: null, change: "part", in_kind: true, occurred: { precision: "day", value: "2026-01-01", zone: "utc" }, parts: [], reason: null, summary: "New seal" }, "Replaced in kind: New seal"],
  ["asset/counter-read@1", { readings: [{ counter: "starts", reading: { unit: "1", value: "7" } }, ...readings("9.50")], remark: null }, "starts 7, hours 9.50 h"],
  ["asset/described@1", { reason: null, set: { equipment_class: { code: "PU", edition: "x" }, location: null, tag: "P-1" } }, "equipment class: PU, location: none, tag: P-1"],
  ["asset/registered@1", { ...registeredBody(seededRandom(1), 4, id), equipment_class: { code: "PU", edition: "x" }, maker: "KSB", model: null }, "Registered P-4, PU, KSB, SN-1004"],
  ["condition/read@1", { ...pollBody(seededRandom(1), "2026-01-01T00:00:00.000000Z"), gaps: [{ channel: "t", reason: "late" }], readings: [] }, "No value of 1 channel"],
  ["custody/sealed@1", { act: "handed-over", heads: [id], reason: "Sold.", recipient: null, to: id }, "Sealed at hand-over, 1 head: Sold."],
  ["hazop/bypassed@1", { authorization: null, authorized_by: null, compensating: null, ends: "2026-01-02T08:00:00.000000Z", reason: "sensor change", safeguard: "s1" }, "Bypassed s1 until 2026-01-02 08:00: sensor change"],
  ["hazop/channel-bound@1", { asset: id, channel: "pressure", dead_band: "0.5", delay_s: 2, deviation: "d1", limits: { action_high: null, action_low: "12", alert_high: null, alert_low: "15" }, remark: null, stale_after_s: null, unit: "[psi]" }, "Channel pressure (psi) shows the deviation d1"],
  ["hazop/node-linked@1", { assets: [id], node: "n1", remark: null }, "Node n1 covers 1 asset"],
  ["hazop/node-reviewed@1", { changes: [id, id], node: "n1", outcome: "rows-edited", remark: null, reviewers: null }, "Reviewed node n1: rows edited, 2 changes considered"],
  ["hazop/recommendation-closed@1", { evidence: [], outcome: "completed", recommendation: "r1", remark: null }, "Recommendation r1 completed"],
  ["hazop/restored@1", { bypass: id, remark: null }, "Ended the bypass abababababab…"],
  ["hazop/safeguard-linked@1", { asset: id, remark: null, safeguard: "s1", tag: "PSV-1" }, "Safeguard s1 is performed by PSV-1"],
  ["hazop/safeguard-tested@1", { asset: null, description: "On the bench", device: "SN 1", evidence: [], interval: null, occurred: { precision: "day", value: "2026-01-01", zone: "utc" }, people: null, result: "passed", safeguard: "s1" }, "Proof test passed, SN 1 (safeguard s1): On the bench"],
  ["hazop/study-imported@1", { counts: { causes: 1, consequences: 4, deviations: 1, nodes: 2, recommendations: 0, safeguards: 0 }, dialect: { name: "open-pha", revision: 39 }, file: { media_type: "application/json", name: "a.opha", sha256: id, size: 1 }, name: "Skid", nonce: "ab".repeat(16), register: id }, "Imported the study Skid: 2 nodes, 4 rows"],
  ["hazop/study-revalidated@1", { due: "2031-07-01", evidence: [], remark: null }, "Revalidated; due again by 2031-07-01"],
  ["hazop/worksheet-edited@1", { item: "c1", member: "Cause", remark: null, text: "Filter blocked" }, "Edited Cause of c1: Filter blocked"],
  ["core/entitled@1", coreBodies.entitled(id), "Core of R-88 may be returned for 1,000.00 USD within 60 days"],
  ["core/graded@1", coreBodies.graded(id, id, id), "Core graded DAMAGED: credit 140.00 USD of 1,000.00 USD"],
  ["core/programme-published@1", coreBodies.published(id), "Core programme Pump cores, 2026"],
  ["core/programme-revised@1", coreBodies.revised(), "Core programme Pump cores, 2026-03, revised"],
  ["core/received@1", coreBodies.received(id), "Core received, 480117, RGA RGA-22, Dock 2"],
  ["record/corrected@1", { reason: "did_not_occur", replacement: null, target: id }, "Corrected abababababab…: did not occur"],
  ["record/endorsed@1", { role: "inspector", statement: "Seen.", target: id }, "Endorsed abababababab… as inspector: Seen."],
  ["record/erased@1", { sealed: [id, id] }, "Erased 2 sealed values"],
  ["history/register-changed@1", { register: id }, `Offered to the register ${id.slice(0, 12)}…`],
  ["record/joined@1", {}, "Joined the lines that were written apart"],
  ["register/key-revoked@1", { compromised_since: null, key: id, last_good: [], reason: "Stolen." }, "Revoked the key abababababab…: Stolen."],
  ["register/key-rotated@1", { last_good: [], new: id, old: id }, "Replaced the key abababababab…"],
  ["register/parties-merged@1", { parties: [id, "cd".repeat(32)], reason: "One company." }, "Merged 2 parties into one: One company."],
  ["register/party-enrolled@1", party({ sealed: id }), "Enrolled a person as inspector, owner"],
  ["register/rules-changed@1", { permissions: [], quorums: [], reason: "Agreed." }, "Changed the rules: Agreed."],
  ["register/witness-policy-changed@1", { reason: "A depot witnesses.", witness_policy: "quorum none\n" }, "Changed the witness policy: A depot witnesses."],
  ["report/handed-to@1", { issue: id, means: "paper", party: null, recipient: { sealed: id } }, `Handed over as paper: issue ${id.slice(0, 12)}…`],
  ["report/issued@1", { base_sha256: id, bundle_of: [id], pages: [id, id, id], role: "owner", template: "service-dossier", title: "Pump 1", version: 1 }, 'Issued "Pump 1", 3 pages'],
  [
    "report/verified@1",
    { bytes: 9, kind: "bundle", name: "fleet.tlbundle", nonce: "ab".repeat(16), reason: null, records: 3, register: id, sha256: id, trusted: null, verdict: "self-consistent" },
    "Verified fleet.tlbundle: self-consistent",
  ],
  ["service/defect-reported@1", defect({ summary: "Leaks\nbadly" }), "Leaks badly"],
  ["service/performed@1", work({ summary: "Seal replaced" }), "Seal replaced"],
  ["service/planned@1", { reason: null, replaces: [id], tasks: [] }, "Ended 1 plan"],
  ["warranty/claimed@1", coreBodies.claimed(id), "Warranty claimed: Seal leaks again"],
  ["warranty/issued@1", coreBodies.warranty(), "Warranty W-17 issued, to 2028-03-01 or 4000 h of operating hours"],
];

function readings(value: string) {
  return [{ counter: "hours", reading: { unit: "h", value } }];
}

function party(name: JsonObject): JsonObject {
  return { keys: [], kind: "person", name, organisation: null, party: null, roles: ["inspector", "owner"], valid_from: null, valid_until: null };
}

describe("the summary", () => {
  test.each(spoken)("of %s", (type, body, summary) => {
    expect(factsOf(type, body).summary).toBe(summary);
  });

  test("is tried here for every type but the charter, which the histories of other tests begin with", () => {
    const tried = new Set([...spoken.map(([type]) => type), "register/charter@1"]);
    expect(Object.keys(recordTypes).filter((type) => !tried.has(type))).toEqual([]);
  });

  test("is cut where a list ends, between characters", () => {
    const { summary } = factsOf("service/performed@1", work({ summary: "😀".repeat(500) }));
    expect([...summary]).toHaveLength(summaryCharactersMax);
    expect(summary).toBe(`${"😀".repeat(summaryCharactersMax - 1)}…`);
  });
});

describe("the facts", () => {
  test("of work are what it closes and the counters that it read", () => {
    const facts = factsOf("service/performed@1", work({ closes: [id], counters: readings("5") }));
    expect(facts).toMatchObject({ closes: [id], counters: [{ counter: "hours", reading: { unit: "h", value: "5" } }], defect: null, poll: null });
  });

  test("of a poll are its values as they were read", () => {
    const body = pollBody(seededRandom(2), "2026-01-01T00:00:00.000000Z", 1);
    expect(factsOf("condition/read@1", body).poll).toMatchObject({ at: "2026-01-01T00:00:00.000000Z", profile: "wtvb01-485", readings: body["readings"] });
  });

  test("of a body that does not fit its type are none, nor of a type that nobody knows", () => {
    for (const [type, body] of [["service/performed@1", { ...work({ closes: [id] }), bogus: 1 }], ["service/done@9", hours("1")]] as const) {
      expect(factsOf(type, body)).toEqual({ closes: [], core: null, counters: [], defect: null, founding: null, fulfils: [], plans: [], handing: null, issuedReport: null, poll: null, replaces: [], summary: `A record of the type ${type}` });
    }
  });

  test("say nothing of what a described field was before", () => {
    expect(factsOf("asset/described@1", describedBody(seededRandom(1)))).toMatchObject({ founding: null, counters: [] });
  });
});

/** Who may write what: by the register as a record knew it, never as it is now (record-format.md, section 5). */
import { describe, expect, test } from "vitest";
import { charterSchema } from "../../../shared/register/register-body.ts";
import { defaultCharter, defaultRoles } from "../../../shared/register/default-charter.ts";
import { plainRecord } from "../ledger/plain-record.ts";
import { defect, RegisterScene } from "./register-scene.ts";

const defectType = "service/defect-reported@1";

test("the default charter fits its schema, sorted by type, with roles that it knows", () => {
  const charter = defaultCharter({ name: "Hydro", nonce: "ab".repeat(16), founderKey: "cd".repeat(32), roles: ["diver"] });
  expect(charterSchema.safeParse(charter).error).toBeUndefined();
  const types = charter.permissions.map(({ type }) => type);
  expect(types).toEqual([...new Set(types)].sort());
  expect(new Set(charter.permissions.flatMap(({ roles }) => roles))).toEqual(new Set([...defaultRoles, "diver"].filter((role) => role !== "supplier")));
});

describe("a record is judged", () => {
  test("by the roles of its key: permitted, of another role, or of nobody", () => {
    const scene = new RegisterScene();
    const [owner, auditor] = [scene.enrol("alice", ["owner"]), scene.enrol("carol", ["auditor"])];
    const asset = scene.asset("alice", auditor);
    const byAuditor = scene.say("carol", defectType, { history: asset, seen: [asset], register: [auditor], body: defect });
    const byStranger = scene.say("mallory", defectType, { history: asset, seen: [asset], register: [auditor], body: defect });
    expect([scene.register, owner, asset].map((record) => scene.standing(record))).toEqual(["accepted", "accepted", "accepted"]);
    expect(scene.verdict(byAuditor)).toMatchObject({
      standing: "not permitted",
      reason: expect.stringMatching(/^The role auditor may not write service\/defect-reported; the register allows inspector, /),
    });
    expect(scene.verdict(byStranger)).toMatchObject({
      standing: "not permitted",
      reason: expect.stringMatching(/^Nobody is enrolled with the key [0-9a-f]{12}… in the register as this record knew it\.$/),
    });
  });

  test("by the heads that it names: an enrolment that it did not know helps it nothing", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"]);
    const asset = scene.asset("alice", alice);
    const bob = scene.enrol("bob", ["inspector"]);
    const early = scene.say("bob", defectType, { history: asset, seen: [asset], register: [alice], body: defect });
    const later = scene.say("bob", defectType, { history: asset, register: [bob], body: defect });
    expect([early, later].map((record) => scene.standing(record))).toEqual(["not permitted", "accepted"]);
  });

  test("by what its ancestors knew, when it names no heads itself", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"]);
    const bob = scene.enrol("bob", ["inspector"]);
    const asset = scene.asset("alice", alice);
    const knowing = scene.say("alice", defectType, { history: asset, register: [bob], body: defect });
    const ignorant = scene.say("bob", defectType, { history: asset, seen: [asset], body: defect });
    const informed = scene.say("bob", defectType, { history: asset, seen: [knowing], body: defect });
    expect([ignorant, informed].map((record) => scene.standing(record))).toEqual(["not permitted", "accepted"]);
  });

  test("by the rules of its time: taking a permission away undoes nothing that was written before", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"]);
    const asset = scene.asset("alice", alice);
    const before = scene.say("alice", defectType, { history: asset, body: defect });
    const changed = scene.rules({ permissions: { "service/defect-reported": ["inspector"] } });
    const unaware = scene.say("alice", defectType, { history: asset, body: defect });
    const aware = scene.say("alice", defectType, { history: asset, register: [changed], body: defect });
    expect([before, unaware, aware].map((record) => scene.standing(record))).toEqual(["accepted", "accepted", "not permitted"]);
  });

  test("as malformed when its heads are another history's records, as pending while they are not here", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"]);
    const asset = scene.asset("alice", alice);
    const wrong = scene.say("alice", defectType, { history: asset, register: [asset], body: defect });
    const missing = plainRecord({ writer: "founder", type: "register/party-enrolled@1" });
    const waiting = scene.say("alice", defectType, { history: asset, register: [missing], body: defect });
    const behind = scene.say("alice", defectType, { history: asset, body: defect });
    expect(scene.verdict(wrong)).toMatchObject({ standing: "malformed", reason: expect.stringContaining("as a head of its register, which it is not") });
    expect([waiting, behind].map((record) => scene.standing(record))).toEqual(["pending", "pending"]);
  });

  test("as not permitted in a history whose first record names no register at all", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"]);
    const lost = scene.say("alice", "asset/registered@1", { body: { register: "none" }, register: [alice] });
    const follower = scene.say("alice", defectType, { history: lost, body: defect });
    expect([lost, follower].map((record) => scene.standing(record))).toEqual(["malformed", "not permitted"]);
  });
});

describe("a register", () => {
  test("begins with its charter and nothing else", () => {
    const scene = new RegisterScene();
    const other = scene.say("founder", "register/rules-changed@1", { body: { register: null } });
    expect(scene.standing(other)).toBe("malformed");
    const second = scene.rule("charter", scene.register.record.body);
    expect(scene.verdict(second).reason).toBe("A record of the type register/charter@1 must found a history.");
  });

  test("is written by its validators alone, each judged by what it had seen", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"]);
    const seized = scene.enrol("mallory", ["owner", "validator"], { by: "alice", seen: [alice] });
    const useless = scene.enrol("trudy", ["validator"], { by: "mallory", seen: [seized] });
    const appointed = scene.enrol("victor", ["validator"]);
    const valid = scene.enrol("walter", ["inspector"], { by: "victor", seen: [appointed] });
    const early = scene.enrol("xenia", ["inspector"], { by: "victor", prev: valid, seen: [alice] });
    expect([seized, useless, valid, early].map((record) => scene.standing(record))).toEqual([
      "not permitted", "not permitted", "accepted", "accepted",
    ]);
  });

  test("names no register heads in its own records", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"], { register: [scene.register] });
    expect(scene.verdict(alice).reason).toBe("A record of a register names no register heads.");
  });

  test("does not take an enrolment for a party, or a merger, that it had not seen", () => {
    const scene = new RegisterScene();
    const nobody = plainRecord({ writer: "founder", type: "register/party-enrolled@1" });
    const enrolled = scene.enrol("alice", ["owner"], { party: nobody });
    const merged = scene.rule("parties-merged", { parties: [nobody.id, scene.register.id], reason: "One." });
    const asset = scene.asset("alice", merged);
    expect([enrolled, merged, asset].map((record) => scene.standing(record))).toEqual(["malformed", "malformed", "not permitted"]);
    expect(scene.verdict(enrolled).reason).toMatch(/^It names the party [0-9a-f]{12}…, whose enrolment it has not seen\.$/);
  });
});

describe("concurrent register records never undo each other:", () => {
  const joined = () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"]);
    const victor = scene.enrol("victor", ["validator"]);
    return { alice, scene, victor };
  };

  test("roles given apart are held together, until somebody who has seen both gives them anew", () => {
    const { alice, scene, victor } = joined();
    const one = scene.enrol("alice", ["inspector"], { party: alice });
    const other = scene.enrol("alice", ["auditor"], { by: "victor", party: alice, seen: [victor] });
    const both = scene.asset("alice", one, other);
    const fresh = scene.enrol("alice", ["supplier"], { party: alice, seen: [other] });
    const after = scene.asset("alice", fresh);
    expect(scene.standing(both)).toBe("accepted");
    expect(scene.verdict(after).reason).toMatch(/^The role supplier may not write/);
  });

  test("tables of rules given apart both allow, until somebody who has seen both gives one anew", () => {
    const { alice, scene, victor } = joined();
    const bob = scene.enrol("bob", ["auditor"], { seen: [] });
    const closed = scene.rules({ permissions: { "asset/registered": [] } });
    const opened = scene.rules({ permissions: { "asset/registered": ["auditor"] } }, { by: "victor", seen: [bob] });
    const both = scene.asset("bob", closed, opened);
    const ruled = scene.rules({ permissions: { "asset/registered": ["owner"] } }, { seen: [opened] });
    const [byBob, byAlice] = [scene.asset("bob", ruled), scene.asset("alice", ruled)];
    expect([alice, victor, both, byBob, byAlice].map((record) => scene.standing(record))).toEqual([
      "accepted", "accepted", "accepted", "not permitted", "accepted",
    ]);
  });

  test("a key that two parties were given counts for none, until they are merged; then it stays theirs", () => {
    const { alice, scene, victor } = joined();
    const again = scene.enrol("alice", ["inspector"], { by: "victor", seen: [victor] });
    const twice = scene.asset("alice", alice, again);
    const merged = scene.rule("parties-merged", { parties: [alice.id, again.id].sort(), reason: "One person." }, { seen: [again] });
    const once = scene.asset("alice", merged);
    const grown = scene.enrol("alice", ["owner"], { party: again });
    const still = scene.asset("alice", grown);
    expect(scene.verdict(twice).reason).toMatch(/^The key [0-9a-f]{12}… is bound to two parties, so it counts for none/);
    expect([once, still].map((record) => scene.standing(record))).toEqual(["accepted", "accepted"]);
  });

  test("parties that were merged one after another are one", () => {
    const { alice, scene } = joined();
    const [bob, carol] = [scene.enrol("bob", ["auditor"]), scene.enrol("carol", ["auditor"])];
    for (const pair of [[alice, bob], [bob, carol]]) scene.rule("parties-merged", { parties: pair.map(({ id }) => id).sort(), reason: "One." });
    const shared = scene.enrol("alice", ["auditor"], { party: carol });
    const assets = ["alice", "bob", "carol"].map((key) => scene.asset(key, shared));
    expect(assets.map((record) => scene.standing(record))).toEqual(["accepted", "accepted", "accepted"]);
  });

  test("a merger and an enrolment apart from it both hold, in any order", () => {
    const { alice, scene, victor } = joined();
    const bob = scene.enrol("bob", ["owner"]);
    const merged = scene.rule("parties-merged", { parties: [alice.id, bob.id].sort(), reason: "One." });
    const enrolled = scene.enrol("bert", ["owner"], { by: "victor", party: bob, seen: [bob] });
    const asset = scene.asset("bert", merged, enrolled);
    expect([victor, asset].map((record) => scene.standing(record))).toEqual(["accepted", "accepted"]);
  });
});

describe("what this program does not know", () => {
  test("makes everything behind it in a register undetermined, unless a stranger wrote it", () => {
    const scene = new RegisterScene({ permissions: { "register/licence-granted": ["validator"] } });
    const alice = scene.enrol("alice", ["owner"]);
    const forged = scene.rule("licence-granted", {}, { by: "alice", seen: [alice] });
    const unimpressed = scene.asset("alice", forged);
    const licence = scene.rule("licence-granted", {});
    const after = scene.enrol("bob", ["owner"]);
    const [clouded, clear] = [scene.asset("alice", licence), scene.asset("alice", alice)];
    expect([forged, unimpressed, licence, after, clouded, clear].map((record) => scene.standing(record))).toEqual([
      "malformed", "accepted", "malformed", "undetermined", "undetermined", "accepted",
    ]);
  });

  test("makes what has seen it in a history undetermined, unless a stranger wrote it", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"]);
    const asset = scene.asset("alice", alice);
    const forged = scene.say("mallory", "record/annotated@1", { history: asset, seen: [asset] });
    const unimpressed = scene.say("alice", defectType, { history: asset, seen: [forged], body: defect });
    const note = scene.say("alice", "record/annotated@1", { history: asset });
    const behind = scene.say("alice", defectType, { history: asset, body: defect });
    expect([forged, unimpressed, note, behind].map((record) => scene.standing(record))).toEqual([
      "malformed", "accepted", "malformed", "undetermined",
    ]);
    expect(scene.verdict(behind).behind).toEqual([note.id]);
  });
});

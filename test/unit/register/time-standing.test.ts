/** What witnesses prove decides about equivocations and stolen keys (record-format.md, sections 4 to 6). */
import { describe, expect, test } from "vitest";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { policyText } from "../../doubles/witness-keys.ts";
import { minute } from "../ledger/plain-record.ts";
import { defect, RegisterScene, revocation } from "./register-scene.ts";

/** A guest signs two records with one `seq`; a partner builds on one, the owner on the other, and somebody on both. */
const equivocation = (policy = policyText(3, 2)) => {
  const scene = new RegisterScene({}, { witness_policy: policy });
  const enrolled = ["guest", "partner", "owner"].map((name) => scene.enrol(name, ["owner"]));
  const heads = enrolled.slice(-1);
  const asset = scene.asset("owner", ...heads);
  const report = (by: string, seen: ReadonlyArray<SignedRecord>, prev?: SignedRecord): SignedRecord =>
    scene.say(by, "service/defect-reported@1", { history: asset, seen, prev, register: heads, body: { ...defect, summary: `${scene.records.length}` } });
  const first = report("guest", [asset]);
  const left = report("guest", [], first);
  const right = report("guest", [], first);
  const onLeft = report("partner", [left]);
  const onRight = report("owner", [right]);
  const both = report("partner", [onRight]);
  return { scene, first, left, right, onLeft, onRight, both, report };
};

describe("an equivocation", () => {
  test("leaves good what witnesses saw before it was known, on both branches", () => {
    const { both, first, left, report, right, scene } = equivocation();
    const later = report("guest", [], left);
    scene.witness(left, 100, 1, 2);
    scene.witness(right, 110, 2, 3);
    scene.witness(both, 200, 1, 2);
    scene.witness(later, 210, 1, 2, 3);
    expect([first, left, right, later].map((record) => scene.standing(record))).toEqual(["accepted", "accepted", "accepted", "disputed"]);
    expect(scene.verdict(later).reason).toContain(`No witness saw it before ${minute(200)}`);
  });

  test("is bounded by what stands on the branches, too", () => {
    const { both, left, onLeft, right, scene } = equivocation();
    scene.witness(onLeft, 100, 1, 2);
    scene.witness(both, 200, 1, 2);
    expect([left, right].map((record) => scene.standing(record))).toEqual(["accepted", "disputed"]);
  });

  test("disputes all where nobody has seen both, or no quorum says when", () => {
    const { both, left, onLeft, right, scene } = equivocation();
    scene.witness(onLeft, 100, 1, 2);
    scene.witness(both, 200, 1);
    expect([left, right].map((record) => scene.standing(record))).toEqual(["disputed", "disputed"]);
    scene.witness(both, 130, 3);
    expect([left, right].map((record) => scene.standing(record))).toEqual(["accepted", "disputed"]);
  });

  test("is not undone by one witness that lies, and not without a policy", () => {
    const { both, left, right, scene } = equivocation();
    scene.witness(left, 0, 1);
    scene.witness(both, 200, 2, 3);
    expect([left, right].map((record) => scene.standing(record))).toEqual(["disputed", "disputed"]);
    const none = equivocation("quorum none\n");
    none.scene.witness(none.left, 100, 1, 2, 3);
    none.scene.witness(none.both, 200, 1, 2, 3);
    expect(none.scene.standing(none.left)).toBe("disputed");
  });
});

describe("a stolen key", () => {
  const stolen = (since: number) => {
    const scene = new RegisterScene({}, { witness_policy: policyText(2, "all") });
    const enrolled = scene.enrol("guest", ["owner"]);
    const asset = scene.asset("guest", enrolled);
    const early = scene.say("guest", "service/defect-reported@1", { history: asset, body: defect });
    const late = scene.say("guest", "service/defect-reported@1", { history: asset, body: { ...defect, summary: "Forged" } });
    const end = scene.rule("key-revoked", { ...revocation("guest"), compromised_since: minute(since) });
    return { scene, asset, early, late, end };
  };

  test("leaves good what witnesses saw before it was stolen, with what that stands on", () => {
    const { asset, early, late, scene } = stolen(100);
    scene.witness(early, 99, 1, 2);
    scene.witness(late, 101, 1, 2);
    expect([asset, early, late].map((record) => scene.standing(record))).toEqual(["accepted", "accepted", "disputed"]);
  });

  test("at the very time it was stolen nothing is proved any more", () => {
    const { early, scene } = stolen(99);
    scene.witness(early, 99, 1, 2);
    expect(scene.standing(early)).toBe("disputed");
  });

  test("leaves nothing good that one witness saw alone, or that a revoked witness saw", () => {
    const { early, scene } = stolen(100);
    scene.witness(early, 99, 1);
    expect(scene.standing(early)).toBe("disputed");
  });

  test("a policy that is changed later decides as well, and the tighter bound holds", () => {
    const { early, scene } = stolen(100);
    scene.witness(early, 99, 1);
    expect(scene.standing(early)).toBe("disputed");
    scene.rule("witness-policy-changed", { reason: "One is enough.", witness_policy: policyText(2, "any") });
    expect(scene.standing(early)).toBe("accepted");
  });

  test("nothing that a revoked witness says counts", () => {
    const { early, scene } = stolen(100);
    const equipment = scene.rule("party-enrolled", {
      keys: [{ key: scene.witnessKey(1), next_sha256: null }], kind: "equipment", name: "Depot laptop", organisation: null, party: null,
      roles: [], valid_from: null, valid_until: null,
    });
    scene.witness(early, 99, 1, 2);
    expect(scene.standing(early)).toBe("accepted");
    scene.rule("key-revoked", { compromised_since: null, key: scene.witnessKey(1), last_good: [], reason: `Stolen with ${equipment.id}` });
    expect(scene.standing(early)).toBe("disputed");
  });
});

test("whoever changes the witness policy needs the quorum for rules, too", () => {
  const scene = new RegisterScene({ quorums: { "register/rules-changed": "2 role:validator" } }, { witness_policy: policyText(2, "all") });
  const second = scene.enrol("second", ["validator"]);
  const changed = scene.rule("witness-policy-changed", { reason: "Ours alone.", witness_policy: "quorum none\n" });
  expect(scene.standing(changed)).toBe("provisional");
  scene.rule("party-enrolled", { keys: [], kind: "organisation", name: "x", organisation: null, party: null, roles: [], valid_from: null, valid_until: null });
  scene.say("second", "record/endorsed@1", { history: scene.register, seen: [changed, second], body: { role: "validator", statement: "Yes.", target: changed.id } });
  expect(scene.standing(changed)).toBe("accepted");
});

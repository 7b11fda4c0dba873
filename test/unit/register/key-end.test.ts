/** Keys that were revoked or rotated: what stays good, and what nobody may do any more (record-format.md, section 5). */
import { hash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { keyNamed, plainRecord } from "../ledger/plain-record.ts";
import { defect, RegisterScene, revocation } from "./register-scene.ts";

const defectType = "service/defect-reported@1";
const commitmentTo = (key: string): string => hash("sha256", Buffer.from(keyNamed(key), "hex"), "hex");
const rotation = (old: string, successor: string, lastGood: Parameters<typeof revocation>[1] = []) => ({
  last_good: revocation(old, lastGood)["last_good"] ?? [], new: keyNamed(successor), old: keyNamed(old),
});

describe("a revoked key", () => {
  test("keeps what stands at or before its last good record on its branch; the rest and other histories are disputed", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"]);
    const bob = scene.enrol("bob", ["owner"]);
    const [asset, other] = [scene.asset("alice", alice), scene.asset("alice", alice)];
    const [good, bad] = [1, 2].map(() => scene.say("alice", defectType, { history: asset, body: defect }));
    const others = scene.say("bob", defectType, { history: asset, seen: [asset], register: [bob], body: defect });
    if (good === undefined || bad === undefined) throw new Error("Both were written");
    const revoked = scene.rule("key-revoked", revocation("alice", [good]));
    expect([asset, good, bad, other, others, revoked].map((record) => scene.standing(record))).toEqual([
      "accepted", "accepted", "disputed", "disputed", "accepted", "accepted",
    ]);
    expect(scene.verdict(bad)).toMatchObject({ behind: [revoked.id], reason: "Its key was ended, and the record is not among those named as good." });
  });

  test("keeps what several ends of one writer name; an end that somebody else says holds against them", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"]);
    const [one, two, none] = [scene.asset("alice", alice), scene.asset("alice", alice), scene.asset("alice", alice)];
    scene.rule("key-revoked", revocation("alice", [one]));
    expect([one, two].map((record) => scene.standing(record))).toEqual(["accepted", "disputed"]);
    scene.rule("key-revoked", revocation("alice", [two]));
    expect([one, two, none].map((record) => scene.standing(record))).toEqual(["accepted", "accepted", "disputed"]);
    const victor = scene.enrol("victor", ["validator"]);
    scene.rule("key-revoked", revocation("alice", [one]), { by: "victor", seen: [victor] });
    expect([one, two, none].map((record) => scene.standing(record))).toEqual(["accepted", "disputed", "disputed"]);
  });

  test("is disputed whole while its last good record is not here", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"]);
    const asset = scene.asset("alice", alice);
    const lost = plainRecord({ writer: "alice", history: asset.id, prev: asset.id, seq: 1, body: { never: "brought" } });
    scene.rule("key-revoked", revocation("alice", [lost]));
    expect(scene.standing(asset)).toBe("disputed");
  });

  test("does not make another branch of its own good that somebody else has seen", () => {
    const scene = new RegisterScene();
    const heads = [scene.enrol("alice", ["owner"]), scene.enrol("bob", ["owner"])].slice(-1);
    const asset = scene.asset("alice", ...heads);
    const [one, twin] = ["One", "Twin"].map((summary) => scene.say("alice", defectType, { history: asset, prev: asset, body: { ...defect, summary } }));
    if (one === undefined || twin === undefined) throw new Error("Both were written");
    const witness = scene.say("bob", defectType, { history: asset, seen: [twin], body: defect });
    const last = scene.say("alice", defectType, { history: asset, prev: one, seen: [witness], body: defect });
    scene.rule("key-revoked", revocation("alice", [last]));
    expect(scene.verdict(twin).reason).toMatch(/signed two records with seq 1/);
    expect([asset, witness].map((record) => scene.standing(record))).toEqual(["accepted", "accepted"]);
  });

  test("has no effect in the register after its revocation; what it wrote before somebody knew of it still has", () => {
    const scene = new RegisterScene();
    const victor = scene.enrol("victor", ["validator"]);
    const revoked = scene.rule("key-revoked", revocation("victor"));
    const unaware = scene.enrol("alice", ["owner"], { by: "victor", seen: [victor] });
    const aware = scene.enrol("bob", ["owner"], { by: "victor", seen: [revoked] });
    const [byAlice, byBob] = [scene.asset("alice", revoked, unaware), scene.asset("bob", aware)];
    expect([unaware, aware, byAlice, byBob].map((record) => scene.standing(record))).toEqual([
      "disputed", "disputed", "accepted", "not permitted",
    ]);
  });
});

describe("two validators that revoke each other without having seen it", () => {
  test("both revocations hold", () => {
    const scene = new RegisterScene();
    const victor = scene.enrol("victor", ["validator"]);
    const walter = scene.enrol("walter", ["validator"]);
    const first = scene.rule("key-revoked", revocation("walter"), { by: "victor", seen: [walter] });
    const second = scene.rule("key-revoked", revocation("victor"), { by: "walter", seen: [walter] });
    const later = [
      scene.enrol("xenia", ["owner"], { by: "victor", seen: [second] }), scene.enrol("yves", ["owner"], { by: "walter", seen: [first] }),
    ];
    const assets = [scene.asset("xenia", ...later), scene.asset("yves", ...later)];
    expect(scene.standing(victor)).toBe("accepted");
    expect(assets.map((record) => scene.standing(record))).toEqual(["not permitted", "not permitted"]);
  });
});

describe("a rotated key", () => {
  test("gives way to the key that was promised for it, which acts for the same party", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"], { next: commitmentTo("alice two") });
    const asset = scene.asset("alice", alice);
    const bad = scene.say("alice", defectType, { history: asset, body: defect });
    const rotated = scene.rule("key-rotated", rotation("alice", "alice two", [asset]), { by: "alice two", seen: [alice] });
    const next = scene.say("alice two", defectType, { history: asset, seen: [asset], register: [rotated], body: defect });
    expect([asset, bad, rotated, next].map((record) => scene.standing(record))).toEqual(["accepted", "disputed", "accepted", "accepted"]);
  });

  test("gives way to no other key, to nobody else's word, and not without a promise", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"], { next: commitmentTo("alice two") });
    const bob = scene.enrol("bob", ["owner"]);
    const wrong = [
      scene.rule("key-rotated", rotation("alice", "mallory"), { by: "mallory", seen: [bob] }),
      scene.rule("key-rotated", rotation("alice", "alice two"), { by: "founder" }),
      scene.rule("key-rotated", rotation("bob", "mallory"), { by: "mallory" }),
    ];
    const asset = scene.asset("alice", ...wrong.slice(1));
    expect(wrong.map((record) => scene.verdict(record).reason)).toEqual(
      wrong.map(() => "The new key is not the one that was promised for the old key."),
    );
    expect([alice, asset].map((record) => scene.standing(record))).toEqual(["accepted", "accepted"]);
  });

  test("may follow either of two promises that were given apart", () => {
    const scene = new RegisterScene();
    const alice = scene.enrol("alice", ["owner"]);
    const victor = scene.enrol("victor", ["validator"]);
    const one = scene.enrol("alice", ["owner"], { party: alice, next: commitmentTo("one") });
    const other = scene.enrol("alice", ["owner"], { by: "victor", party: alice, next: commitmentTo("other"), seen: [victor] });
    const rotated = scene.rule("key-rotated", rotation("alice", "one"), { by: "one", seen: [one, other] });
    expect(scene.standing(rotated)).toBe("accepted");
  });
});

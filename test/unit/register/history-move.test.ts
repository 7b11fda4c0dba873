/** A history that goes over to another register: who may, from when on, and by whose rules what follows is judged. */
import { describe, expect, test } from "vitest";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { defaultCharter } from "../../../shared/register/default-charter.ts";
import { keyNamed } from "../ledger/plain-record.ts";
import { defect, RegisterScene, revocation } from "./register-scene.ts";

const defectType = "service/defect-reported@1";
const moveType = "history/register-changed@1";

/** The register of the founder with the owner Ann, an asset of hers, and the register of Vic, whose owner is Bea. */
const twoRegisters = (quorums: Readonly<Record<string, string>> = {}) => {
  const scene = new RegisterScene({ quorums });
  const ann = scene.enrol("ann", ["owner"]);
  const charter = defaultCharter({ founderKey: keyNamed("vic"), name: "Depot", nonce: "cd".repeat(16), roles: [] });
  const other = scene.say("vic", "register/charter@1", { body: JSON.parse(JSON.stringify(charter)) });
  const bea = scene.say("vic", "register/party-enrolled@1", {
    body: { keys: [{ key: keyNamed("bea"), next_sha256: null }], kind: "person", name: "Bea", organisation: null, party: null, roles: ["owner"], valid_from: null, valid_until: null },
    history: other,
  });
  const asset = scene.asset("ann", ann);
  const offer = (by = "ann", seen: ReadonlyArray<SignedRecord> = []): SignedRecord =>
    scene.say(by, moveType, { body: { register: other.id }, history: asset, seen, ...(by === "ann" ? {} : { register: [ann] }) });
  const take = (move: SignedRecord, by = "vic", role = "validator", register = [bea]): SignedRecord =>
    scene.say(by, "record/endorsed@1", { body: { role, statement: "", target: move.id }, history: asset, register, seen: [move] });
  const report = (by: string, seen: ReadonlyArray<SignedRecord>, register: ReadonlyArray<SignedRecord>): SignedRecord =>
    scene.say(by, defectType, { body: defect, history: asset, register, seen });
  return { ann, asset, bea, offer, other, report, scene, take };
};

describe("a history that is offered and taken over", () => {
  test("is judged by the new register from there on, and before it by the old one", () => {
    const { ann, asset, bea, offer, report, scene, take } = twoRegisters();
    const before = report("ann", [], []);
    const move = offer();
    const beas = report("bea", [move], [bea]);
    const taken = take(move);
    const [after, annsAfter] = [report("bea", [taken], [bea]), report("ann", [taken], [bea])];
    const apart = scene.say("ann", defectType, { body: defect, history: asset, prev: move });
    expect([asset, before, move, taken, after].map((record) => scene.standing(record))).toEqual(Array.from({ length: 5 }, () => "accepted"));
    // Who has not seen that it was taken over writes under the register that they know.
    expect(scene.standing(beas)).not.toBe("accepted");
    expect(scene.verdict(annsAfter)).toMatchObject({ standing: "not permitted", reason: expect.stringMatching(/^Nobody is enrolled with the key/) });
    expect(scene.standing(apart)).toBe("disputed");
    expect(ann.id).not.toBe(bea.id);
  });

  test("stays where it is until a validator of the new register endorses it: the old side alone, or anybody else there, is not enough", () => {
    const { ann, bea, offer, report, scene, take } = twoRegisters();
    const move = offer();
    expect(scene.verdict(move)).toMatchObject({ standing: "provisional", reason: expect.stringMatching(/^It needs the endorsement of a validator of the register/) });
    const byOwner = take(move, "bea", "owner");
    const byFounder = take(move, "founder", "validator", [ann]);
    const still = report("ann", [byOwner, byFounder], [ann]);
    expect([byOwner, byFounder, still].map((record) => scene.standing(record))).toEqual(["accepted", "accepted", "accepted"]);
    expect(scene.standing(move)).toBe("provisional");
    const taken = take(move);
    expect([scene.standing(move), scene.standing(report("bea", [taken, still], [bea]))]).toEqual(["accepted", "accepted"]);
  });

  test("goes only with the quorum of the register that it leaves, whose roles those of the new register are not", () => {
    const { ann, asset, bea, offer, report, scene, take } = twoRegisters({ "history/register-changed": "2 role:owner role:validator" });
    const move = offer();
    const taken = take(move);
    expect(scene.verdict(move)).toMatchObject({ standing: "provisional", reason: expect.stringMatching(/^It needs 2 of role:owner, role:validator to stand behind it; 1 did\.$/) });
    expect(scene.standing(report("bea", [taken], [bea]))).not.toBe("accepted");
    const founders = scene.say("founder", "record/endorsed@1", { body: { role: "validator", statement: "", target: move.id }, history: asset, register: [ann], seen: [move] });
    const joined = scene.say("ann", "record/joined@1", { history: asset, register: [bea], seen: [taken, founders] });
    expect([move, founders, taken].map((record) => scene.standing(record))).toEqual(["accepted", "accepted", "accepted"]);
    // What has seen both endorsements stands under the new register, where Ann is nobody.
    expect(scene.standing(joined)).toBe("not permitted");
    expect(scene.standing(scene.say("bea", "record/joined@1", { history: asset, prev: undefined, register: [bea], seen: [taken, founders] }))).toBe("accepted");
  });

  test("comes back when the key that gave it away turns out to have been stolen", () => {
    const { asset, bea, offer, report, scene, take } = twoRegisters();
    const move = offer();
    const taken = take(move);
    const thiefs = report("bea", [taken], [bea]);
    expect(scene.standing(thiefs)).toBe("accepted");
    const newKey = scene.enrol("anna", ["owner"]);
    scene.rule("key-revoked", revocation("ann", [asset]));
    const again = report("anna", [asset], [newKey]);
    expect([move, taken, thiefs, again].map((record) => scene.standing(record))).toEqual(["disputed", "malformed", "malformed", "accepted"]);
  });

  test("is not moved by who may not, nor two ways at once", () => {
    const { asset, bea, offer, other, report, scene, take } = twoRegisters();
    const auditor = scene.enrol("bob", ["auditor"]);
    const refused = scene.say("bob", moveType, { body: { register: other.id }, history: asset, register: [auditor], seen: [asset] });
    const onRefused = take(refused);
    expect([refused, onRefused].map((record) => scene.standing(record))).toEqual(["not permitted", "malformed"]);
    const second = scene.enrol("abe", ["owner"]);
    const charter = defaultCharter({ founderKey: keyNamed("zoe"), name: "Third", nonce: "ef".repeat(16), roles: ["owner"] });
    const third = scene.say("zoe", "register/charter@1", { body: JSON.parse(JSON.stringify(charter)) });
    const one = take(offer());
    const rival = scene.say("abe", moveType, { body: { register: third.id }, history: asset, register: [second], seen: [asset] });
    const two = take(rival, "zoe", "validator", [third]);
    const both = scene.say("founder", "record/joined@1", { history: asset, register: [second], seen: [one, two] });
    expect([one, two, both].map((record) => scene.standing(record))).toEqual(["accepted", "accepted", "accepted"]);
    expect(scene.standing(report("bea", [one], [bea]))).toBe("accepted");
    expect(scene.standing(report("abe", [both], [second]))).toBe("accepted");
  });
});

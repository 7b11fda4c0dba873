/** Bodies that make no sense, in the places where standing reads them: they are marked, and nothing is thrown. */
import { describe, expect, test } from "vitest";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { attachmentsIn } from "../../../shared/ledger/sealed-value.ts";
import { keyNamed } from "../ledger/plain-record.ts";
import { defect, RegisterScene } from "./register-scene.ts";

const scene = (quorums: Readonly<Record<string, string>> = {}) => {
  const told = new RegisterScene({ quorums });
  const roles = [["alice", "owner"], ["bob", "inspector"]] as const;
  for (const [key, role] of roles) told.enrol(key, [role]);
  const head = told.records.at(-1);
  const asset = told.asset("alice", ...(head === undefined ? [] : [head]));
  return { asset, told };
};

describe("a record whose body does not fit", () => {
  test("is malformed also where its type needs a quorum, and no endorsement makes it count", () => {
    const { asset, told } = scene({ "service/defect-reported": "1 role:inspector" });
    const good = told.say("alice", "service/defect-reported@1", { body: defect, history: asset });
    const bad = told.say("alice", "service/defect-reported@1", { body: { summary: 5 }, history: asset });
    expect([good, bad].map((record) => told.standing(record))).toEqual(["provisional", "malformed"]);
    const endorse = (target: SignedRecord): SignedRecord =>
      told.say("bob", "record/endorsed@1", { body: { role: "inspector", statement: "Seen.", target: target.id }, history: asset, seen: [target] });
    endorse(bad);
    expect([good, bad].map((record) => told.standing(record))).toEqual(["provisional", "malformed"]);
  });

  test.each([{}, { role: 1 }, { role: "inspector" }, { role: "inspector", statement: "Seen.", target: "no id" }])("endorses nothing: %j", (body) => {
    const { asset, told } = scene({ "service/defect-reported": "1 role:inspector" });
    const report = told.say("alice", "service/defect-reported@1", { body: defect, history: asset });
    const endorsement = told.say("bob", "record/endorsed@1", { body, history: asset, seen: [report] });
    const stranger = told.say("mallory", "record/endorsed@1", { body, history: asset, seen: [report] });
    expect([report, endorsement, stranger].map((record) => told.standing(record))).toEqual(["provisional", "malformed", "malformed"]);
  });

  test.each([{}, { reason: "superseded" }, { reason: "guessed", replacement: null, target: "ab".repeat(32) }])("corrects nothing: %j", (body) => {
    const { asset, told } = scene();
    const report = told.say("alice", "service/defect-reported@1", { body: defect, history: asset });
    const correction = told.say("bob", "record/corrected@1", { body, history: asset, seen: [report] });
    expect([report, correction].map((record) => told.standing(record))).toEqual(["accepted", "malformed"]);
  });

  test.each(["register/party-enrolled@1", "register/rules-changed@1", "register/key-rotated@1", "register/key-revoked@1", "register/parties-merged@1"])(
    "changes nothing in the register: %s",
    (type) => {
      const { asset, told } = scene();
      const report = told.say("alice", "service/defect-reported@1", { body: defect, history: asset });
      const change = told.say("founder", type, { body: { key: 7 }, history: told.register });
      expect(["malformed", "not permitted"]).toContain(told.standing(change));
      expect(told.standing(report)).toBe("accepted");
    },
  );
});

describe("in a register", () => {
  const enrolment = (key: string, name: string) => ({
    keys: [{ key, next_sha256: null }], kind: "person", name, organisation: null, party: null, roles: ["owner"], valid_from: null, valid_until: null,
  });

  test("a record that is marked for its text changes nothing, although its body fits", () => {
    const { told } = scene();
    const strange = told.say("founder", "register/party-enrolled@1", { body: enrolment(keyNamed("eve"), "Eve\u202e"), history: told.register });
    const head = told.records.at(-1);
    const own = told.asset("eve", ...(head === undefined ? [] : [head]));
    expect([strange, own].map((record) => told.standing(record))).toEqual(["malformed", "not permitted"]);
  });

  test("a record that is no register record changes nothing, and makes nothing uncertain", () => {
    const { asset, told } = scene();
    const [charter] = told.records;
    if (charter === undefined) throw new Error("The charter is missing");
    const endorsement = told.say("founder", "record/endorsed@1", { body: { role: "validator", statement: "Seen.", target: charter.id }, history: told.register });
    const head = told.records.at(-1);
    const report = told.say("alice", "service/defect-reported@1", { body: defect, history: asset, ...(head === undefined ? {} : { register: [head] }) });
    expect([endorsement, report].map((record) => told.standing(record))).toEqual(["accepted", "accepted"]);
  });
});

test("an attachment has a size that files can have", () => {
  const reference = { media_type: "image/png", name: "photo", sha256: "ab".repeat(32), size: 5 };
  expect(attachmentsIn({ photo: reference })).toEqual([reference]);
  for (const size of [-1, 1.5, 2 ** 60, "5", null]) expect(attachmentsIn({ photo: { ...reference, size } })).toEqual([]);
});

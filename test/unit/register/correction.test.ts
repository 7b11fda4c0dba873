/** Corrections and conflicts: what later records make of earlier ones (record-format.md, section 4). */
import { describe, expect, test } from "vitest";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { defect, RegisterScene, type Said } from "./register-scene.ts";

const defectType = "service/defect-reported@1";

const scene = () => {
  const told = new RegisterScene();
  for (const [key, role] of [["alice", "owner"], ["bob", "inspector"], ["carol", "auditor"]] as const) told.enrol(key, [role]);
  const head = told.records.at(-1);
  const asset = told.asset("alice", ...(head === undefined ? [] : [head]));
  const report = told.say("alice", defectType, { history: asset, body: defect });
  const correct = (by: string, target: SignedRecord, said: Said = {}): SignedRecord =>
    told.say(by, "record/corrected@1", { history: asset, body: { reason: "incorrect_data", replacement: null, target: target.id }, ...said });
  const describeAs = (by: string, tag: string, said: Said): SignedRecord =>
    told.say(by, "asset/described@1", { history: asset, body: { reason: null, set: { tag } }, ...said });
  const standings = (...records: ReadonlyArray<SignedRecord>): ReadonlyArray<string> => records.map((record) => told.standing(record));
  return { asset, correct, describeAs, report, standings, told };
};

describe("a correction", () => {
  test("corrects a record that it has seen, when its writer may write the target's type", () => {
    const { correct, report, standings, told } = scene();
    const correction = correct("bob", report, { seen: [report] });
    expect(standings(correction, report)).toEqual(["accepted", "corrected"]);
    expect(told.verdict(report)).toMatchObject({ reason: "A later record corrects it: incorrect data.", behind: [correction.id] });
  });

  test("counts for nothing from who may not write the target's type", () => {
    const { correct, report, standings, told } = scene();
    const correction = correct("carol", report, { seen: [report] });
    expect(standings(correction, report)).toEqual(["not permitted", "accepted"]);
    expect(told.verdict(correction).reason).toMatch(/^The role auditor may not write service\/defect-reported;/);
  });

  test("counts for nothing without having seen its target, and itself is corrected by none", () => {
    const { asset, correct, report, standings, told } = scene();
    const blind = correct("bob", report, { seen: [asset] });
    const correction = correct("alice", report);
    const again = correct("bob", correction, { seen: [correction] });
    expect(standings(blind, correction, again, report)).toEqual(["not permitted", "accepted", "not permitted", "corrected"]);
    expect(told.verdict(again).reason).toBe("Records of the type record/corrected@1 are not corrected.");
  });

  test("of several that did not know of each other the earliest gives the reason, and all stand behind it", () => {
    const { correct, report, told } = scene();
    const late = correct("bob", report, { seen: [report], at: 900 });
    const early = correct("alice", report, { at: 800, body: { reason: "did_not_occur", replacement: null, target: report.id } });
    expect(told.verdict(report)).toMatchObject({ reason: "A later record corrects it: did not occur.", behind: [early.id, late.id] });
  });
});

describe("values of one field", () => {
  test("set apart conflict, name each other, and are settled by a record that has seen them all", () => {
    const { asset, describeAs, report, standings, told } = scene();
    const one = describeAs("alice", "P-1", {});
    const other = describeAs("bob", "P-2", { seen: [report] });
    expect(standings(asset, one, other)).toEqual(["accepted", "conflicting", "conflicting"]);
    expect(told.verdict(one)).toMatchObject({ behind: [one.id, other.id], reason: 'Records that had not seen each other give "tag" different values.' });
    const half = describeAs("bob", "P-3", {});
    expect(standings(one, other, half)).toEqual(["conflicting", "accepted", "conflicting"]);
    const settled = describeAs("alice", "P-4", { seen: [half] });
    expect(standings(one, other, half, settled)).toEqual(["accepted", "accepted", "accepted", "accepted"]);
  });

  test("that are the same do not conflict", () => {
    const { describeAs, report, standings } = scene();
    expect(standings(describeAs("alice", "P-1", {}), describeAs("bob", "P-1", { seen: [report] }))).toEqual(["accepted", "accepted"]);
  });

  test("of a corrected or unpermitted record count no more, and the value before them comes back", () => {
    const { asset, correct, describeAs, report, standings, told } = scene();
    const one = describeAs("alice", "P-1", {});
    const other = describeAs("bob", "P-2", { seen: [report] });
    const stranger = describeAs("carol", "P-3", { seen: [report] });
    const correction = correct("bob", other);
    expect(standings(asset, one, other, stranger, correction)).toEqual(["accepted", "accepted", "corrected", "not permitted", "accepted"]);
    const same = told.say("alice", "asset/described@1", { history: asset, prev: one, body: { reason: null, set: { tag: "P-9" } } });
    const back = correct("bob", same, { seen: [same] });
    expect(standings(one, same, back)).toEqual(["accepted", "corrected", "accepted"]);
  });
});

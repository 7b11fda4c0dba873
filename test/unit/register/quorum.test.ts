/** Who must stand behind a record before it counts (record-format.md, section 5, Rules). */
import { describe, expect, test } from "vitest";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { quorumProgress, quorumWants, wouldServe, type Backer } from "../../../shared/register/quorum.ts";
import { defect, RegisterScene, type Said } from "./register-scene.ts";

const defectType = "service/defect-reported@1";
const itself = (id: string): string => id;
const [ann, ben, cas] = ["a".repeat(64), "b".repeat(64), "c".repeat(64)] as const;
const as = (party: string, ...roles: ReadonlyArray<string>): Backer => ({ party, roles });

describe("a group", () => {
  test.each([
    ["any of two parties, by one", `any ${ann} ${ben}`, [as(ben)], true],
    ["any, by a party that is no member", `any ${ann} ${ben}`, [as(cas, "owner")], false],
    ["all of two parties, by one", `all ${ann} ${ben}`, [as(ann)], false],
    ["all of two parties, by both", `all ${ann} ${ben}`, [as(ben), as(ann)], true],
    ["2 of a role, by one party twice", "2 role:owner", [as(ann, "owner"), as(ann, "owner")], false],
    ["2 of a role, by two parties", "2 role:owner", [as(ann, "owner"), as(ben, "owner", "auditor")], true],
    ["2 of a role, by one who holds it and one who does not", "2 role:owner", [as(ann, "owner"), as(ben, "auditor")], false],
    ["2 of two roles, by one party that holds both", "2 role:owner role:auditor", [as(ann, "owner", "auditor")], false],
    ["2 of two roles, by two parties of the same one", "2 role:owner role:auditor", [as(ann, "owner"), as(ben, "owner")], true],
    ["all of two roles, by two parties of the same one", "all role:owner role:auditor", [as(ann, "owner"), as(ben, "owner")], false],
    ["all of two roles, by one that holds both and one that holds one", "all role:owner role:auditor", [as(ann, "owner", "auditor"), as(ben, "owner")], true],
    ["a party and a role, by parties for each", `all ${ann} role:auditor`, [as(ann, "auditor"), as(ben, "auditor")], true],
    ["more than there are members", `3 ${ann} ${ben}`, [as(ann), as(ben)], false],
  ])("%s", (_, group, backers, isContent) => {
    expect(quorumWants([group], backers, itself) === null).toBe(isContent);
  });

  test("counts parties that are one once, and knows a member by each of their names", () => {
    const merged = (id: string): string => (id === ben ? ann : id);
    expect(quorumWants(["2 role:owner"], [as(ann, "owner"), as(ben, "owner")], merged)).not.toBeNull();
    expect(quorumWants([`any ${ben}`], [as(ann)], merged)).toBeNull();
  });

  test("tells how far it is, and whether one more would bring it further", () => {
    const backing = { backers: [as(ann, "owner")], groups: ["2 role:owner", `all ${ann} role:auditor`], sameParty: itself };
    expect(quorumProgress(backing)).toEqual([
      { found: 1, group: "2 role:owner", members: ["role:owner"], needed: 2 },
      { found: 1, group: `all ${ann} role:auditor`, members: [ann, "role:auditor"], needed: 2 },
    ]);
    expect([as(ben, "owner"), as(ben, "auditor"), as(ann, "auditor"), as(ben, "supplier")].map((one) => wouldServe(backing, one))).toEqual([true, true, false, false]);
    const content = { ...backing, groups: ["any role:owner"] };
    expect(wouldServe(content, as(ben, "owner"))).toBe(false);
  });

  test("says what is there and what is needed; of several groups all must be content", () => {
    const backers = [as(ann, "owner")];
    expect(quorumWants(["any role:owner", "2 role:owner"], backers, itself)).toBe("It needs 2 of role:owner to stand behind it; 1 did.");
  });
});

describe("a record that needs two inspectors", () => {
  const scene = () => {
    const told = new RegisterScene({ quorums: { "service/defect-reported": "2 role:inspector" } });
    told.enrol("owen", ["owner"]);
    const ines = told.enrol("ines", ["inspector"]);
    told.enrol("ivan", ["inspector", "owner"]);
    const heads = [told.enrol("olga", ["owner"])];
    const asset = told.asset("owen", ...heads);
    const report = told.say("owen", defectType, { history: asset, body: defect });
    const endorse = (by: string, said: Said & { readonly role?: string; readonly target?: SignedRecord } = {}): SignedRecord => {
      const { role = "inspector", target = report, ...rest } = said;
      return told.say(by, "record/endorsed@1", { history: asset, seen: [report], body: { role, statement: "Seen.", target: target.id }, ...rest });
    };
    return { asset, endorse, heads, ines, report, told };
  };

  test("is provisional until two of them have endorsed it, and says how many did", () => {
    const { endorse, report, told } = scene();
    expect(told.verdict(report)).toMatchObject({ standing: "provisional", reason: "It needs 2 of role:inspector to stand behind it; 0 did." });
    endorse("ines");
    expect(told.verdict(report).reason).toMatch(/; 1 did\.$/);
    endorse("ines", { seen: [] });
    expect(told.standing(report)).toBe("provisional");
    endorse("ivan");
    expect(told.standing(report)).toBe("accepted");
  });

  test("is not helped by who does not hold the role, had not seen it, or is not enrolled in what it knew", () => {
    const { asset, endorse, ines, report, told } = scene();
    const others = [
      endorse("olga"), endorse("stranger"), endorse("ivan", { seen: [asset] }), endorse("ines", { seen: [asset], register: [ines] }),
    ];
    expect(others.map((record) => told.standing(record))).toEqual(["not permitted", "not permitted", "accepted", "accepted"]);
    expect(told.verdict(report).reason).toMatch(/; 0 did\.$/);
  });

  test("counts its author when the group admits it, and one party once however many keys it has", () => {
    const { asset, endorse, told } = scene();
    const own = told.say("ivan", defectType, { history: asset, seen: [asset], body: { ...defect, summary: "Mine" } });
    endorse("ivan", { target: own, seen: [] });
    expect(told.verdict(own).reason).toMatch(/; 1 did\.$/);
    endorse("ines", { target: own, seen: [own] });
    expect(told.standing(own)).toBe("accepted");
  });

  test("counts parties once that anything it or its endorsers knew has merged", () => {
    const { endorse, report, told } = scene();
    const [ines, ivan] = [told.records[2], told.records[3]];
    const merged = told.rule("parties-merged", { parties: [ines?.id ?? "", ivan?.id ?? ""].sort(), reason: "One firm." });
    endorse("ines");
    endorse("ivan", { register: [merged] });
    expect(told.verdict(report).reason).toMatch(/; 1 did\.$/);
  });

  test("passes its need on to its correction", () => {
    const { asset, endorse, report, told } = scene();
    endorse("ines");
    endorse("ivan");
    const body = { reason: "did_not_occur", replacement: null, target: report.id };
    const correction = told.say("owen", "record/corrected@1", { history: asset, body });
    expect([correction, report].map((record) => told.standing(record))).toEqual(["provisional", "accepted"]);
    endorse("ines", { target: correction, seen: [correction] });
    endorse("ivan", { target: correction, seen: [correction] });
    expect([correction, report].map((record) => told.standing(record))).toEqual(["accepted", "corrected"]);
  });
});

test("what is endorsed late changes nothing that was set again since", () => {
  const told = new RegisterScene({ quorums: { "register/party-enrolled": "any role:auditor role:validator" } });
  const alice = told.enrol("alice", ["owner"]);
  const strict = told.rules({ quorums: { "register/party-enrolled": "2 role:validator" } });
  const victor = told.enrol("victor", ["validator"]);
  expect([alice, strict, victor].map((record) => told.standing(record))).toEqual(["accepted", "accepted", "provisional"]);
  const open = told.rules({ quorums: {} });
  told.enrol("victor", ["validator"]);
  const again = told.rules({ quorums: { "register/party-enrolled": "2 role:validator" } });
  const early = told.enrol("alice", ["inspector"], { party: alice });
  const loose = told.rules({ quorums: {} });
  const late = told.enrol("alice", ["auditor"], { party: alice });
  const endorsed = told.say("victor", "record/endorsed@1", {
    history: told.register, seen: [late], body: { role: "validator", statement: "Agreed.", target: early.id },
  });
  const asset = told.asset("alice", endorsed);
  expect([open, again, early, loose, endorsed].map((record) => told.standing(record))).toEqual(Array(5).fill("accepted"));
  expect(told.verdict(asset).reason).toMatch(/^The role auditor may not write asset\/registered;/);
});

describe("a register whose rules need two validators", () => {
  const scene = () => {
    const told = new RegisterScene({ quorums: { "register/rules-changed": "2 role:validator" } });
    const victor = told.enrol("victor", ["validator"]);
    told.enrol("alice", ["auditor"]);
    const changed = told.rules({ permissions: { "asset/registered": ["auditor"] }, quorums: { "register/rules-changed": "2 role:validator" } });
    return { changed, told, victor };
  };

  test("follows a change from the endorsement on, in what has seen it, and not before", () => {
    const { changed, told, victor } = scene();
    const endorsed = told.say("victor", "record/endorsed@1", {
      history: told.register, seen: [changed], body: { role: "validator", statement: "Agreed.", target: changed.id },
    });
    const [before, after] = [told.asset("alice", changed), told.asset("alice", endorsed)];
    expect([victor, changed, endorsed, before, after].map((record) => told.standing(record))).toEqual([
      "accepted", "accepted", "accepted", "not permitted", "accepted",
    ]);
  });

  test("does not follow it while one stands behind it, or one who was made validator only since", () => {
    const { changed, told } = scene();
    const late = told.enrol("walter", ["validator"]);
    const useless = told.say("walter", "record/endorsed@1", {
      history: told.register, seen: [late], body: { role: "validator", statement: "Agreed.", target: changed.id },
    });
    const asset = told.asset("alice", useless);
    expect([useless, changed, asset].map((record) => told.standing(record))).toEqual([
      "accepted", "provisional", "not permitted",
    ]);
  });
});

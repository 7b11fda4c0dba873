/** What a writer's own program does not sign in a register: keys that prove nothing, and ways into a locked register. */
import { describe, expect, test } from "vitest";
import { isComplete } from "../../../shared/ledger/history.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import type { JsonObject } from "../../../shared/encoding/canonical-json.ts";
import { inspectRecord } from "../../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../../shared/record-type/record-types.ts";
import { defaultCharter } from "../../../shared/register/default-charter.ts";
import { registerRefusal } from "../../../shared/register/register-refusal.ts";
import { noRegister } from "../../../shared/register/register-state.ts";
import { StandingJudge } from "../../../shared/register/standing-judge.ts";
import { testSigner } from "../../doubles/test-company.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { keyNamed } from "../ledger/plain-record.ts";
import { RegisterScene, revocation } from "./register-scene.ts";

/** Why the founder would not sign a record behind everything that the scene holds; `null` when they would. */
const refusal = (scene: RegisterScene, type: string, body: JsonObject): string | null => {
  const ledger = new Ledger();
  const judge = new StandingJudge(ledger, isKnownType);
  for (const record of scene.records) {
    const taken = valueOf(ledger.take(record, inspectRecord(record.record)));
    if (taken.kind === "taken") judge.arrived(taken.completed, isComplete(taken.record) ? [] : [taken.record]);
  }
  const register = scene.register.id;
  const draft = { body, heads: judge.goodHeads(register), type: `register/${type}@1`, writer: keyNamed("founder") };
  return registerRefusal(judge.registerNow(register), draft);
};

const enrolment = (keys: ReadonlyArray<string>, more: JsonObject = {}): JsonObject => ({
  keys: keys.map((key) => ({ key, next_sha256: null })), kind: "person", name: "Somebody", organisation: null, party: null, roles: ["owner"],
  valid_from: null, valid_until: null, ...more,
});

const usualRules = () => defaultCharter({ founderKey: testSigner("f").key, name: "Hydro", nonce: "ab".repeat(16), roles: [] });
const rules = (quorums: ReadonlyArray<{ readonly group: string; readonly type: string }>, roles = ["validator"]): JsonObject => ({
  permissions: usualRules().permissions.map(({ type, roles: usual }) => ({ roles: type.startsWith("register/") ? [...roles] : [...usual], type })),
  quorums: quorums.map((quorum) => ({ ...quorum })), reason: "Agreed.",
});

describe("a key", () => {
  const identity = `01${"00".repeat(31)}`;
  const beyond = `f0${"ff".repeat(30)}7f`;
  const torsioned = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a";

  test.each([
    ["of small order", identity, /is of small order, so one signature would fit every message\. Ask for a key that a program made\./],
    ["in another encoding", beyond, /is not the canonical encoding of a point/],
    ["with torsion", torsioned, /cannot be used: it is (of small order|not torsion-free)/],
  ])("%s is not enrolled", (_, key, sentence) => {
    expect(refusal(new RegisterScene(), "party-enrolled", enrolment([key]))).toMatch(sentence);
    expect(registerRefusal(noRegister, charterDraft({ validators: [{ key, reason: "Founded it." }] }))).toMatch(sentence);
  });

  test("that is bound to somebody, was ended or stands twice is not enrolled again; for its own party it is", () => {
    const scene = new RegisterScene();
    const key = testSigner("alice").key;
    const first = scene.rule("party-enrolled", enrolment([key]));
    expect(refusal(scene, "party-enrolled", enrolment([key]))).toMatch(/^The key .* is bound to a party already: bound to two it would count for none\./);
    expect(refusal(scene, "party-enrolled", enrolment([key], { party: first.id, roles: ["auditor"] }))).toBeNull();
    expect(refusal(scene, "party-enrolled", enrolment([key, key], { party: first.id }))).toMatch(/^It names the key .* twice\.$/);
    scene.rule("key-revoked", { ...revocation("alice"), key });
    expect(refusal(scene, "party-enrolled", enrolment([key], { party: first.id }))).toMatch(/was ended in this register and stays so/);
  });

  test("that nobody is enrolled with cannot be ended", () => {
    expect(refusal(new RegisterScene(), "key-revoked", revocation("nobody"))).toMatch(/^Nobody is enrolled with the key .* nothing to end\./);
  });
});

describe("a charter", () => {
  test("without validators, or with a quorum that its validators can never meet, founds nothing", () => {
    expect(registerRefusal(noRegister, charterDraft({}))).toBeNull();
    expect(registerRefusal(noRegister, charterDraft({ validators: [] }))).toMatch(/^A charter names at least one validator: without one nobody/);
    const two = [{ group: "2 role:validator", type: "register/rules-changed" }];
    expect(registerRefusal(noRegister, charterDraft({ quorums: two }))).toMatch(
      /^The quorum "2 role:validator" for register\/rules-changed can never be met by those who are enrolled\. It needs 2 of role:validator .*; 1 could\./,
    );
    expect(registerRefusal(noRegister, charterDraft({ quorums: [{ group: "2 role:inspector", type: "core/graded" }] }))).toBeNull();
  });

  test("whose rules let nobody enrol founds nothing", () => {
    const permissions = usualRules().permissions.filter(({ type }) => type !== "register/party-enrolled");
    expect(registerRefusal(noRegister, charterDraft({ permissions: jsonOf(permissions) }))).toMatch(/^After that nobody could enrol a party/);
  });
});

describe("a quorum", () => {
  test("is refused while too few are enrolled for it, and taken once they are; merged parties count once", () => {
    const scene = new RegisterScene();
    const [alice] = ["alice", "bob"].map((word) => scene.rule("party-enrolled", enrolment([testSigner(word).key], { roles: ["inspector"] })));
    const three = rules([{ group: "3 role:inspector", type: "core/graded" }]);
    expect(refusal(scene, "rules-changed", three)).toMatch(/3 of role:inspector to stand behind it; 2 could\. Enrol others first, or ask for fewer\.$/);
    const carol = scene.rule("party-enrolled", enrolment([testSigner("carol").key], { roles: ["inspector"] }));
    expect(refusal(scene, "rules-changed", three)).toBeNull();
    scene.rule("parties-merged", { parties: [alice?.id ?? "", carol.id], reason: "One person." });
    expect(refusal(scene, "rules-changed", three)).toMatch(/2 could\./);
    expect(refusal(scene, "rules-changed", rules([{ group: `all ${"ab".repeat(32)}`, type: "core/graded" }]))).toMatch(/asks for the party abababababab…, which is not enrolled/);
  });
});

describe("the last validator", () => {
  test("is not revoked, nor are the rules taken from them; with a second one both are possible", () => {
    const scene = new RegisterScene();
    const last = /^After that nobody could enrol a party in this register any more: the last validator would be gone\. Enrol another validator first\.$/;
    expect(refusal(scene, "key-revoked", revocation("founder", [scene.register]))).toMatch(last);
    expect(refusal(scene, "rules-changed", rules([], ["owner"]))).toMatch(last);
    const second = scene.rule("party-enrolled", enrolment([keyNamed("second")], { roles: ["validator"] }));
    expect(refusal(scene, "key-revoked", revocation("founder"))).toMatch(/has written in this register: name its last good record there/);
    expect(refusal(scene, "key-revoked", revocation("founder", [second]))).toBeNull();
    const revoked = scene.rule("key-revoked", revocation("founder", [second]), { by: "second", seen: [second] });
    expect(scene.standing(revoked)).toBe("accepted");
    expect(refusal(scene, "party-enrolled", enrolment([], { party: second.id, roles: ["owner"] }))).toMatch(last);
  });

  test("stays even where a merge would leave a quorum of validators unmeetable", () => {
    const scene = new RegisterScene();
    const [one, two] = ["one", "two"].map((word) => scene.rule("party-enrolled", enrolment([testSigner(word).key], { roles: ["validator"] })));
    scene.rule("rules-changed", rules([{ group: "3 role:validator", type: "register/rules-changed" }]));
    expect(refusal(scene, "parties-merged", { parties: [one?.id ?? "", two?.id ?? ""], reason: "One person." })).toMatch(
      /^After that nobody could change the rules in this register any more\. The quorum "3 role:validator"/,
    );
  });
});

test("parties of different kinds are not merged, nor those that are one", () => {
  const scene = new RegisterScene();
  const person = scene.rule("party-enrolled", enrolment([testSigner("one").key]));
  const works = scene.rule("party-enrolled", enrolment([], { kind: "organisation" }));
  expect(refusal(scene, "parties-merged", { parties: [person.id, works.id], reason: "x" })).toBe("They are organisation and person: only parties of one kind can be the same.");
  expect(refusal(scene, "parties-merged", { parties: [person.id, person.id], reason: "x" })).toBe("They are one party already.");
});

const jsonOf = <T>(value: T): T => JSON.parse(JSON.stringify(value));

const charterDraft = (more: JsonObject) => ({
  body: { ...jsonOf({ ...usualRules() }), ...more }, heads: [], type: "register/charter@1", writer: testSigner("f").key,
});

/** What the recorder refuses before anything is signed, with a sentence, and leaves nothing of. */
import { describe, expect, test } from "vitest";
import { instantFromMillis, millisOfInstant, parseInstant, type Instant } from "../../../shared/clock/instant.ts";
import { parseRecordId, type RecordId } from "../../../shared/ledger/record.ts";
import { sealValue } from "../../../shared/ledger/sealed-value.ts";
import type { Failure, Outcome } from "../../../shared/outcome/outcome.ts";
import type { RecordSigner, RecordWish } from "../../../main/recorder/record-wish.ts";
import { signRecord, testSigner } from "../../doubles/test-company.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { defectIn, recorderDesk, type RecorderDesk } from "./recorder-desk.ts";

/** Asks for it with an opening, and makes sure that nothing stays. */
const refusal = async (desk: RecorderDesk, wish: RecordWish, signer: RecordSigner): Promise<Failure> => {
  const before = [desk.journal.held.length, desk.openings.length, desk.store.ledger.size];
  const { opening } = sealValue("Anna Berg", signer.key, "00".repeat(16));
  const answer: Outcome<unknown> = await desk.recorder.record({ ...wish, openings: [opening] }, signer);
  expect([desk.journal.held.length, desk.openings.length, desk.store.ledger.size]).toEqual(before);
  if (answer.ok) throw new Error("It was recorded");
  return answer.failure;
};

describe("who may not write", () => {
  test("is told so by the role that is wanting", async () => {
    const desk = await recorderDesk();
    const auditor = await desk.key("auditor", "auditor");
    expect(await refusal(desk, defectIn(desk.asset), auditor)).toEqual({
      kind: "notPermitted",
      message: expect.stringMatching(/^The role auditor may not write service\/defect-reported; the register allows inspector, /),
    });
    const stranger = await refusal(desk, defectIn(desk.asset), testSigner("stranger"));
    expect(stranger).toMatchObject({ kind: "notPermitted", message: expect.stringMatching(/^Nobody is enrolled with the key/) });
  });

  test("may not correct either, nor endorse in a role of others, nor join as a stranger", async () => {
    const desk = await recorderDesk();
    const [auditor, inspector] = [await desk.key("auditor", "auditor"), await desk.key("inspector", "inspector")];
    const target = valueOf(await desk.recorder.record(defectIn(desk.asset), desk.founder)).id;
    const wish = (type: string, body: RecordWish["body"]): RecordWish => ({ at: null, body, history: desk.asset, type });
    const corrected = wish("record/corrected@1", { reason: "superseded", replacement: null, target });
    const endorsed = wish("record/endorsed@1", { role: "owner", statement: "", target });
    expect((await refusal(desk, corrected, auditor)).message).toMatch(/^The role auditor may not write service\/defect-reported;/);
    expect((await refusal(desk, endorsed, inspector)).message).toBe("Its writer does not hold the role owner in which it endorses.");
    expect((await refusal(desk, wish("record/joined@1", {}), testSigner("stranger"))).kind).toBe("notPermitted");
    expect((await desk.recorder.record(corrected, inspector)).ok).toBe(true);
  });

  test("may not correct what is not there, does not count, or is no work", async () => {
    const desk = await recorderDesk();
    const stranger = testSigner("stranger");
    const base = desk.recordOf(desk.asset);
    const bad = signRecord({ ...base, history: desk.asset, seen: [desk.asset], register: [], writer: stranger.key, type: "service/defect-reported@1", body: {} }, stranger);
    valueOf(await desk.store.takeIn([bad], stranger.key));
    const endorsement = valueOf(await desk.recorder.record(
      { at: null, body: { role: "owner", statement: "", target: desk.asset }, history: desk.asset, type: "record/endorsed@1" }, desk.founder,
    )).id;
    const sentences = await Promise.all(["00".repeat(32), bad.id, endorsement].map(async (target) => {
      const body = { reason: "superseded", replacement: null, target };
      return (await refusal(desk, { at: null, body, history: desk.asset, type: "record/corrected@1" }, desk.founder)).message;
    }));
    expect(sentences).toEqual([
      "It corrects a record that it has not seen in this history.", "It corrects a record that it has not seen in this history.",
      "Records of the type record/endorsed@1 are not corrected.",
    ]);
  });

  test("is a key that was ended", async () => {
    const desk = await recorderDesk();
    const guest = await desk.key("guest", "owner");
    const body = { compromised_since: null, key: guest.key, last_good: [], reason: "Stolen." };
    valueOf(await desk.recorder.record({ at: null, body, history: desk.register, type: "register/key-revoked@1" }, desk.founder));
    expect(await refusal(desk, defectIn(desk.asset), guest)).toMatchObject({ kind: "keyEnded" });
  });
});

describe("what would spoil the register", () => {
  test("is not signed: a key that proves nothing, the last validator's end, a quorum of nobody, a charter without validators", async () => {
    const desk = await recorderDesk();
    const charter = desk.recordOf(desk.register).body;
    const wish = (type: string, body: RecordWish["body"], history: RecordWish["history"] = desk.register): RecordWish => ({ at: null, body, history, type });
    const party = { kind: "person", name: "X", organisation: null, party: null, roles: ["owner"], valid_from: null, valid_until: null };
    const last = desk.store.judge.goodHeads(desk.register)[0]?.id ?? "";
    const refused = [
      await refusal(desk, wish("register/party-enrolled@1", { ...party, keys: [{ key: `01${"00".repeat(31)}`, next_sha256: null }] }), desk.founder),
      await refusal(desk, wish("register/key-revoked@1", { compromised_since: null, key: desk.founder.key, last_good: [{ history: desk.register, id: last }], reason: "x" }), desk.founder),
      await refusal(desk, wish("register/rules-changed@1", { permissions: charter["permissions"] ?? [], quorums: [{ group: "2 role:auditor", type: "core/graded" }], reason: "x" }), desk.founder),
      await refusal(desk, wish("register/charter@1", { ...charter, validators: [] }, null), desk.founder),
    ];
    expect(refused.map(({ kind }) => kind)).toEqual(Array.from({ length: 4 }, () => "registerUnfit"));
    expect(refused.every(({ message }) => message.endsWith("Nothing was recorded."))).toBe(true);
  });
});

describe("what is wrong in itself", () => {
  const cases: ReadonlyArray<readonly [what: string, change: (desk: RecorderDesk) => RecordWish, kind: string, sentence: RegExp]> = [
    ["a body without its summary", (desk) => defectIn(desk.asset, ""), "malformed", /^The body of service\/defect-reported@1 does not fit its schema at "summary": .* Nothing was recorded\.$/],
    ["a type that nobody knows", (desk) => defectIn(desk.asset, "x", { type: "record/unknown@1", body: {} }), "malformed", /^This program does not know the type record\/unknown@1\./],
    ["a control character", (desk) => defectIn(desk.asset, "a\u0007b"), "malformed", /^Its text holds the character U\+0007\./],
    ["half of a surrogate pair", (desk) => defectIn(desk.asset, "a\ud800b"), "malformed", /^Its text holds half of a surrogate pair\./],
    ["text that is not NFC", (desk) => defectIn(desk.asset, "Mu\u0308ller"), "malformed", /normal form C/],
    ["a founding type inside a history", (desk) => defectIn(desk.asset, "x", { type: "asset/registered@1" }), "malformed", /must found a history/],
    ["a history that is not here", () => defectIn(idOf("00")), "noHistory", /^There is no history 000000000000… here\.$/],
    ["a time six minutes ahead of the clock", (desk) => defectIn(desk.asset, "x", { at: later(desk, 6) }), "aheadOfClock", /lies more than 5 minutes ahead of this machine's clock \(2026-03-01T08:0[0-9:.]+Z\)\. Check the date\.$/],
    ["a party that was never enrolled", (desk) => ({ at: null, body: enrolment, history: desk.register, type: "register/party-enrolled@1" }), "malformed", /^It names the party 000000000000…, whose enrolment it has not seen\./],
    ["a first record without a register", () => ({ at: null, body: { register: "none" }, history: null, type: "asset/registered@1" }), "notPermitted", /names its register/],
  ];

  test.each(cases)("%s is refused", async (_, change, kind, sentence) => {
    const desk = await recorderDesk();
    expect(await refusal(desk, change(desk), desk.founder)).toEqual({ kind, message: expect.stringMatching(sentence) });
  });

  test("more bytes than a record has are refused, and name attachments", async () => {
    const desk = await recorderDesk();
    const attachments = Array.from({ length: 64 }, () => ({ media_type: `image/${"x".repeat(700)}`, name: "x".repeat(200), sha256: "ab".repeat(32), size: 1 }));
    const wish = defectIn(desk.asset);
    const answer = await desk.recorder.record({ ...wish, body: { ...wish.body, attachments } }, desk.founder);
    expect(answer.ok ? null : answer.failure).toEqual({ kind: "recordTooLarge", message: expect.stringMatching(/at most 60000\. Put large things into attachments\.$/) });
  });

  test("a time up to five minutes ahead, or long ago, is taken", async () => {
    const desk = await recorderDesk();
    for (const at of [later(desk, 4), valueOf(parseInstant("1926-03-01T08:00:00.000000Z"))]) {
      expect(valueOf(await desk.recorder.record(defectIn(desk.asset, "x", { at }), desk.founder)).at).toBe(at);
    }
  });
});

describe("a key whose own records do not stand in one line here", () => {
  test("writes no more: another record with its seq came back from a peer", async () => {
    const desk = await recorderDesk();
    const own = valueOf(await desk.recorder.record(defectIn(desk.asset), desk.founder)).id;
    const twin = signRecord({ ...desk.recordOf(own), body: defectIn(desk.asset, "Written before the backup").body }, { ...testSigner("founder") });
    valueOf(await desk.store.takeIn([twin], desk.founder.key));
    expect(await refusal(desk, defectIn(desk.asset), desk.founder)).toMatchObject({
      kind: "ownEquivocation",
      message: expect.stringMatching(/the data folder was restored or copied\. Make new keys before writing on\.$/),
    });
    expect((await refusal(desk, { at: null, body: {}, history: desk.asset, type: "record/joined@1" }, desk.founder)).kind).toBe("ownEquivocation");
  });

  test("writes no more: a peer brings a later record of its own that this folder has lost", async () => {
    const desk = await recorderDesk();
    const lost = signRecord({ ...desk.recordOf(desk.asset), history: desk.asset, prev: idOf("cd"), seq: 7, register: [] }, { ...testSigner("founder") });
    valueOf(await desk.store.takeIn([lost], desk.founder.key));
    expect((await refusal(desk, defectIn(desk.asset), desk.founder)).kind).toBe("ownEquivocation");
    const other = valueOf(await desk.recorder.record({ at: null, body: {}, history: desk.register, type: "record/joined@1" }, desk.founder));
    expect(other.history).toBe(desk.register);
  });
});

const idOf = (pair: string): RecordId => parseRecordId(pair.repeat(32)) ?? missing();

const missing = (): never => {
  throw new Error("It is no id");
};

const enrolment = {
  keys: [], kind: "person", name: "Nobody", organisation: null, party: "00".repeat(32), roles: [], valid_from: null, valid_until: null,
};

/** So many minutes after the asset was registered, which is a few seconds ago. */
const later = (desk: RecorderDesk, minutes: number): Instant =>
  instantFromMillis(millisOfInstant(desk.recordOf(desk.asset).clock.utc) + minutes * 60_000);

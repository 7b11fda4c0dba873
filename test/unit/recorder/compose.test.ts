/** What the recorder writes: chains, parents and register heads as record-format.md, section 2, asks for them. */
import { describe, expect, test } from "vitest";
import { readFrame, rememberKeys } from "../../../shared/ledger/frame.ts";
import { headsMax, type HistoryId, type RecordId } from "../../../shared/ledger/record.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import type { RecordSigner } from "../../../main/recorder/record-wish.ts";
import { signRecord, testSigner } from "../../doubles/test-company.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { defectIn, recorderDesk, signedIn, type RecorderDesk } from "./recorder-desk.ts";

const writeBy = async (desk: RecorderDesk, signer: RecordSigner, history: HistoryId): Promise<RecordId> =>
  valueOf(await desk.recorder.record(defectIn(history), signer)).id;

describe("a record", () => {
  test("follows its key's last one, names what others wrote since, and the register heads when they have changed", async () => {
    const desk = await recorderDesk();
    const guest = await desk.key("guest", "service-provider");
    const heads = desk.store.judge.goodHeads(desk.register).map(({ id }) => id);
    const first = desk.recordOf(await writeBy(desk, desk.founder, desk.asset));
    expect(first).toMatchObject({ seq: 1, prev: desk.asset, seen: [], register: heads });
    const second = await writeBy(desk, desk.founder, desk.asset);
    expect(desk.recordOf(second)).toMatchObject({ seq: 2, seen: [], register: [] });
    const guests = await writeBy(desk, guest, desk.asset);
    expect(desk.recordOf(guests)).toMatchObject({ seq: 0, prev: null, seen: [second], register: heads });
    const answer = desk.recordOf(await writeBy(desk, desk.founder, desk.asset));
    expect(answer).toMatchObject({ seq: 3, prev: second, seen: [guests], register: [] });
    expect(desk.recordOf(await writeBy(desk, guest, desk.asset))).toMatchObject({ seq: 1, prev: guests, register: [] });
  });

  test("of a register names no register heads; a founding one names those of its register", async () => {
    const desk = await recorderDesk();
    const registers = desk.journal.held.map(({ id }) => desk.recordOf(id)).filter(({ type }) => type.startsWith("register/"));
    expect(registers.map(({ register, seq }) => [register, seq])).toEqual([[[], 0], [[], 1], [[], 2], [[], 3]]);
    expect(desk.recordOf(desk.asset)).toMatchObject({ history: null, prev: null, register: [desk.journal.held[3]?.id], seen: [], seq: 0 });
  });

  test("is one that every reader accepts, and counts at once", async () => {
    const desk = await recorderDesk();
    const id = await writeBy(desk, desk.founder, desk.asset);
    const line = desk.journal.held.at(-1);
    const check = { key: rememberKeys(), verify: nodeVerify };
    expect(valueOf(readFrame(line?.frame ?? new Uint8Array(), check)).id).toBe(id);
    expect(desk.journal.held.map(({ id: one }) => one)).toHaveLength(6);
    const standings = [...desk.store.ledger.histories.values()].flatMap(({ order }) => order.map((record) => desk.store.judge.verdict(record).standing));
    expect(new Set(standings)).toEqual(new Set(["accepted"]));
  });

  test("does not stand on what does not count: a stranger's record, one of no schema", async () => {
    const desk = await recorderDesk();
    const stranger = testSigner("stranger");
    const base = desk.recordOf(desk.asset);
    const place = { history: desk.asset, seen: [desk.asset], register: [], seq: 0, type: "service/defect-reported@1" };
    const unpermitted = signRecord({ ...base, ...place, body: defectIn(desk.asset).body, writer: stranger.key }, stranger);
    const twice = signRecord({ ...base, ...place, seen: [unpermitted.id], writer: testSigner("other").key, type: "asset/painted@1", body: {} }, testSigner("other"));
    valueOf(await desk.store.takeIn([unpermitted, twice], stranger.key));
    const guest = await desk.key("guest", "owner");
    expect(desk.recordOf(await writeBy(desk, guest, desk.asset)).seen).toEqual([desk.asset]);
  });
});

describe("where nothing counts any more because the founder's key was ended", () => {
  test("a key that is new in the history names its first record, so that the history stays open to all others", async () => {
    const desk = await recorderDesk();
    const guest = await desk.key("guest", "owner");
    const other = await desk.key("other validator", "validator");
    const id = desk.store.ledger.history(desk.register)?.tipsOf(desk.founder.key)[0]?.id ?? "";
    const lastGood = [{ history: desk.register, id }];
    const body = { compromised_since: null, key: desk.founder.key, last_good: lastGood, reason: "The laptop was stolen." };
    valueOf(await desk.recorder.record({ at: null, body, history: desk.register, type: "register/key-revoked@1" }, other));
    expect(desk.store.judge.goodHeads(desk.asset)).toEqual([]);
    expect(desk.recordOf(await writeBy(desk, guest, desk.asset))).toMatchObject({ prev: null, seen: [desk.asset], seq: 0 });
    expect(desk.recordOf(await writeBy(desk, guest, desk.asset))).toMatchObject({ seen: [], seq: 1 });
  });
});

test("a record that is on its way to the disk is read once it is there", async () => {
  const desk = await recorderDesk();
  const writing = desk.recorder.record(defectIn(desk.asset, "Under way"), desk.founder);
  while ((desk.store.ledger.history(desk.asset)?.order.length ?? 0) < 2) await Promise.resolve();
  const id = desk.store.ledger.history(desk.asset)?.order.at(-1)?.id ?? desk.asset;
  const read = await desk.store.read(id);
  expect(valueOf(read).record.body).toMatchObject({ summary: "Under way" });
  expect(valueOf(await writing).id).toBe(id);
});

describe("several records at once", () => {
  test("form one chain and one append, and see what others wrote once", async () => {
    const desk = await recorderDesk();
    const guest = await desk.key("guest", "owner");
    const seen = await writeBy(desk, guest, desk.asset);
    const appends = desk.journal.appends.length;
    const wishes = ["One", "Two", "Three"].map((summary) => defectIn(desk.asset, summary));
    const written = valueOf(await desk.recorder.recordAll(wishes, desk.founder)).map(({ id }) => id);
    expect(desk.journal.appends.slice(appends)).toEqual([3]);
    const [one, two, three] = written.map(desk.recordOf);
    expect([one?.seq, two?.seq, three?.seq]).toEqual([1, 2, 3]);
    expect([two?.prev, three?.prev]).toEqual(written.slice(0, 2));
    expect([one?.seen, two?.seen, three?.seen]).toEqual([[seen], [], []]);
    expect([one?.register.length, two?.register, three?.register]).toEqual([1, [], []]);
  });

  test("asked for at the same moment share an append, and each sees those before it", async () => {
    const desk = await recorderDesk();
    const guest = await desk.key("guest", "owner");
    const appends = desk.journal.appends.length;
    const ids = await Promise.all([desk.founder, guest, desk.founder].map((signer) => writeBy(desk, signer, desk.asset)));
    expect(desk.journal.appends.slice(appends)).toEqual([3]);
    const [first, , last] = ids;
    expect(ids.map((id) => desk.recordOf(id).seen)).toEqual([[], [first], [ids[1]]]);
    expect(desk.recordOf(last ?? desk.asset)).toMatchObject({ seq: 2, prev: first });
  });

  test("are all or none", async () => {
    const desk = await recorderDesk();
    const before = desk.journal.held.length;
    const refused = await desk.recorder.recordAll([defectIn(desk.asset), defectIn(desk.asset, "")], desk.founder);
    expect(refused.ok).toBe(false);
    expect(desk.journal.held.length).toBe(before);
    expect(desk.recordOf(await writeBy(desk, desk.founder, desk.asset)).seq).toBe(1);
  });
});

describe("with more heads than one record can name", () => {
  test("records that join them are written first, and then nothing is left apart", async () => {
    const desk = await recorderDesk();
    const count = 2 * headsMax + 5;
    const writers = await Promise.all(Array.from({ length: count }, (_, index) => desk.key(`writer ${index}`, "owner")));
    const heads = desk.store.judge.goodHeads(desk.register).map(({ id }) => id);
    const base = desk.recordOf(desk.asset);
    const place = { history: desk.asset, seen: [desk.asset], register: heads, seq: 0, type: "service/defect-reported@1", body: defectIn(desk.asset).body };
    const apart = writers.map((signer) => signRecord({ ...base, ...place, writer: signer.key }, { ...signer }));
    valueOf(await desk.store.takeIn(apart, desk.founder.key));
    expect(desk.store.ledger.history(desk.asset)?.heads.size).toBe(count);
    const before = desk.journal.held.length;
    const id = await writeBy(desk, desk.founder, desk.asset);
    const written = desk.journal.held.slice(before).map((line) => desk.recordOf(line.id));
    expect(written.map(({ seen, seq, type }) => [type, seq, seen.length])).toEqual([
      ["record/joined@1", 1, headsMax], ["record/joined@1", 2, headsMax], ["service/defect-reported@1", 3, 5],
    ]);
    expect(written.map(({ register }) => register.length)).toEqual([1, 0, 0]);
    expect([...(desk.store.ledger.history(desk.asset)?.heads ?? [])].map((head) => head.id)).toEqual([id]);
    expect(signedIn(desk.journal, id).record.seen).toEqual([...written[2]?.seen ?? []].sort());
  });
});

/** What stays of a write that did not reach the disk: exactly what the journal holds, and an answer for everybody. */
import { describe, expect, test } from "vitest";
import type { HistoryId } from "../../../shared/ledger/record.ts";
import type { LedgerStore } from "../../../main/recorder/ledger-store.ts";
import { signRecord, testSigner } from "../../doubles/test-company.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { idsOf } from "../ledger/plain-record.ts";
import { defectIn, recorderDesk } from "./recorder-desk.ts";

const stateOf = (store: LedgerStore, history: HistoryId) => ({
  size: store.ledger.size,
  order: idsOf(store.ledger.history(history)?.order ?? []),
  standings: [...(store.judge.verdicts(history) ?? [])].map(([id, { standing }]) => [id, standing]).sort(),
});

describe("when the journal cannot append", () => {
  test("nothing remains in the graph, and the next record takes the place that was not taken", async () => {
    const desk = await recorderDesk();
    const guest = await desk.key("guest", "owner");
    const before = stateOf(desk.store, desk.asset);
    desk.journal.failNext(0);
    const lost = await desk.recorder.record(defectIn(desk.asset), guest);
    expect(lost.ok ? null : lost.failure).toMatchObject({ kind: "diskFull", message: "The disk is full." });
    expect(stateOf(desk.store, desk.asset)).toEqual(before);
    const heads = idsOf(desk.store.judge.goodHeads(desk.register));
    const written = valueOf(await desk.recorder.record(defectIn(desk.asset), guest)).id;
    expect(desk.recordOf(written)).toMatchObject({ seq: 0, prev: null, seen: [desk.asset], register: heads });
    expect(stateOf(desk.store, desk.asset)).toEqual(stateOf(await desk.reopen(), desk.asset));
  });

  test("what was durable all the same is recorded, told and answered as such; the rest of the group is not", async () => {
    const desk = await recorderDesk();
    const guest = await desk.key("guest", "owner");
    const told: string[] = [];
    desk.store.onTaken((taken, completed, anew) => told.push(...idsOf(taken), ...idsOf(completed), ...anew));
    desk.journal.failNext(3);
    const answers = await Promise.all([
      desk.recorder.record(defectIn(desk.asset, "One"), desk.founder),
      desk.recorder.recordAll([defectIn(desk.asset, "Two"), defectIn(desk.asset, "Three")], guest),
      desk.recorder.record(defectIn(desk.asset, "Four"), desk.founder),
    ]);
    expect(answers.map((answer) => (answer.ok ? "success" : answer.failure.kind))).toEqual(["success", "success", "diskFull"]);
    const durable = desk.journal.held.slice(-3).map(({ id }) => id);
    expect(told.toSorted()).toEqual([...durable, ...durable, desk.asset].toSorted());
    expect(stateOf(desk.store, desk.asset)).toEqual(stateOf(await desk.reopen(), desk.asset));
    expect(desk.store.ledger.history(desk.asset)?.order.length).toBe(4);
  });

  test("half of several that belong together counts as none of them for who asked, and is there to see", async () => {
    const desk = await recorderDesk();
    desk.journal.failNext(1);
    const answer = await desk.recorder.recordAll([defectIn(desk.asset, "One"), defectIn(desk.asset, "Two")], desk.founder);
    expect(kindOf(answer)).toBe("diskFull");
    expect(desk.store.ledger.history(desk.asset)?.order.length).toBe(2);
    const next = valueOf(await desk.recorder.record(defectIn(desk.asset, "Again"), desk.founder));
    expect(next.seq).toBe(2);
  });

  test("and not read again either, nothing more is written until it is opened anew", async () => {
    const desk = await recorderDesk();
    desk.journal.failNext(0);
    desk.journal.failReading();
    expect(kindOf(await desk.recorder.record(defectIn(desk.asset), desk.founder))).toBe("diskFull");
    const stranger = testSigner("stranger");
    const brought = signRecord({ ...desk.recordOf(desk.asset), writer: stranger.key }, stranger);
    expect(kindOf(await desk.store.takeIn([brought], stranger.key))).toBe("noSuchLine");
    expect(desk.store.ledger.size).toBe(0);
    expect((await desk.reopen()).ledger.size).toBe(desk.journal.held.length);
  });
});

describe("a store that began from a snapshot", () => {
  test("has what was written, and undoes a write that failed to what the journal holds", async () => {
    const desk = await recorderDesk();
    const guest = await desk.key("guest", "owner");
    valueOf(await desk.recorder.record(defectIn(desk.asset), guest));
    valueOf(await desk.store.snapshot());
    valueOf(await desk.recorder.record(defectIn(desk.asset, "Behind the snapshot"), desk.founder));
    const store = await desk.reopen();
    expect(store.ledger.folded.histories.map(({ id }) => id)).toEqual([desk.register, desk.asset]);
    expect(stateOf(store, desk.asset)).toEqual(stateOf(desk.store, desk.asset));
    const [place, third] = [{ history: desk.asset, prev: null, seen: [desk.asset], seq: 0 }, testSigner("third")];
    const said = { body: defectIn(desk.asset).body, type: "service/defect-reported@1", writer: third.key };
    const brought = signRecord({ ...desk.recordOf(desk.asset), ...place, ...said }, third);
    desk.journal.failNext(0);
    expect(kindOf(await store.takeIn([brought], third.key))).toBe("diskFull");
    expect(stateOf(store, desk.asset)).toEqual(stateOf(desk.store, desk.asset));
    valueOf(await store.takeIn([brought], third.key));
    valueOf(await store.snapshot());
    expect(stateOf(await desk.reopen(), desk.asset)).toEqual(stateOf(store, desk.asset));
    expect(store.ledger.record(brought.id)).toBeDefined();
  });
});

describe("when the program itself fails while it composes", () => {
  test("that write throws, what it left half prepared is undone, and the others of its group are recorded", async () => {
    const desk = await recorderDesk();
    const guest = await desk.key("guest", "owner");
    const broken = {
      key: desk.founder.key,
      sign: () => {
        throw new Error("The key is gone");
      },
    };
    const answers = await Promise.allSettled([
      desk.recorder.record(defectIn(desk.asset, "One"), guest),
      desk.recorder.record(defectIn(desk.asset, "Two"), broken),
      desk.recorder.record(defectIn(desk.asset, "Three"), guest),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(stateOf(desk.store, desk.asset)).toEqual(stateOf(await desk.reopen(), desk.asset));
    await desk.store.drained();
    expect(valueOf(await desk.recorder.record(defectIn(desk.asset, "Four"), desk.founder)).seq).toBe(1);
  });
});

describe("records of others", () => {
  test("are taken in up to the first that breaks a rule, each once", async () => {
    const desk = await recorderDesk();
    const guest = await desk.key("guest", "owner");
    const base = desk.recordOf(desk.asset);
    const place = { history: desk.asset, seen: [desk.asset], seq: 0, type: "service/defect-reported@1", body: defectIn(desk.asset).body };
    const good = signRecord({ ...base, ...place, writer: guest.key }, { ...testSigner("guest") });
    const bad = signRecord({ ...base, ...place, seen: [], writer: guest.key }, { ...testSigner("guest") });
    const behind = signRecord({ ...base, ...place, writer: testSigner("third").key }, { ...testSigner("third") });
    const taken = valueOf(await desk.store.takeIn([good, good, bad, behind], guest.key));
    expect(taken).toMatchObject({ taken: [{ id: good.id }], already: 1, fault: { kind: "chainRule", index: 2 } });
    expect(desk.journal.held.at(-1)).toMatchObject({ id: good.id, from: guest.key });
    expect(desk.store.ledger.record(behind.id)).toBeUndefined();
    const again = valueOf(await desk.store.takeIn([good], guest.key));
    expect(again).toMatchObject({ taken: [], already: 1, fault: null });
    expect(valueOf(await desk.store.read(good.id)).bytes).toEqual(good.bytes);
    expect(kindOf(await desk.store.read(bad.id))).toBe("notHeld");
  });
});

/** Two records of one key, one history, one seq (record-format.md, section 4) are found whichever comes first. */
import { expect, test } from "vitest";
import { isComplete } from "../../../shared/ledger/history.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import { StandingJudge } from "../../../shared/register/standing-judge.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { after, firstAfter, heldIn, historyIn, idsOf, keyNamed, ledgerOf, minute, ordersOf, plainRecord } from "./plain-record.ts";

const root = plainRecord({ writer: "founder" });
const guest = plainRecord({ writer: "guest", at: minute(1), ...firstAfter(root) });
const left = plainRecord({ writer: "guest", at: minute(2), ...after(guest), body: { side: "left" } });
const right = plainRecord({ writer: "guest", at: minute(3), ...after(guest), body: { side: "right" } });
const third = plainRecord({ writer: "guest", at: minute(4), ...after(guest), body: { side: "third" } });
const onLeft = plainRecord({ writer: "guest", at: minute(5), ...after(left) });
const all = [root, guest, left, right, third, onLeft];
const guestKey = keyNamed("guest");

test("the proof, the tips and the tree of the key are the same in all 720 orders of arrival", () => {
  const proof = idsOf([left, right, third]).toSorted().slice(0, 2);
  const answers = ordersOf(all).map((arrival) => {
    const history = historyIn(ledgerOf(arrival), root);
    return JSON.stringify([history.equivocations, idsOf(history.tipsOf(guestKey)), idsOf(history.order)]);
  });
  const tips = idsOf([right, third, onLeft]).toSorted();
  const expected = [[{ writer: guestKey, seq: 1, records: proof }], tips, idsOf(all)];
  expect(new Set(answers)).toEqual(new Set([JSON.stringify(expected)]));
});

test("whoever asks after each arrival is told of the two least ids, and that the answer has changed", () => {
  for (const arrival of ordersOf([left, right, third])) {
    const ledger = ledgerOf([root, guest]);
    const history = historyIn(ledger, root);
    let told = history.doubt(guestKey)?.records;
    for (const [index, record] of arrival.entries()) {
      const changes = history.doubtChanges;
      valueOf(ledger.take(record));
      const least = idsOf(arrival.slice(0, index + 1)).toSorted().slice(0, 2);
      expect(history.doubt(guestKey)?.records).toEqual(index === 0 ? undefined : least);
      expect(history.doubtChanges > changes).toBe(history.doubt(guestKey)?.records.join() !== told?.join());
      told = history.doubt(guestKey)?.records;
    }
  }
});

test("two records prove it while the records that they stand on are missing", () => {
  const history = historyIn(ledgerOf([left, right]), root);
  expect(history.equivocations).toEqual([{ writer: guestKey, seq: 1, records: idsOf([left, right]).toSorted() }]);
  expect(history.order).toEqual([]);
});

test("a fork early in the tree is the first doubt, wherever later ones are found first", () => {
  const onRight = plainRecord({ writer: "guest", at: minute(6), ...after(right) });
  for (const arrival of ordersOf([onLeft, onRight, left, right])) {
    const history = historyIn(ledgerOf([root, ...arrival, guest]), root);
    expect(history.equivocations.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(history.doubt(guestKey)?.seq).toBe(1);
  }
});

test("the history is judged again when a twin arrives, even one that waits for its parents", () => {
  const ledger = new Ledger();
  const judge = new StandingJudge(ledger, () => true);
  for (const record of [root, guest, left]) {
    valueOf(ledger.take(record));
    judge.arrived([heldIn(ledger, record)]);
  }
  judge.verdicts(root.id);
  const waiting = plainRecord({ writer: "guest", ...after(guest, plainRecord({ writer: "unknown" })) });
  valueOf(ledger.take(waiting));
  expect(isComplete(heldIn(ledger, waiting))).toBe(false);
  expect([...judge.arrived([], [heldIn(ledger, waiting)])]).toEqual([root.id]);
});

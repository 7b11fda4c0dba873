/**
 * The chain and parent rules of record-format.md, section 2, each broken once: by a record that comes after its parents,
 * and by one that comes before them.
 */
import { describe, expect, test } from "vitest";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { isComplete, isContradicted } from "../../../shared/ledger/history.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import { StandingJudge } from "../../../shared/register/standing-judge.ts";
import { recordsToCarry } from "../../../shared/sync/records-to-send.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { after, firstAfter, heldIn, historyIn, idsOf, ledgerOf, minute, ordersOf, plainRecord } from "./plain-record.ts";

const root = plainRecord({ writer: "founder" });
const second = plainRecord({ writer: "founder", at: minute(1), ...after(root) });
const guest = plainRecord({ writer: "guest", at: minute(2), ...firstAfter(root) });
const elsewhere = plainRecord({ writer: "founder", at: minute(3), body: { other: 1 } });
const farOff = plainRecord({ writer: "guest", at: minute(4), ...firstAfter(elsewhere) });

interface Breach {
  readonly rule: string;
  readonly record: SignedRecord;
  /** The parents that prove it wrong, after which nothing else is missing. */
  readonly parents: ReadonlyArray<SignedRecord>;
  readonly sentence: RegExp;
}

const breaches: ReadonlyArray<Breach> = [
  {
    rule: "prev is a record of the same key",
    record: plainRecord({ writer: "guest", ...after(second) }),
    parents: [root, second],
    sentence: /names [0-9a-f]{12}… of another key as "prev"\.$/,
  },
  {
    rule: "prev is a record of the same history",
    record: plainRecord({ writer: "founder", ...after(second), history: elsewhere.id }),
    parents: [elsewhere, root, second],
    sentence: /names [0-9a-f]{12}… of another history as its parent\.$/,
  },
  {
    rule: "prev has a seq one less, not two less",
    record: plainRecord({ writer: "founder", ...after(second), seq: 3 }),
    parents: [root, second],
    sentence: /has seq 3, but its "prev" [0-9a-f]{12}… has seq 1\.$/,
  },
  {
    rule: "prev has a seq one less, not the same",
    record: plainRecord({ writer: "founder", ...after(second), seq: 1 }),
    parents: [root, second],
    sentence: /has seq 1, but its "prev" [0-9a-f]{12}… has seq 1\.$/,
  },
  {
    rule: "seen names records of the same history",
    record: plainRecord({ writer: "founder", ...after(root, farOff) }),
    parents: [root, elsewhere, farOff],
    sentence: /of another history as its parent\.$/,
  },
  {
    rule: "seen names records of other keys",
    record: plainRecord({ writer: "founder", ...after(second), seen: [root.id] }),
    parents: [root, second],
    sentence: /names [0-9a-f]{12}… of its own key in "seen"\.$/,
  },
  {
    rule: "every key but the founder's names something at its seq 0",
    record: plainRecord({ writer: "stranger", ...firstAfter(), history: root.id }),
    parents: [root],
    sentence: /is its key's first in the history and names nothing in "seen"; only the founder's may\.$/,
  },
  {
    rule: "history names a first record",
    record: plainRecord({ writer: "founder", ...firstAfter(), history: second.id }),
    parents: [root, second],
    sentence: /names [0-9a-f]{12}… as its history, but that is no first record\.$/,
  },
];

const judged = (ledger: Ledger, record: SignedRecord) => new StandingJudge(ledger, () => true).verdict(heldIn(ledger, record));

describe.each(breaches)("$rule", ({ parents, record, sentence }) => {
  test("refused with its sentence when the parents are held, and nothing of it stays", () => {
    const ledger = ledgerOf(parents);
    const answer = ledger.take(record);
    expect(answer.ok ? null : answer.failure).toMatchObject({ kind: "chainRule", message: expect.stringMatching(sentence) });
    expect(ledger.record(record.id)).toBeUndefined();
    expect(ledger.size).toBe(parents.length);
  });

  test("pending, then malformed and never complete when they come later", () => {
    const ledger = ledgerOf([record]);
    expect(isComplete(heldIn(ledger, record))).toBe(false);
    expect(judged(ledger, record).standing).toBe("pending");
    for (const parent of parents) valueOf(ledger.take(parent));
    const held = heldIn(ledger, record);
    expect(isContradicted(held)).toBe(true);
    expect(judged(ledger, record)).toMatchObject({ standing: "malformed", reason: expect.stringMatching(sentence) });
    expect(historyIn(ledger, record).pendingCount).toBe(0);
  });

  test("leaves the same order, heads, tips and proofs in every arrival", () => {
    const follower = plainRecord({ writer: "follower", at: minute(9), ...firstAfter(record), history: record.record.history });
    const without = ledgerOf([...parents, guest, root]);
    const expected = stateOf(without);
    for (const arrival of ordersOf([...new Set([...parents, record])])) {
      const ledger = new Ledger();
      for (const each of [...arrival, root, guest, follower]) ledger.take(each);
      expect(stateOf(ledger)).toEqual(expected);
      if (ledger.record(follower.id) !== undefined) expect(judged(ledger, follower).standing).toBe("pending");
    }
  });
});

test("what a parent contradicts is told, and carried to nobody", () => {
  const [{ parents, record } = missing()] = breaches;
  const ledger = new Ledger();
  const judge = new StandingJudge(ledger, () => true);
  const told = [record, ...parents].map((each) => {
    const taken = valueOf(ledger.take(each));
    if (taken.kind === "held") throw new Error("Each is new");
    return [idsOf(taken.contradicted), [...judge.arrived(taken.completed, taken.contradicted)]];
  });
  expect(told.at(-1)).toEqual([[record.id], [root.id]]);
  expect(idsOf(recordsToCarry(historyIn(ledger, root)))).toEqual(idsOf(parents));
});

test("the founder alone may write beside its first record, and equivocates with it", () => {
  const beside = plainRecord({ writer: "founder", at: minute(1), ...firstAfter(), history: root.id });
  for (const arrival of ordersOf([root, beside, guest])) {
    const history = historyIn(ledgerOf(arrival), root);
    expect(idsOf(history.order)).toEqual(idsOf([root, beside, guest]));
    expect(history.equivocations).toMatchObject([{ seq: 0, records: [root.id, beside.id].toSorted() }]);
  }
});

test("a record behind one that was refused waits for ever, and says for what", () => {
  const [wrong = missing()] = breaches;
  const ledger = ledgerOf([root, second]);
  const behind = plainRecord({ writer: "reader", ...firstAfter(wrong.record) });
  expect(ledger.take(wrong.record).ok).toBe(false);
  valueOf(ledger.take(behind));
  expect(judged(ledger, behind)).toMatchObject({ standing: "pending", behind: [wrong.record.id] });
  expect(ledger.missing()).toEqual([wrong.record.id]);
});

const missing = (): never => {
  throw new Error("There is a breach");
};

const stateOf = (ledger: Ledger) =>
  [...ledger.histories.values()]
    .filter(({ order }) => order.length > 0)
    .map((history) => ({
      equivocations: history.equivocations,
      heads: idsOf(history.heads).toSorted(),
      id: history.id,
      order: idsOf(history.order),
      tips: [...history.tips()].filter(([, tips]) => tips.length > 0).map(([writer, tips]) => [writer, idsOf(tips)]),
    }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));

/** Seals: what surfaced after one, and who receives what it hands over (record-format.md, section 8). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isReceiver, sealsOf, surfacedAfter, type Seal } from "../../../shared/custody/seal.ts";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import type { HeldRecord, History } from "../../../shared/ledger/history.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import { isKnownType } from "../../../shared/record-type/record-types.ts";
import { StandingJudge } from "../../../shared/register/standing-judge.ts";
import { shuffled } from "../../doubles/seeded-histories.ts";
import { seededRandom } from "../../doubles/seeded-random.ts";
import { keyNamed, ledgerOf } from "../ledger/plain-record.ts";
import { defect, RegisterScene } from "../register/register-scene.ts";

const sealType = "custody/sealed@1";
const defectType = "service/defect-reported@1";
const sealBody = (heads: ReadonlyArray<SignedRecord>, to: string) => ({
  act: "handed-over", heads: heads.map(({ id }) => id).sort(), reason: "Sold.", recipient: null, to,
});

const historyOf = (ledger: Ledger, founding: SignedRecord): History => {
  const history = ledger.history(founding.id);
  if (history === undefined) throw new Error("It was founded");
  return history;
};
const firstSeal = (history: History): Seal => {
  const [seal] = sealsOf(history, () => true);
  if (seal === undefined) throw new Error("It was sealed");
  return seal;
};

/** An asset of two owners, written on by both, sealed by one who had seen `seen`. */
const sealedScene = () => {
  const scene = new RegisterScene();
  const alice = scene.enrol("alice", ["owner"]);
  const bob = scene.enrol("bob", ["owner"]);
  const asset = scene.asset("alice", bob);
  const known = scene.say("bob", defectType, { history: asset, seen: [asset], register: [bob], body: defect });
  const seal = scene.say("alice", sealType, { history: asset, seen: [known], body: sealBody([known], alice.id) });
  return { alice, asset, bob, known, scene, seal };
};

describe("a seal", () => {
  test("covers what it has seen and what its heads have seen; what builds on it comes after it, and the rest surfaced", () => {
    const { asset, bob, known, scene, seal } = sealedScene();
    const late = scene.say("bob", defectType, { history: asset, body: { ...defect, summary: "Written before, brought later" } });
    const later = scene.say("alice", defectType, { history: asset, body: defect });
    const joined = scene.say("bob", defectType, { history: asset, seen: [later], body: defect });
    const history = historyOf(ledgerOf(scene.records), asset);
    const surfaced = history.order.filter(surfacedAfter(history, firstSeal(history)));
    expect(surfaced.map(({ id }) => id)).toEqual([late.id]);
    expect([bob, known, seal, joined].map((record) => scene.standing(record))).toEqual(["accepted", "accepted", "accepted", "accepted"]);
  });

  test("covers a head that it lists and that its writer's record does not name as seen", () => {
    const { asset, bob, scene } = sealedScene();
    const other = scene.say("bob", defectType, { history: asset, body: { ...defect, summary: "Disputed, so not seen" } });
    const second = scene.say("alice", sealType, { history: asset, body: sealBody([other], bob.id) });
    const history = historyOf(ledgerOf(scene.records), asset);
    const [, seal] = sealsOf(history, () => true);
    if (seal === undefined) throw new Error("It was sealed twice");
    expect(seal.record.id).toBe(second.id);
    expect(history.order.filter(surfacedAfter(history, seal))).toEqual([]);
    expect(history.order.filter(surfacedAfter(history, firstSeal(history))).map(({ id }) => id)).toEqual([other.id]);
  });

  test("counts only while its record counts, and is none with a body that does not fit", () => {
    const { asset, scene } = sealedScene();
    const history = historyOf(ledgerOf(scene.records), asset);
    expect(sealsOf(history, () => false)).toEqual([]);
    const unfit = scene.say("alice", sealType, { history: asset, body: { heads: [] } });
    expect(scene.standing(unfit)).toBe("malformed");
    expect(sealsOf(historyOf(ledgerOf(scene.records), asset), () => true)).toHaveLength(1);
  });

  test("is confirmed by the party that it names, by none else", () => {
    const { asset, scene } = sealedScene();
    const ledger = ledgerOf(scene.records);
    const now = new StandingJudge(ledger, isKnownType).registerNow(historyOf(ledger, scene.register).id);
    const seal = firstSeal(historyOf(ledger, asset));
    expect(["alice", "bob", "stranger"].map((key) => isReceiver(seal, now, keyNamed(key)))).toEqual([true, false, false]);
  });

  test("sorts every record into under it, upon it or surfaced, whatever the order of arrival", () => {
    const drawn = fc.record({ seed: fc.integer(), steps: fc.array(fc.tuple(fc.nat(3), fc.nat(8)), { maxLength: 24, minLength: 4 }), sealAt: fc.nat(20) });
    fc.assert(
      fc.property(drawn, ({ seed, steps, sealAt }) => {
        const { asset, records } = grown(steps, sealAt);
        const history = historyOf(ledgerOf(shuffled(seededRandom(seed), records)), asset);
        const seal = firstSeal(history);
        const surfaced = new Set(history.order.filter(surfacedAfter(history, seal)).map(({ id }) => id));
        const under = pastOf([seal.record, ...seal.body.heads.flatMap((id) => [...history.records.values()].filter((one) => one.id === id))]);
        for (const record of history.order) expect(surfaced.has(record.id)).toBe(!under.has(record) && !pastOf([record]).has(seal.record));
      }),
      { numRuns: 60, seed: 8 },
    );
  });
});

/** Four keys write, each seeing the last record of another; one of them seals, naming the last record of a third. */
const grown = (steps: ReadonlyArray<readonly [writer: number, saw: number]>, sealAt: number) => {
  const scene = new RegisterScene();
  const keys = ["alice", "bob", "cleo", "dora"];
  const heads = keys.map((key) => scene.enrol(key, ["owner"])).slice(-1);
  const asset = scene.asset("alice", ...heads);
  const last = new Map<string, SignedRecord>([["alice", asset]]);
  for (const [index, [by, saw]] of steps.entries()) {
    const writer = keys[by] ?? "alice";
    const shown = keys[saw % keys.length] ?? "alice";
    const other = last.get(shown === writer || !last.has(shown) ? (writer === "alice" ? "" : "alice") : shown);
    const seals = index === sealAt % steps.length;
    const told = { history: asset, seen: other === undefined ? [] : [other], register: last.has(writer) ? [] : heads };
    const record = scene.say(writer, seals ? sealType : defectType, { ...told, body: seals ? sealBody([...last.values()].slice(-1), asset.id) : defect });
    last.set(writer, record);
  }
  return { asset, records: scene.records };
};

/** Some records and everything that they have seen, walked parent by parent. */
const pastOf = (records: ReadonlyArray<HeldRecord>): ReadonlySet<HeldRecord> => {
  const past = new Set<HeldRecord>();
  const open = [...records];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (past.has(next)) continue;
    past.add(next);
    open.push(...next.parents);
  }
  return past;
};

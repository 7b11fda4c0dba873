/** What holds of every register: nobody undoes anybody, merged parties count once, and "why not" says what is judged. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { HeldRecord } from "../../../shared/ledger/history.ts";
import { isComplete } from "../../../shared/ledger/history.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import { hasSeen } from "../../../shared/ledger/order.ts";
import { inspectRecord } from "../../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../../shared/record-type/record-types.ts";
import { liveBackers } from "../../../shared/register/live-backer.ts";
import { quorumWants } from "../../../shared/register/quorum.ts";
import { RegisterReader } from "../../../shared/register/register-reader.ts";
import { noRegister, partyId, type SetBy } from "../../../shared/register/register-state.ts";
import { StandingJudge } from "../../../shared/register/standing-judge.ts";
import type { Standing } from "../../../shared/register/standing.ts";
import { emptyHexMap } from "../../../shared/register/hex-map.ts";
import { permitOf, type PermitKind } from "../../../shared/register/why-not.ts";
import { oneOf } from "../../doubles/seeded-bodies.ts";
import { randomBelow, seededRandom, type SeededRandom } from "../../doubles/seeded-random.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { keyNamed } from "../../unit/ledger/plain-record.ts";
import { defect, type RegisterScene } from "../../unit/register/register-scene.ts";
import { randomScene } from "./random-scene.ts";

const seeds = fc.nat(2 ** 31 - 1);

const ledgerOf = (scene: RegisterScene): { readonly judge: StandingJudge; readonly ledger: Ledger } => {
  const ledger = new Ledger();
  const judge = new StandingJudge(ledger, isKnownType);
  for (const record of scene.records) {
    const taken = valueOf(ledger.take(record, inspectRecord(record.record)));
    if (taken.kind === "taken") judge.arrived(taken.completed, isComplete(taken.record) ? [] : [taken.record]);
  }
  return { judge, ledger };
};

test("two heads of a register together keep what each of them says, save what one of them has seen and said anew", () => {
  let apart = 0;
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed);
      const scene = randomScene(random, 5 + randomBelow(random, 40));
      const { ledger } = ledgerOf(scene);
      const records = ledger.history(scene.register.id)?.order ?? [];
      const reader = new RegisterReader((id) => records.find((record) => record.id === id), isKnownType);
      const [left, right] = headsApart(random, records);
      const [one, other, both] = [reader.at(left), reader.at(right), reader.at([...left, ...right])];
      if (!left.some((head) => right.some((each) => hasSeen(head, each) || hasSeen(each, head)))) apart++;
      for (const side of [one, other]) {
        expect(side.ends.filter(({ by }) => !both.ends.some((end) => end.by === by))).toEqual([]);
        for (const [key, parties] of side.partiesByKey) for (const id of parties) expect(both.partiesByKey.get(key)?.has(id)).toBe(true);
        for (const [id, all] of side.mergedWith) for (const part of all) expect(partyId(both, part)).toBe(partyId(both, id));
        expectKept(side.rules, both.rules);
        for (const [id, facts] of side.enrolments) expectKept(facts, both.enrolments.get(id) ?? []);
        for (const [key, promises] of side.commitments) expectKept(promises, both.commitments.get(key) ?? []);
      }
    }),
    { seed: 20261122, numRuns: 80 },
  );
  expect(apart).toBeGreaterThan(10);
});

/** A value is gone only where another stands whose record has seen it. */
const expectKept = <T>(before: ReadonlyArray<SetBy<T>>, after: ReadonlyArray<SetBy<T>>): void => {
  for (const { by } of before) expect(after.some((value) => value.by === by || hasSeen(value.by, by))).toBe(true);
};

test("merged parties count once in every quorum, in whatever order they were merged", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed);
      const ids = Array.from({ length: 6 }, (_, index) => `${index}`.repeat(64));
      const group = new Map(ids.map((id) => [id, id]));
      let mergedWith = emptyHexMap<ReadonlyArray<string>>();
      for (let merges = randomBelow(random, 5); merges > 0; merges--) {
        const [left, right] = [oneOf(random, ids), oneOf(random, ids)];
        const [gone, stays] = [group.get(left), group.get(right) ?? right];
        for (const id of ids) if (group.get(id) === gone) group.set(id, stays);
        const all = ids.filter((id) => group.get(id) === stays).sort();
        for (const id of all) mergedWith = mergedWith.with(id, all);
      }
      const state = { ...noRegister, mergedWith };
      const backers = Array.from({ length: randomBelow(random, 8) }, () => ({ party: oneOf(random, ids), roles: ["owner"] }));
      const distinct = new Set(backers.map(({ party }) => group.get(party))).size;
      for (const count of [1, 2, 3, 4]) {
        const wanted = quorumWants([`${count} role:owner`], backers, (id) => partyId(state, id));
        expect(wanted === null).toBe(distinct >= count);
      }
    }),
    { seed: 20261123, numRuns: 200 },
  );
});

const people = ["founder", "victor", "alice", "bob", "carol", "stranger"] as const;
const standingOf: Readonly<Record<PermitKind, ReadonlyArray<Standing>>> = {
  ended: ["disputed", "not permitted"],
  may: ["accepted"],
  "may not": ["not permitted"],
  undetermined: ["undetermined"],
  waits: ["provisional"],
};

test("what is said of a key is what its next record is judged as", () => {
  const found = new Set<PermitKind>();
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed);
      const scene = randomScene(random, 5 + randomBelow(random, 40));
      const wanting = { permissions: { "service/defect-reported": ["owner", "validator"] }, quorums: { "service/defect-reported": "2 role:owner" } };
      if (randomBelow(random, 2) === 0) scene.rules(wanting);
      const { judge, ledger } = ledgerOf(scene);
      const state = judge.registerNow(scene.register.id);
      const heads = scene.records.filter(({ id }) => ledger.history(scene.register.id)?.headIds.includes(id));
      const written = people.flatMap((by) => {
        const asset = scene.asset(by, ...heads);
        return [
          { by, record: asset, type: "asset/registered" },
          { by, record: scene.say(by, "service/defect-reported@1", { body: defect, history: asset }), type: "service/defect-reported" },
        ];
      });
      const after = ledgerOf(scene);
      for (const { by, record, type } of written) {
        const permit = permitOf(state, { key: keyNamed(by), register: scene.register.id, type });
        const held = after.ledger.record(record.id);
        const standing = held === undefined ? null : after.judge.verdict(held).standing;
        found.add(permit.kind);
        expect(standingOf[permit.kind], `${by} ${type}: ${permit.reason}`).toContain(standing);
        expect(permit.behind.every((id) => after.ledger.record(id) !== undefined)).toBe(true);
      }
    }),
    { seed: 20261124, numRuns: 80 },
  );
  expect([...found].sort()).toEqual(Object.keys(standingOf).sort());
});

test("who can act is never a party whose keys were all ended, nor two for those that were merged", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed);
      const scene = randomScene(random, 5 + randomBelow(random, 40));
      const state = ledgerOf(scene).judge.registerNow(scene.register.id);
      const backers = liveBackers(state);
      expect(new Set(backers.map(({ party }) => partyId(state, party))).size).toBe(backers.length);
      for (const { party } of backers) {
        const keys = state.parties.get(party)?.keys ?? [party];
        expect(keys.some((key) => !state.endsByKey.has(key))).toBe(true);
      }
    }),
    { seed: 20261125, numRuns: 80 },
  );
});

/** Two sets of heads; wherever there are two records that have not seen each other, they are of these. */
const headsApart = (random: SeededRandom, records: ReadonlyArray<HeldRecord>) => {
  const some = (among: ReadonlyArray<HeldRecord>) => Array.from({ length: 1 + randomBelow(random, 2) }, () => oneOf(random, among));
  const forked = records.filter((one) => records.some((other) => !hasSeen(one, other) && !hasSeen(other, one)));
  const left = some(forked.length > 0 ? forked : records);
  const others = records.filter((one) => left.every((head) => !hasSeen(one, head) && !hasSeen(head, one)));
  return [left, some(others.length > 0 ? others : records)] as const;
};

/** The standing of every record follows from what is held alone: in any order of arrival, asked early or late. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { isComplete } from "../../../shared/ledger/history.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import { hasSeen } from "../../../shared/ledger/order.ts";
import { inspectRecord } from "../../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../../shared/record-type/record-types.ts";
import { StandingJudge } from "../../../shared/register/standing-judge.ts";
import { mayBeSeen, standings, type Standing } from "../../../shared/register/standing.ts";
import { grouped, seededHistories, shuffled } from "../../doubles/seeded-histories.ts";
import { randomBelow, seededRandom } from "../../doubles/seeded-random.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { idsOf } from "../../unit/ledger/plain-record.ts";
import { randomScene } from "./random-scene.ts";

const seeds = fc.nat(2 ** 31 - 1);

test("registers of all kinds of records, written apart, are judged the same in any arrival", () => {
  const found = new Set<Standing>();
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed);
      const scene = randomScene(random, 5 + randomBelow(random, 40));
      for (const standing of scene.standings()) found.add(standing);
    }),
    { seed: 20260304, numRuns: 80 },
  );
  // Pending needs records that never come; the scenes bring them all.
  expect(standings.filter((standing) => !found.has(standing))).toEqual(["pending"]);
});

test("histories of a fleet, in groups as an exchange brings them, are judged as from scratch after every group", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed);
      const { records } = seededHistories({ seed, assets: 2, records: 40 + randomBelow(random, 40), disorder: 1 });
      const ledger = new Ledger();
      const judge = new StandingJudge(ledger, isKnownType);
      for (const group of grouped(random, shuffled(random, records), 12)) {
        takeIn(ledger, judge, group);
        if (randomBelow(random, 3) !== 0) expect(stateOf(ledger, judge)).toEqual(stateOf(ledger, new StandingJudge(ledger, isKnownType)));
      }
      expect(stateOf(ledger, judge)).toEqual(stateOf(ledger, new StandingJudge(ledger, isKnownType)));
    }),
    { seed: 20260305, numRuns: 25 },
  );
});

test("whatever changed its standing or its place is told, so that nobody has to look at everything again", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed);
      const { records } = randomScene(random, 5 + randomBelow(random, 30));
      const ledger = new Ledger();
      const judge = new StandingJudge(ledger, isKnownType);
      const known = new Map<string, string>();
      for (const record of shuffled(random, records)) {
        const { anew, completed } = takeIn(ledger, judge, [record]);
        for (const { history, id, text } of stateOf(ledger, judge)) {
          if (known.get(id) !== undefined && known.get(id) !== text && !completed.has(id)) expect(anew).toContain(history);
          known.set(id, text);
        }
      }
    }),
    { seed: 20260306, numRuns: 60 },
  );
});

test("what a next record names are the good records that no other good record has seen", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed);
      const { records } = randomScene(random, 5 + randomBelow(random, 40));
      const ledger = new Ledger();
      const judge = new StandingJudge(ledger, isKnownType);
      takeIn(ledger, judge, shuffled(random, records));
      for (const history of ledger.histories.values()) {
        const good = history.order.filter((record) => mayBeSeen(judge.verdict(record)));
        const heads = good.filter((record) => !good.some((other) => other !== record && hasSeen(other, record)));
        expect(idsOf(judge.goodHeads(history.id)).toSorted()).toEqual(idsOf(heads).toSorted());
      }
    }),
    { seed: 20260307, numRuns: 60 },
  );
});

const takeIn = (ledger: Ledger, judge: StandingJudge, records: ReadonlyArray<SignedRecord>) => {
  const anew = new Set<string>();
  const ids = new Set<string>();
  for (const record of records) {
    const taken = valueOf(ledger.take(record, inspectRecord(record.record)));
    if (taken.kind === "held") continue;
    for (const history of judge.arrived(taken.completed, isComplete(taken.record) ? [] : [taken.record])) anew.add(history);
    for (const { id } of taken.completed) ids.add(id);
  }
  return { anew, completed: ids };
};

const stateOf = (ledger: Ledger, judge: StandingJudge) =>
  [...ledger.histories.values()].flatMap((history) => {
    const { order } = history;
    const rows = order.map((record) => ({ history: history.id, id: record.id, text: `${record.position} ${JSON.stringify(judge.verdict(record))}` }));
    const others = [...history.records.values()].filter((record) => !isComplete(record));
    return [...rows, ...others.map((record) => ({ history: history.id, id: record.id, text: judge.verdict(record).standing }))];
  });

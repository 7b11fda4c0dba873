/** Whoever holds what at first, and in whatever order they meet: all that exchange end with the same histories. */
import { assert, asyncProperty, constantFrom, integer } from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import type { HistoryId, RecordId } from "../../../shared/ledger/record.ts";
import { doubtsOf } from "../../../shared/sync/doubtful-key.ts";
import { historyDigest } from "../../../shared/sync/history-digest.ts";
import { isRegister } from "../../../shared/sync/shared-histories.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { exchangeInMemory } from "../../doubles/memory-exchange.ts";
import { memoryLedgerStore, type MemoryLedgerStore } from "../../doubles/memory-ledger-store.ts";
import { seededHistories } from "../../doubles/seeded-histories.ts";
import { randomBelow, seededRandom, type SeededRandom } from "../../doubles/seeded-random.ts";
import { valueOf } from "../../doubles/value-of.ts";

const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

const key = (number: number): string => String(number).repeat(64);

/** Everything that the seed's keys wrote, but what nobody enrolled wrote, and what stands on that. */
const enrolledOnly = async (records: ReadonlyArray<SignedRecord>): Promise<ReadonlyArray<SignedRecord>> => {
  const whole = memoryLedgerStore(key(0));
  valueOf(await whole.takeIn(records, key(0)));
  const register = [...whole.ledger.histories.values()].find(isRegister);
  const keys = new Set(register === undefined ? [] : whole.judge.registerNow(register.id).partiesByKey.keys());
  const dropped = new Set<RecordId>();
  return records.filter(({ id, record }) => {
    const parents = [...(record.prev === null ? [] : [record.prev]), ...record.seen];
    const stays = keys.has(record.writer) && !parents.some((parent) => dropped.has(parent));
    if (!stays) dropped.add(id);
    return stays;
  });
};

/** A record with everything before it, as every installation holds what it holds. */
const closed = (records: ReadonlyArray<SignedRecord>, chosen: ReadonlySet<RecordId>): ReadonlyArray<SignedRecord> => {
  const wanted = new Set(chosen);
  for (const { id, record } of [...records].reverse()) {
    if (!wanted.has(id)) continue;
    for (const parent of [record.history, record.prev, ...record.seen]) if (parent !== null) wanted.add(parent);
  }
  return records.filter(({ id }) => wanted.has(id));
};

interface Scene {
  readonly isClosed: boolean;
  readonly random: SeededRandom;
  readonly records: ReadonlyArray<SignedRecord>;
  readonly stores: ReadonlyArray<MemoryLedgerStore>;
}

/** Three installations that know the register; each record lies at one or more of them. */
const scene = async (seed: number, disorder: number, isClosed: boolean): Promise<Scene> => {
  const random = seededRandom(seed * 7 + 1);
  const { records: all, register } = seededHistories({ seed, assets: 2, records: 30 + randomBelow(random, 50), disorder });
  const records = await enrolledOnly(all);
  const stores = [1, 2, 3].map((number) => memoryLedgerStore(key(number)));
  const holders = records.map(() => 1 + randomBelow(random, 7));
  for (const [number, store] of stores.entries()) {
    const inRegister = records.filter(({ id, record }) => id === register || record.history === register);
    const chosen = new Set(records.filter((_, index) => ((holders[index] ?? 0) & (1 << number)) !== 0).map(({ id }) => id));
    const own = isClosed ? closed(records, chosen) : records.filter(({ id }) => chosen.has(id));
    const given = [...inRegister, ...own];
    expect(valueOf(await store.takeIn(given, key(number + 1))).fault).toBeNull();
  }
  return { isClosed, random, records, stores };
};

/** Random pairs meet until nobody has anything for anybody. */
const meetUntilQuiet = async ({ isClosed, random, stores }: Scene): Promise<void> => {
  const pairs = [[0, 1], [1, 2], [0, 2]] as const;
  for (let quiet = 0, meetings = 0; quiet < pairs.length * 3; meetings++) {
    expect(meetings).toBeLessThan(60);
    const [left, right] = pairs[randomBelow(random, pairs.length)] ?? pairs[0];
    const [one, other] = [stores[left], stores[right]];
    if (one === undefined || other === undefined) throw new Error("There are three stores");
    const reports = await exchangeInMemory({ store: one, key: key(left + 1) }, { store: other, key: key(right + 1) }, checker);
    for (const { fault, received } of reports) {
      expect(fault).toBeNull();
      // Exactly what was lacking came, nothing twice.
      if (isClosed) expect(received.already).toBe(0);
    }
    quiet = reports.every(({ received }) => received.records === 0) ? quiet + 1 : 0;
  }
};

const historyIds = ({ records }: Scene): ReadonlyArray<HistoryId> => [...new Set(records.map(({ id, record }) => record.history ?? id))];

const seeds = integer({ min: 1, max: 1_000_000 });
const runs = { numRuns: 12, seed: 20_260_301 };

test("all end with the same order, tips and verdicts; of keys in doubt with the same proofs", () =>
  assert(
    asyncProperty(seeds, constantFrom(0, 0.5, 1), async (seed, disorder) => {
      const made = await scene(seed, disorder, true);
      await meetUntilQuiet(made);
      for (const id of historyIds(made)) {
        const held = made.stores.map((store) => ({ history: store.ledger.history(id), verdicts: store.judge.verdicts(id) }));
        const doubtful = new Set(held.flatMap(({ history }) => (history === undefined ? [] : [...doubtsOf(history).keys()])));
        const honest = held.map(({ history }) => history?.order.filter(({ writer }) => !doubtful.has(writer)).map((record) => record.id));
        expect(honest[1]).toEqual(honest[0]);
        expect(honest[2]).toEqual(honest[0]);
        expect(held.map(({ history }) => history?.pendingCount)).toEqual([0, 0, 0]);
        for (const { history } of held) expect(new Set(history === undefined ? [] : doubtsOf(history).keys())).toEqual(doubtful);
        if (doubtful.size > 0) continue;
        expect(new Set(held.map(({ history }) => history && historyDigest(history))).size).toBe(1);
        expect(held[1]?.verdicts).toEqual(held[0]?.verdicts);
        expect(held[2]?.verdicts).toEqual(held[0]?.verdicts);
      }
      const honestWritten = made.records.filter(({ id, record }) => {
        const history = made.stores[0]?.ledger.history(record.history ?? id);
        return history !== undefined && !doubtsOf(history).has(record.writer);
      });
      for (const { id } of honestWritten) expect(made.stores.every((store) => store.ledger.record(id) !== undefined)).toBe(true);
    }),
    runs,
  ));

test("records whose parents lie elsewhere find them, whoever holds which", () =>
  assert(
    asyncProperty(seeds, async (seed) => {
      const made = await scene(seed, 0.4, false);
      const doubtful = made.stores.some(({ ledger }) => [...ledger.histories.values()].some(({ equivocations }) => equivocations.length > 0));
      const whole = memoryLedgerStore(key(9));
      valueOf(await whole.takeIn(made.records, key(9)));
      if (doubtful || [...whole.ledger.histories.values()].some(({ equivocations }) => equivocations.length > 0)) return;
      await meetUntilQuiet(made);
      for (const [id, history] of whole.ledger.histories) {
        for (const store of made.stores) {
          expect(store.ledger.history(id)?.order.map((record) => record.id)).toEqual(history.order.map((record) => record.id));
        }
      }
    }),
    runs,
  ));

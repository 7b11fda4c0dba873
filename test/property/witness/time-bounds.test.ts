/** Bounds of true times, over seeded histories with seeded witnesses: honest ones, and one that lies. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { instantFromMillis, type Instant } from "../../../shared/clock/instant.ts";
import { parseRecordId, type RecordId } from "../../../shared/ledger/record.ts";
import { boundsUnder, historyTimes, type TimeBounds } from "../../../shared/witness/time-bounds.ts";
import type { WitnessTime } from "../../../shared/witness/time-evidence.ts";
import { satisfies, type WitnessPolicy } from "../../../shared/witness/witness-policy.ts";
import { shuffled } from "../../doubles/seeded-histories.ts";
import { randomBelow, seededRandom, type SeededRandom } from "../../doubles/seeded-random.ts";
import { policyOf, policyText, witnessKey } from "../../doubles/witness-keys.ts";

const settings = { seed: 20260401, numRuns: 120 };
const seeds = fc.nat(2 ** 31 - 1);
const witnesses = [1, 2, 3, 4].map((number) => witnessKey(number).key);
const [rogue = ""] = witnesses;
const policy = policyOf(policyText(4, 2));
const start = Date.parse("2026-01-01T00:00:00Z");
const times = [Date.parse("1999-01-01T00:00:00Z"), start, start + 9_000_000, Date.parse("2099-12-31T00:00:00Z")];

interface Node {
  readonly id: RecordId;
  readonly after: string | null;
  readonly parents: ReadonlyArray<Node>;
  /** When it was truly made: a second of its own. */
  readonly made: number;
}

interface Scene {
  readonly nodes: ReadonlyArray<Node>;
  readonly notes: Map<string, ReadonlyArray<WitnessTime>>;
  readonly held: Map<RecordId, ReadonlyArray<WitnessTime>>;
}

const idOf = (number: number): RecordId => {
  const id = parseRecordId(number.toString(16).padStart(64, "0"));
  if (id === null) throw new Error("64 digits are an id");
  return id;
};

const at = (witness: string, millis: number): WitnessTime => ({ witness, time: instantFromMillis(millis) });

/** Notes are cosigned before the records that name them are made, checkpoints after the records that they hold. */
const sceneOf = (random: SeededRandom): Scene => {
  const nodes: Node[] = [];
  const notes = new Map<string, ReadonlyArray<WitnessTime>>();
  const held = new Map<RecordId, ReadonlyArray<WitnessTime>>();
  const some = (): ReadonlyArray<string> => witnesses.filter(() => randomBelow(random, 2) === 0);
  for (let number = 0; number < 3 + randomBelow(random, 30); number++) {
    const made = start + number * 60_000;
    const parents = nodes.length === 0 ? [] : shuffled(random, nodes).slice(0, 1 + randomBelow(random, 2));
    const after = randomBelow(random, 3) === 0 ? `note ${number}` : null;
    const node = { id: idOf(number), after, parents, made };
    nodes.push(node);
    if (after !== null)
      notes.set(
        after,
        some().map((witness) => at(witness, made - 1000 - randomBelow(random, 50_000))),
      );
    held.set(
      node.id,
      some().map((witness) => at(witness, made + 1000 + randomBelow(random, 900_000))),
    );
  }
  return { nodes, notes, held };
};

const boundsIn = (
  { held, nodes, notes }: Scene,
  policies: ReadonlyArray<WitnessPolicy> = [policy],
): ReadonlyArray<TimeBounds> => {
  const evidence = {
    note: (sha256: string) => notes.get(sha256) ?? null,
    inclusions: (id: RecordId) => held.get(id) ?? [],
  };
  const found = historyTimes(nodes, evidence);
  return nodes.map((node) => {
    const known = found.get(node);
    if (known === undefined) throw new Error("Every record has its times");
    return boundsUnder(known, { policies, counts: () => true });
  });
};

/** What section 6 says, word by word: all ancestors, all descendants, all times tried one after the other. */
const plainBounds = ({ held, nodes, notes }: Scene): ReadonlyArray<readonly [Instant | null, Instant | null]> => {
  const above = (node: Node): Set<Node> => new Set([node, ...node.parents.flatMap((parent) => [...above(parent)])]);
  return nodes.map((node) => {
    const behind = [...above(node)].flatMap(({ after }) => notes.get(after ?? "") ?? []);
    const ahead = nodes.filter((other) => above(other).has(node)).flatMap(({ id }) => held.get(id) ?? []);
    const lower = behind.map(({ time }) => time).filter((bound) => isMet(behind.filter(({ time }) => time >= bound)));
    const upper = ahead.map(({ time }) => time).filter((bound) => isMet(ahead.filter(({ time }) => time <= bound)));
    return [lower.sort().at(-1) ?? null, upper.sort()[0] ?? null];
  });
};

const isMet = (given: ReadonlyArray<WitnessTime>): boolean =>
  satisfies(policy, (key) => given.some(({ witness }) => witness === key));

const timesOf = (bounds: ReadonlyArray<TimeBounds>) =>
  bounds.map(({ lower, upper }) => [lower?.time ?? null, upper?.time ?? null]);

test("are what the format says", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const scene = sceneOf(seededRandom(seed));
      expect(timesOf(boundsIn(scene))).toEqual(plainBounds(scene));
    }),
    settings,
  );
});

test("hold the true time whatever one witness says, and never widen beyond what the others say", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed);
      const scene = sceneOf(random);
      const lie = (given: ReadonlyArray<WitnessTime>): ReadonlyArray<WitnessTime> => [
        ...given.filter(({ witness }) => witness !== rogue),
        at(rogue, times[randomBelow(random, times.length)] ?? 0),
      ];
      const honest = (given: ReadonlyArray<WitnessTime>) => given.filter(({ witness }) => witness !== rogue);
      const without = boundsIn(changed(scene, honest));
      for (const [index, { lower, upper }] of boundsIn(changed(scene, lie)).entries()) {
        const made = instantFromMillis(scene.nodes[index]?.made ?? 0);
        if (lower !== null) expect(lower.time < made).toBe(true);
        if (upper !== null) expect(upper.time > made).toBe(true);
        // What the others say together already stands.
        const [before, after] = [without[index]?.lower?.time, without[index]?.upper?.time];
        if (before !== undefined) expect((lower?.time ?? "") >= before).toBe(true);
        if (after !== undefined) expect((upper?.time ?? "9999") <= after).toBe(true);
      }
    }),
    settings,
  );
});

test("do not depend on the order in which things came, and only ever tighten with more of them", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seededRandom(seed);
      const scene = sceneOf(random);
      const bounds = boundsIn(scene);
      const mixed = changed(scene, (given) => shuffled(random, [...given, ...given]));
      expect(boundsIn(mixed)).toEqual(bounds);
      const fewer = boundsIn(changed(scene, (given) => given.filter(() => randomBelow(random, 2) === 0)));
      for (const [index, { lower, upper }] of fewer.entries()) {
        if (lower !== null) expect((bounds[index]?.lower?.time ?? "") >= lower.time).toBe(true);
        if (upper !== null) expect((bounds[index]?.upper?.time ?? "9999") <= upper.time).toBe(true);
      }
    }),
    settings,
  );
});

test("stand open under no policy and without witnesses, and the tighter of two policies holds", () => {
  const scene = sceneOf(seededRandom(7));
  const all = policyOf(policyText(4, "all"));
  expect(new Set(boundsIn(scene, []).flatMap(({ lower, upper }) => [lower, upper]))).toEqual(new Set([null]));
  expect(new Set(boundsIn(scene, [policyOf("quorum none\n")]).flatMap(({ upper }) => upper))).toEqual(new Set([null]));
  expect(timesOf(boundsIn(scene, [all, policy]))).toEqual(timesOf(boundsIn(scene)));
});

test("name the witnesses that stand behind them", () => {
  const [one = "", two = "", three = ""] = witnesses;
  const node = { id: idOf(1), after: "n", parents: [], made: start };
  const notes = new Map([["n", [at(one, start), at(two, start - 5000), at(three, start - 9000)]]]);
  const [found] = boundsIn({ nodes: [node], notes, held: new Map() });
  expect(found?.lower).toEqual({ time: instantFromMillis(start - 5000), witnesses: [one, two].sort() });
  expect(found?.upper).toBeNull();
});

const changed = (
  { held, nodes, notes }: Scene,
  change: (given: ReadonlyArray<WitnessTime>) => ReadonlyArray<WitnessTime>,
): Scene => ({
  nodes,
  notes: new Map([...notes].map(([name, given]) => [name, change(given)])),
  held: new Map([...held].map(([id, given]) => [id, change(given)])),
});

/** Runs one seed: the scene, the storm, the calm, the checks. */
import type { FrameChecker } from "../../main/signature/frame-checker.ts";
import { perform } from "./acts.ts";
import { bringTogether } from "./calm.ts";
import { checkedOnce } from "./checked-once.ts";
import { faultsOf } from "./checks.ts";
import { planOf, type Plan } from "./plan.ts";
import { makeScene, type Scene } from "./scene.ts";
import { createWorld, type World } from "./world.ts";

export interface SeedReport {
  readonly seed: number;
  /** What is wrong; empty when all is well. */
  readonly faults: ReadonlyArray<string>;
  /** Of everything that happened: two runs of one seed have the same. */
  readonly digest: string;
  readonly story: ReadonlyArray<string>;
  readonly acts: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Runs a seed, without some of its acts where they are named. */
export const runSeed = async (seed: number, without: ReadonlySet<number> = new Set()): Promise<SeedReport> => {
  const plan = planOf(seed);
  const world = createWorld();
  const counts: Record<string, number> = {};
  const faults = await faultsIn(world, { checker: checkedOnce(), counts, plan, without });
  for (const fault of faults) world.note(`WRONG: ${fault}`);
  const acts = plan.acts.length - without.size;
  return { acts, counts, digest: world.digest(), faults, seed, story: world.story };
};

interface Running {
  readonly plan: Plan;
  readonly checker: FrameChecker;
  readonly without: ReadonlySet<number>;
  readonly counts: Record<string, number>;
}

const faultsIn = async (world: World, running: Running): Promise<ReadonlyArray<string>> => {
  try {
    return await world.passUntil(wholeRun(world, running));
  } catch (error) {
    return [`The program broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
};

const wholeRun = async (world: World, { checker, counts, plan, without }: Running): Promise<ReadonlyArray<string>> => {
  const scene = await makeScene(world, checker, plan);
  const acts = plan.acts.filter(({ number }) => !without.has(number));
  await Promise.all(acts.map((act) => world.wait(act.atMs).then(() => perform(scene, plan, act))));
  const isCalm = await bringTogether(scene);
  Object.assign(counts, countsOf(scene));
  return [...(isCalm ? [] : ["The stations do not come to rest."]), ...(await faultsOf(scene))];
};

const countsOf = ({ forgers, stations }: Scene): Record<string, number> => {
  const sum = (of: (station: (typeof stations)[number]) => number): number =>
    stations.reduce((total, station) => total + of(station), 0);
  const named = stations[0]?.open?.store.ledger.histories.values() ?? [];
  return {
    forks: [...named].reduce((total, { heads }) => total + Math.max(0, heads.size - 1), 0),
    "equivocations named": [...(stations[0]?.open?.store.ledger.histories.values() ?? [])].reduce(
      (total, { equivocations }) => total + equivocations.length,
      0,
    ),
    forgers: forgers.length,
    stations: stations.length,
    records: Math.max(...stations.map(({ open }) => open?.store.ledger.size ?? 0)),
    cuts: sum(({ counts }) => counts.cuts),
    "disk faults": sum(({ counts }) => counts.faults),
    flips: sum(({ counts }) => counts.flips),
    "lost with a restored or damaged disk": sum(({ counts }) => counts.lost),
    restored: sum(({ counts }) => counts.restored),
    "rollbacks noticed": sum(({ counts }) => counts.noticed),
    renewed: sum(({ counts }) => counts.renewed),
  };
};

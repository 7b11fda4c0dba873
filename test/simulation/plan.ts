/**
 * What happens in a run, drawn from its seed before it begins: each act has dice of its own, so any can be left out.
 */
import { randomBelow, seededRandom, type SeededRandom } from "../doubles/seeded-random.ts";
import type { LinkWeather } from "./simulated-link.ts";

export const actKinds = [
  "write",
  "meet",
  "crash",
  "disk fault",
  "clock",
  "part",
  "heal",
  "back up",
  "restore",
  "renew",
  "flip",
  "rules",
  "revoke",
  "forge",
  "forger meets",
  "forge register",
] as const;

export type ActKind = (typeof actKinds)[number];

export interface Act {
  readonly number: number;
  readonly kind: ActKind;
  readonly atMs: number;
  readonly dice: number;
}

export interface Plan {
  readonly seed: number;
  readonly stations: number;
  readonly assets: number;
  readonly forgers: number;
  readonly weather: LinkWeather;
  readonly acts: ReadonlyArray<Act>;
}

/** The plan of a seed. */
export const planOf = (seed: number): Plan => {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1));
  const stations = 3 + randomBelow(random, 6);
  const forgers = randomBelow(random, 3);
  const weights = weightsOf(random, forgers > 0);
  const count = 30 + randomBelow(random, 70);
  let atMs = 0;
  const acts = Array.from({ length: count }, (_, number): Act => {
    atMs += randomBelow(random, 4000);
    return { atMs, dice: Math.floor(random() * 2 ** 31), kind: drawn(random, weights), number };
  });
  return { acts, assets: 1 + randomBelow(random, 3), forgers, seed, stations, weather: weatherOf(random) };
};

/** How often each kind comes; some do not come at all in a run, so that each is also seen without the others. */
const usual: Readonly<Record<ActKind, number>> = {
  write: 40,
  meet: 40,
  crash: 8,
  "disk fault": 8,
  clock: 3,
  part: 3,
  heal: 3,
  "back up": 10,
  restore: 8,
  renew: 6,
  flip: 4,
  rules: 5,
  revoke: 4,
  forge: 30,
  "forger meets": 30,
  "forge register": 6,
};

const forging: ReadonlySet<ActKind> = new Set(["forge", "forge register", "forger meets"]);

type Weights = ReadonlyArray<readonly [ActKind, number]>;

const weightsOf = (random: SeededRandom, hasForgers: boolean): Weights =>
  actKinds.map((kind) => {
    const always = kind === "write" || kind === "meet" || (hasForgers && forging.has(kind));
    const isThere = always || (randomBelow(random, 2) === 0 && (hasForgers || !forging.has(kind)));
    return [kind, isThere ? usual[kind] * (0.3 + random()) : 0] as const;
  });

const drawn = (random: SeededRandom, weights: Weights): ActKind => {
  let left = random() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of weights) {
    if (left < weight) return kind;
    left -= weight;
  }
  return "write";
};

const weatherOf = (random: SeededRandom): LinkWeather => {
  const chance = (): number => (randomBelow(random, 2) === 0 ? 0 : random() * 0.06);
  return {
    cut: chance(),
    damage: chance(),
    delayMsMax: 1 + randomBelow(random, 400),
    double: chance(),
    drop: chance(),
    swap: chance(),
  };
};

/** One input: made from the seed and its number, given to its target, and what came of it. */
import { seededRandom } from "../doubles/seeded-random.ts";
import { find, type FuzzAnswer, type FuzzTarget } from "./fuzz-target.ts";
import { oneOf } from "./spoil.ts";

export interface FuzzInput {
  readonly target: FuzzTarget;
  readonly bytes: Uint8Array;
}

/** The input of a number; the same seed, number and targets give the same input. */
export const fuzzInput = (targets: ReadonlyArray<FuzzTarget>, seed: number, number: number): FuzzInput => {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  const target = targetFor(targets, random() * targets.reduce((sum, { perMille }) => sum + perMille, 0));
  const bytes = target.spoil(oneOf(random, target.samples), random);
  return { target, bytes };
};

/** Tries an input: a crash is a find like any other, and so is one that takes too long. */
export const tryInput = async ({ bytes, target }: FuzzInput): Promise<FuzzAnswer> => {
  const began = performance.now();
  const answer = await judged(target, bytes);
  const millis = performance.now() - began;
  return millis > millisMax && answer.kind !== "find" ? find(`it took ${Math.round(millis)} ms`) : answer;
};

/** Far more than any input needs on a busy machine. */
const millisMax = 5000;

const judged = async (target: FuzzTarget, bytes: Uint8Array): Promise<FuzzAnswer> => {
  try {
    return await target.judge(bytes);
  } catch (error) {
    return find(`it threw: ${error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error)}`);
  }
};

const targetFor = (targets: ReadonlyArray<FuzzTarget>, place: number): FuzzTarget => {
  let left = place;
  for (const target of targets) {
    left -= target.perMille;
    if (left < 0) return target;
  }
  throw new Error("There is no target");
};

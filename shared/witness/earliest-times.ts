/**
 * Of the cosigned checkpoints of one log: for each witness the earliest time at which it vouched for a log of more than
 * so many lines.
 */
import type { Instant } from "../clock/instant.ts";
import type { WitnessTime } from "./time-evidence.ts";

export interface EarliestTimes {
  /** Takes one cosignature of a checkpoint of `size` lines; false when it says nothing new. */
  readonly add: (size: number, cosignature: WitnessTime) => boolean;
  /** For each witness the earliest time over checkpoints that hold the line with this index, counted from 0. */
  readonly holding: (index: number) => ReadonlyArray<WitnessTime>;
  /** The largest size that a witness has vouched for; 0 where it never has. */
  readonly sizeOf: (witness: string) => number;
}

/** Knows nothing yet. Costs the logarithm of the number of checkpoints for each witness and question. */
export const earliestTimes = (): EarliestTimes => {
  const stairs = new Map<string, Stair[]>();
  return {
    add: (size, { time, witness }) => {
      const known = stairs.get(witness) ?? [];
      stairs.set(witness, known);
      return climb(known, { size, time });
    },
    holding: (index) =>
      [...stairs].flatMap(([witness, known]) => {
        const step = known[above(known, index)];
        return step === undefined ? [] : [{ time: step.time, witness }];
      }),
    sizeOf: (witness) => stairs.get(witness)?.at(-1)?.size ?? 0,
  };
};

/** Sizes and times both grow: whatever is larger and earlier than another makes that one superfluous. */
interface Stair {
  readonly size: number;
  readonly time: Instant;
}

/** The first step whose size is larger than `size`. */
const above = (stairs: ReadonlyArray<Stair>, size: number): number => {
  let [low, high] = [0, stairs.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((stairs[middle]?.size ?? 0) > size) high = middle;
    else low = middle + 1;
  }
  return low;
};

const climb = (stairs: Stair[], step: Stair): boolean => {
  const place = above(stairs, step.size - 1);
  const next = stairs[place];
  if (next !== undefined && next.time <= step.time) return false;
  let first = place;
  while (first > 0 && (stairs[first - 1]?.time ?? "") >= step.time) first--;
  const last = next?.size === step.size ? place + 1 : place;
  stairs.splice(first, last - first, step);
  return true;
};

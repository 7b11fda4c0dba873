/** Numbers that look random and are the same for the same seed (mulberry32). */

/** Each call gives the next number of [0, 1). */
export type SeededRandom = () => number;

/** A generator for a whole-number seed. */
export const seededRandom = (seed: number): SeededRandom => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A whole number from 0 to `below` - 1. */
export const randomBelow = (random: SeededRandom, below: number): number => Math.floor(random() * below);

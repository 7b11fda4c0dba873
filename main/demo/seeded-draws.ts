/** Numbers that look random and depend on a label alone: the same label gives the same, whatever was drawn before. */
import { digestHex } from "../../shared/crypto/digest.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";

/** Draws one after another; sixteen can be had of one label. */
export interface Draws {
  /** A whole number from 0 to `below` - 1, `below` at most 65,536. */
  readonly below: (below: number) => number;
  readonly oneOf: <T>(choices: readonly [T, ...ReadonlyArray<T>]) => T;
  /** True in so many of a hundred cases. */
  readonly percent: (chance: number) => boolean;
}

const drawHexDigits = 4;
const drawsMax = 64 / drawHexDigits;

/** Draws for a label, for example of one event of one machine. */
export const drawsOf = (label: string): Draws => {
  const digits = digestHex(utf8Of(label));
  let drawn = 0;
  const below = (limit: number): number => {
    if (drawn >= drawsMax) throw new Error(`More than ${drawsMax} numbers were drawn for ${label}`);
    const from = drawHexDigits * drawn++;
    return Math.floor((Number.parseInt(digits.slice(from, from + drawHexDigits), 16) * limit) / 0x1_0000);
  };
  const oneOf: Draws["oneOf"] = (choices) => choices[below(choices.length)] ?? choices[0];
  return { below, oneOf, percent: (chance) => below(100) < chance };
};

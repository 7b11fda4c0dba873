/**
 * Frequencies and probabilities as studies write them (`8.0E-3`, `1E+0`, `0.1`): exact, because they are multiplied and
 * compared with a limit.
 */

/** `coefficient * 10^exponent`, never negative. */
export interface Frequency {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const pattern = /^\+?(\d{1,20})(?:[.,](\d{1,20}))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads a figure; `null` for text that is none. A decimal comma is taken. */
export const parseFrequency = (text: string): Frequency | null => {
  const match = pattern.exec(text.trim());
  if (match === null) return null;
  const [, whole = "", fraction = "", power = "0"] = match;
  return { coefficient: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
};

/** One, the product of nothing. */
export const one: Frequency = { coefficient: 1n, exponent: 0 };

/** The exact product. */
export const product = (factors: ReadonlyArray<Frequency>): Frequency =>
  factors.reduce(
    (left, right) => ({
      coefficient: left.coefficient * right.coefficient,
      exponent: left.exponent + right.exponent,
    }),
    one,
  );

/** True when `left` is greater than `right`; exact. */
export const isGreater = (left: Frequency, right: Frequency): boolean => {
  const exponent = Math.min(left.exponent, right.exponent);
  return scaledTo(left, exponent) > scaledTo(right, exponent);
};

/** Shortest scientific form, `8E-5`, as studies write it; all digits are kept. */
export const frequencyText = ({ coefficient, exponent }: Frequency): string => {
  if (coefficient === 0n) return "0";
  const digits = coefficient.toString();
  const shown = digits.replace(/0+$/, "");
  const power = exponent + digits.length - 1;
  const fraction = shown.slice(1);
  return `${shown.slice(0, 1)}${fraction === "" ? "" : `.${fraction}`}E${power >= 0 ? "+" : ""}${power}`;
};

/** `over / under` to three significant digits; `null` when `under` is zero. */
export const ratioText = (over: Frequency, under: Frequency): string | null => {
  if (under.coefficient === 0n) return null;
  const quotient = (over.coefficient * 10n ** quotientDigits) / under.coefficient;
  const ratio = { coefficient: quotient, exponent: over.exponent - under.exponent - Number(quotientDigits) };
  return frequencyText(rounded(ratio));
};

/** Digits that are worked out before rounding. */
const quotientDigits = 40n;
const significantDigits = 3;

const rounded = ({ coefficient, exponent }: Frequency): Frequency => {
  const surplus = coefficient.toString().length - significantDigits;
  if (surplus <= 0) return { coefficient, exponent };
  const divisor = 10n ** BigInt(surplus);
  return { coefficient: (coefficient + divisor / 2n) / divisor, exponent: exponent + surplus };
};

const scaledTo = ({ coefficient, exponent }: Frequency, lower: number): bigint =>
  coefficient * 10n ** BigInt(exponent - lower);

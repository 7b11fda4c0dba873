/** Decimal strings: a measured value keeps the digits that the instrument sent, and arithmetic on it is exact. */

/** A decimal number as text, `-?digits[.digits]`, without exponent or leading zeros. */
export type Decimal = string & { readonly __brand: "Decimal" };

const decimalPattern = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

/** True for the one way this project writes a decimal number. */
export const isDecimal = (text: string): text is Decimal => decimalPattern.test(text);

/**
 * Negative, zero or positive as `left` is less than, equal to or greater than `right`; exact for any number of digits.
 */
export const compareDecimals = (left: Decimal, right: Decimal): number => {
  const places = Math.max(placesOf(left), placesOf(right));
  const difference = scaled(left, places) - scaled(right, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/**
 * `value * numerator / denominator` for whole numbers, exact where the result is a finite decimal; otherwise rounded
 * half
 * away from zero at `placesMax` places.
 */
export const scaleByRational = (value: bigint, numerator: bigint, denominator: bigint, placesMax = 12): Decimal => {
  if (denominator === 0n) throw new Error("A scale has the denominator 0");
  const sign = (value < 0n ? -1n : 1n) * (numerator < 0n ? -1n : 1n) * (denominator < 0n ? -1n : 1n);
  const product = magnitude(value * numerator);
  const divisor = magnitude(denominator);
  for (let places = 0; places < placesMax; places++) {
    const shifted = product * 10n ** BigInt(places);
    if (shifted % divisor === 0n) return decimalText(sign * (shifted / divisor), places);
  }
  const shifted = product * 10n ** BigInt(placesMax);
  return decimalText(sign * ((2n * shifted + divisor) / (2n * divisor)), placesMax);
};

/** The exact sum, written with the places of the more precise of the two. */
export const addDecimals = (left: Decimal, right: Decimal): Decimal => {
  const places = Math.max(placesOf(left), placesOf(right));
  return decimalText(scaled(left, places) + scaled(right, places), places);
};

/** The exact difference, written with the places of the more precise of the two. */
export const subtractDecimals = (left: Decimal, right: Decimal): Decimal => {
  const places = Math.max(placesOf(left), placesOf(right));
  return decimalText(scaled(left, places) - scaled(right, places), places);
};

const placesOf = (value: Decimal): number => {
  const point = value.indexOf(".");
  return point < 0 ? 0 : value.length - point - 1;
};

const scaled = (value: Decimal, places: number): bigint =>
  BigInt(value.replace(".", "")) * 10n ** BigInt(places - placesOf(value));

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

const decimalText = (value: bigint, places: number): Decimal => {
  const digits = magnitude(value)
    .toString()
    .padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const text = `${value < 0n ? "-" : ""}${whole}${places > 0 ? `.${digits.slice(digits.length - places)}` : ""}`;
  if (!isDecimal(text)) throw new Error(`${text} is not a decimal`);
  return text;
};

/** Conversion between units of one kind: exact by whole numbers, rounded once at the end, never written to a record. */
import { isDecimal, scaleByRational, type Decimal } from "./decimal.ts";
import { parseUnit } from "./unit.ts";

/** A value in another unit. `isExact` is false where it was rounded. */
export interface Converted {
  readonly value: Decimal;
  readonly isExact: boolean;
}

/**
 * `value` of one unit in another, both UCUM codes of the unit table. Kept are as many significant digits as the value
 * has, and at least three; of a temperature as many places. Null where the units measure different things, or one of
 * them is unknown.
 */
export const convertUnit = (value: Decimal, from: string, to: string): Converted | null => {
  const [source, target] = [scales[from], scales[to]];
  if (source === undefined || target === undefined || measureOf(from) !== measureOf(to)) return null;
  const exact = between(rational(value), source, target);
  const places = source.offset === undefined ? placesFor(exact, digitsOf(value)) : placesOf(value);
  const shifted = exact.numerator * 10n ** BigInt(places);
  return {
    value: scaleByRational(1n, exact.numerator, exact.denominator, places),
    isExact: shifted % exact.denominator === 0n,
  };
};

/** The same from text as rows carry it; null also where the text is no decimal number. */
export const convertText = (value: string, from: string, to: string): Converted | null =>
  isDecimal(value) ? convertUnit(value, from, to) : null;

/** What a unit measures; null for a code that the table does not have. */
export const measureOf = (code: string): string | null => {
  const unit = parseUnit(code);
  return unit.ok ? unit.value.measures : null;
};

interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** In the base of its kind: `(value + offset) * factor`. */
interface Scale {
  readonly factor: Rational;
  readonly offset?: Rational;
}

const ratio = (numerator: bigint, denominator = 1n): Rational => ({ numerator, denominator });
const scale = (numerator: bigint, denominator = 1n): Scale => ({ factor: ratio(numerator, denominator) });

/** The pound-force in newtons, 4.4482216152605 exactly (0.45359237 kg by 9.80665 m/s2). */
const poundForce = ratio(44_482_216_152_605n, 10_000_000_000_000n);
/** The US gallon in cubic metres: 231 cubic inches. */
const gallon = ratio(3_785_411_784n, 1_000_000_000_000n);

/** By UCUM code; the base of each kind is its SI unit. All are exact by definition (NIST SP 811, appendix B). */
const scales: Readonly<Record<string, Scale>> = {
  "mm/s": scale(1n, 1000n),
  "m/s": scale(1n),
  "[in_i]/s": scale(254n, 10_000n),
  "[g]": scale(980_665n, 100_000n),
  "m/s2": scale(1n),
  um: scale(1n, 1_000_000n),
  mm: scale(1n, 1000n),
  m: scale(1n),
  "[in_i]": scale(254n, 10_000n),
  K: { factor: ratio(1n), offset: ratio(0n) },
  Cel: { factor: ratio(1n), offset: ratio(27_315n, 100n) },
  "[degF]": { factor: ratio(5n, 9n), offset: ratio(45_967n, 100n) },
  bar: scale(100_000n),
  mbar: scale(100n),
  Pa: scale(1n),
  kPa: scale(1000n),
  MPa: scale(1_000_000n),
  "[psi]": scale(poundForce.numerator * 10_000n ** 2n, poundForce.denominator * 254n ** 2n),
  "m3/h": scale(1n, 3600n),
  "L/min": scale(1n, 60_000n),
  "L/s": scale(1n, 1000n),
  "[gal_us]/min": scale(gallon.numerator, gallon.denominator * 60n),
  "N.m": scale(1n),
  "kgf.m": scale(980_665n, 100_000n),
  "[ft_i].[lbf_av]": scale(poundForce.numerator * 3048n, poundForce.denominator * 10_000n),
  N: scale(1n),
  kN: scale(1000n),
  "[lbf_av]": { factor: poundForce },
  W: scale(1n),
  kW: scale(1000n),
  g: scale(1n, 1000n),
  kg: scale(1n),
  t: scale(1000n),
  "[lb_av]": scale(45_359_237n, 100_000_000n),
  L: scale(1n, 1000n),
  m3: scale(1n),
  "[gal_us]": { factor: gallon },
};

const between = (value: Rational, source: Scale, target: Scale): Rational => {
  const base = product(source.offset === undefined ? value : sum(value, source.offset), source.factor);
  const inverse = ratio(target.factor.denominator, target.factor.numerator);
  const scaled = product(base, inverse);
  return target.offset === undefined ? scaled : sum(scaled, ratio(-target.offset.numerator, target.offset.denominator));
};

const product = (left: Rational, right: Rational): Rational =>
  ratio(left.numerator * right.numerator, left.denominator * right.denominator);

const sum = (left: Rational, right: Rational): Rational =>
  ratio(left.numerator * right.denominator + right.numerator * left.denominator, left.denominator * right.denominator);

const rational = (value: Decimal): Rational => ratio(BigInt(value.replace(".", "")), 10n ** BigInt(placesOf(value)));

const placesOf = (value: Decimal): number => {
  const point = value.indexOf(".");
  return point < 0 ? 0 : value.length - point - 1;
};

/** Fewer digits would say less than the value does, of which a whole number has none behind the point. */
const digitsMin = 3;
/** More places than any instrument has. */
const placesMax = 30;

const digitsOf = (value: Decimal): number =>
  Math.max(digitsMin, value.replace("-", "").replace(".", "").replace(/^0+/, "").length);

/** The places behind the point that leave so many significant digits. */
const placesFor = ({ denominator, numerator }: Rational, digits: number): number => {
  const magnitude = numerator < 0n ? -numerator : numerator;
  if (magnitude === 0n) return 0;
  const whole = magnitude / denominator;
  if (whole > 0n) return Math.max(0, digits - whole.toString().length);
  let zeros = 0;
  while ((magnitude * 10n ** BigInt(zeros + 1)) / denominator === 0n && zeros < placesMax) zeros++;
  return Math.min(placesMax, zeros + digits);
};

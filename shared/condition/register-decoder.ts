/**
 * Registers to values, by the channels of a profile, in exact arithmetic: no measured digit passes through binary
 * fractions.
 */
import { addDecimals, compareDecimals, isDecimal, scaleByRational, type Decimal } from "../quantity/decimal.ts";
import type { ProfileChannel, ProfileRead } from "./instrument-profile.ts";
import { bitsOf, registersOf, registerTypes, type RegisterType } from "./register-type.ts";
import { decimalOfSingle } from "./single-precision.ts";

export interface DecodedValue {
  readonly kind: "value";
  readonly value: Decimal;
  readonly inRange: boolean;
}

/** The instrument answered, but not with a value. */
export interface NoValue {
  readonly kind: "noValue";
  readonly reason: string;
}

/** Decodes one channel from the register bytes of the reply to its read. */
export const decodeChannel = (
  channel: ProfileChannel,
  read: ProfileRead,
  registers: Uint8Array,
): DecodedValue | NoValue => {
  const start = 2 * (channel.address - read.address);
  const wire = registers.subarray(start, start + 2 * registersOf(channel.type));
  if (wire.length < 2 * registersOf(channel.type)) throw new Error(`Channel ${channel.name} lies outside of its reply`);
  const raw = registerValue(channel.type, wire);
  if (raw === null) return { kind: "noValue", reason: "The register holds an infinity or no number at all." };
  if (channel.no_value?.includes(raw) === true)
    return { kind: "noValue", reason: `The register holds ${raw}, by which the instrument says that it has no value.` };
  const value = offsetBy(scaled(raw, channel.scale), channel.offset);
  return { kind: "value", value, inRange: isInRange(value, channel.range) };
};

/** The number in the registers as it stands, before any scale; `null` where a float holds no number. */
export const registerValue = (type: RegisterType, wire: Uint8Array): Decimal | null => {
  const bits = bitsOf(type, wire);
  const { kind } = registerTypes[type];
  if (kind === "float") return decimalOfSingle(bits);
  const width = BigInt(8 * wire.length);
  return scaleByRational(kind === "signed" ? BigInt.asIntN(Number(width), bits) : bits, 1n, 1n);
};

/** Enough for the smallest single-precision number; exact results are never cut. */
const exactPlacesMax = 60;
/** A quotient without end is rounded far below what any instrument resolves. */
const roundedPlaces = 12;

const scaled = (raw: Decimal, scale: readonly [string, string] | undefined): Decimal => {
  if (scale === undefined) return raw;
  const places = raw.includes(".") ? raw.length - raw.indexOf(".") - 1 : 0;
  const [numerator, denominator] = [BigInt(scale[0]), BigInt(scale[1]) * 10n ** BigInt(places)];
  const whole = BigInt(raw.replace(".", ""));
  return scaleByRational(
    whole,
    numerator,
    denominator,
    isFinite10(whole * numerator, denominator) ? exactPlacesMax : roundedPlaces,
  );
};

/** True when the fraction has an end in decimal: its reduced denominator has no prime factor but 2 and 5. */
const isFinite10 = (numerator: bigint, denominator: bigint): boolean => {
  let rest = denominator / greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  return rest === 1n;
};

const greatestCommonDivisor = (left: bigint, right: bigint): bigint =>
  right === 0n ? left : greatestCommonDivisor(right, left % right);

const offsetBy = (value: Decimal, offset: string | undefined): Decimal =>
  offset !== undefined && isDecimal(offset) ? addDecimals(value, offset) : value;

const isInRange = (value: Decimal, range: readonly [Decimal, Decimal] | undefined): boolean =>
  range === undefined || (compareDecimals(value, range[0]) >= 0 && compareDecimals(value, range[1]) <= 0);

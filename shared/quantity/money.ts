/**
 * Money: integer minor units beside an ISO 4217 code (record-format.md, section 2). No binary fraction ever holds it.
 */
import { z } from "zod";
import { isDecimal, type Decimal } from "./decimal.ts";

/** Amounts stay far below what an integer holds exactly. */
const minorMax = 1_000_000_000_000;

export const currencySchema = z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code such as USD");
export const minorSchema = z.int().min(0).max(minorMax);
export const moneySchema = z.strictObject({ currency: currencySchema, minor: minorSchema });

export type Money = z.infer<typeof moneySchema>;

/** Digits behind the point: two for USD, none for JPY (ISO 4217). */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat("en", { currency, style: "currency" }).resolvedOptions().maximumFractionDigits ?? 2;

/** The amount alone with grouped thousands: `1,000.00`. */
export const amountText = ({ currency, minor }: Money): string => {
  const digits = minorDigits(currency);
  const text = Math.abs(minor)
    .toString()
    .padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits).replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return `${minor < 0 ? "-" : ""}${whole}${digits === 0 ? "" : `.${text.slice(text.length - digits)}`}`;
};

/** The amount with its currency: `1,000.00 USD`. */
export const moneyText = (money: Money): string => `${amountText(money)} ${money.currency}`;

/** What somebody typed as minor units: `1,000.00`, `1000` or `30.5`; `null` for anything else. */
export const parseAmount = (text: string, currency: string): number | null => {
  const digits = minorDigits(currency);
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text.trim()) ? text.trim().replaceAll(",", "") : text.trim();
  const found = /^(\d{1,12})(?:\.(\d*))?$/.exec(plain);
  const fraction = found?.[2] ?? "";
  if (found === null || fraction.length > digits) return null;
  const minor = Number(`${found[1] ?? ""}${fraction.padEnd(digits, "0")}`);
  return minor <= minorMax ? minor : null;
};

/** `percent` of an amount in minor units, rounded half up: 80 % of 100000 is 80000. */
export const percentOf = (minor: number, percent: string): number => {
  if (!isDecimal(percent)) throw new Error(`${percent} is not a decimal`);
  const { digits, places } = wholeOf(percent);
  const divisor = 100n * 10n ** BigInt(places);
  return Number((2n * BigInt(minor) * digits + divisor) / (2n * divisor));
};

const wholeOf = (value: Decimal): { readonly digits: bigint; readonly places: number } => {
  const point = value.indexOf(".");
  return { digits: BigInt(value.replace(".", "")), places: point < 0 ? 0 : value.length - point - 1 };
};

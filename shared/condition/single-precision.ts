/** IEEE 754 single precision to decimal text: the shortest digits that name the same number. */
import { isDecimal, type Decimal } from "../quantity/decimal.ts";

/** The decimal of 32 bits, or `null` for infinities and what is not a number. */
export const decimalOfSingle = (bits: bigint): Decimal | null => {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, Number(bits));
  const value = view.getFloat32(0);
  if (!Number.isFinite(value)) return null;
  for (let digits = 1; digits <= singleDigitsMax; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return plainDecimal(text);
  }
  throw new Error(`No ${singleDigitsMax} digits name the single ${value}`);
};

/** Nine digits always tell two singles apart (IEEE 754, 5.12.2). */
const singleDigitsMax = 9;

const plainDecimal = (text: string): Decimal => {
  const [mantissa = "", exponent = "0"] = text.split("e");
  const sign = mantissa.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const decimal = pointAt(whole + fraction, whole.length + Number(exponent));
  const plain = decimal === "0" ? decimal : sign + decimal;
  if (!isDecimal(plain)) throw new Error(`${plain} is not a decimal`);
  return plain;
};

/** Digits with the decimal point after `place` of them, without zeros that say nothing. */
const pointAt = (digits: string, place: number): string => {
  const padded = digits.padStart(digits.length + Math.max(0, 1 - place), "0").padEnd(Math.max(place, 0), "0");
  const at = Math.max(place, 1);
  const whole = padded.slice(0, at).replace(/^0+(?=\d)/, "");
  const fraction = padded.slice(at).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
};

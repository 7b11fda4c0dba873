/** Amounts of money as a person reads and types them. */
import { moneyText, parseAmount, type Money } from "../../shared/quantity/money.ts";
import { readDecimal } from "./number-words.ts";
import { preferences } from "./preferences.ts";

/** `1,000.00 USD`, or `1.000,00 USD` where the person writes a decimal comma. */
export const moneyWords = (money: Money): string => {
  const text = moneyText(money);
  return preferences().decimal === "comma" ? text.replaceAll(/[.,]/g, (mark) => (mark === "." ? "," : ".")) : text;
};

/** Minor units of what was typed; null where that is no amount. */
export const typedAmount = (text: string, currency: string): number | null => {
  if (!/^[A-Z]{3}$/.test(currency)) return null;
  const read = readDecimal(text);
  return parseAmount(read.ok ? read.value : text, currency);
};

/** What a criterion takes off, in words. */
import type { Criterion } from "../../shared/reman/programme.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { moneyWords } from "../vocabulary/money-words.ts";

const words = coreWords.grading;

/** `80 % of the deposit`, `30.00 USD each`; empty where nothing is taken off. */
export const takesText = (deduction: Criterion["deduction"], currency: string): string => {
  if (deduction === null) return "";
  if (deduction.kind === "percent") return words.percent(deduction.percent);
  if (deduction.kind === "stated") return words.stated;
  return words.fixed(moneyWords({ currency, minor: deduction.minor }), deduction.per === "piece");
};

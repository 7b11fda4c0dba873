/** Whether a warranty may be issued as it is worded: the label must be carried by the terms. */
import { compareDecimals, isDecimal } from "../quantity/decimal.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import type { UsageLimit, WarrantyIssued, WarrantyLimits } from "./warranty-body.ts";
import { endDay } from "./warranty-term.ts";

export type WarrantyFailure = Failure & { readonly kind: "labelNotCarried" | "endsLater" | "meterMissing" };

/** The body as it may be recorded. `continued` is the warranty that it continues, where there is one. */
export const decideWarranty = (
  body: WarrantyIssued,
  continued: WarrantyIssued | null,
): Outcome<WarrantyIssued, WarrantyFailure> => {
  const label = labelFault(body);
  if (label !== null) return refuse("labelNotCarried", `${label} Lengthen the warranty, or label it "reconditioned".`);
  const unmetered = body.limits.usage.find((limit) => startValue(body, limit) === null);
  if (unmetered !== undefined)
    return refuse(
      "meterMissing",
      `The warranty is limited on the counter "${unmetered.counter}", but its reading at the start is missing. Give it.`,
    );
  if (continued === null) return success(body);
  const [end, original] = [endDay(body), endDay(continued)];
  if (original === null || (end !== null && end <= original)) return success(body);
  return refuse(
    "endsLater",
    `A replacement keeps the end of the warranty that it continues: that is ${original}. Shorten the months.`,
  );
};

/**
 * Why a product may not be called remanufactured: its warranty is below that of the new product in some limit
 * (BS 8887-2); `null` when it may, or is not called so.
 */
export const labelFault = ({ limits, reference_new, strategy }: WarrantyIssued): string | null => {
  if (strategy !== "remanufactured") return null;
  if (reference_new === null)
    return 'The label "remanufactured" needs the warranty of the new product to compare with, and none is given.';
  const short = shortLimit(limits, reference_new);
  return short === null
    ? null
    : `The label "remanufactured" is not carried: the new product has ${short.asNew}, this one ${short.here}.`;
};

/** What a counter stood at when the warranty began; `null` where that is not stated in the limit's unit. */
export const startValue = ({ meter_at_start }: Pick<WarrantyIssued, "meter_at_start">, usage: UsageLimit) => {
  const found = meter_at_start.find(
    ({ counter, reading }) => counter === usage.counter && reading.unit === usage.limit.unit,
  );
  const value = found?.reading.value;
  return value !== undefined && isDecimal(value) ? value : null;
};

interface Short {
  readonly asNew: string;
  readonly here: string;
}

const shortLimit = (limits: WarrantyLimits, asNew: WarrantyLimits): Short | null => {
  if (limits.months !== null && (asNew.months === null || limits.months < asNew.months))
    return { asNew: monthsText(asNew.months), here: monthsText(limits.months) };
  for (const usage of limits.usage) {
    const found = asNew.usage.find(
      ({ counter, limit }) => counter === usage.counter && limit.unit === usage.limit.unit,
    );
    if (found === undefined) return { asNew: `no limit in ${usage.counter}`, here: usageText(usage) };
    if (isBelow(usage, found)) return { asNew: usageText(found), here: usageText(usage) };
  }
  return null;
};

const isBelow = ({ limit: left }: UsageLimit, { limit: right }: UsageLimit): boolean =>
  isDecimal(left.value) && isDecimal(right.value) && compareDecimals(left.value, right.value) < 0;

const monthsText = (months: number | null): string => (months === null ? "no limit in months" : `${months} months`);

const usageText = ({ counter, limit }: UsageLimit): string => `${limit.value} ${limit.unit} of ${counter}`;

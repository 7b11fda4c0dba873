/** Decides what a record of work may say, from what is open on the asset and what its counters showed before. */
import { compareDecimals, isDecimal } from "../quantity/decimal.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import type { WorkPerformed } from "./work-body.ts";

/** What is known of the asset before the work is recorded. */
export interface AssetBeforeWork {
  /** Ids of the defects that are open. */
  readonly openDefects: ReadonlySet<string>;
  readonly counters: ReadonlyArray<{ readonly counter: string; readonly unit: string; readonly value: string }>;
}

export type WorkFailure = Failure & { readonly kind: "defectNotOpen" | "counterBackwards" | "hoursExceedDownTime" };

/** The body as it may be recorded, or the first reason why not. */
export const decideWork = (before: AssetBeforeWork, body: WorkPerformed): Outcome<WorkPerformed, WorkFailure> => {
  const closed = body.closes.find((id) => !before.openDefects.has(id));
  if (closed !== undefined)
    return refuse(
      "defectNotOpen",
      `The defect ${closed.slice(0, 12)}… is not open on this asset. Somebody may have closed it already.`,
    );
  return counterFault(before, body.counters) ?? success(body);
};

/** A counter only ever grows; one that was replaced is recorded as such by describing the asset. */
export const counterFault = (
  before: Pick<AssetBeforeWork, "counters">,
  readings: WorkPerformed["counters"],
): Outcome<never, WorkFailure> | null => {
  for (const { counter, reading } of readings) {
    const last = before.counters.find((known) => known.counter === counter && known.unit === reading.unit);
    if (last === undefined || !isDecimal(last.value) || !isDecimal(reading.value)) continue;
    if (compareDecimals(reading.value, last.value) < 0) {
      return refuse(
        "counterBackwards",
        `The counter "${counter}" stood at ${last.value} ${last.unit} before; ${reading.value} is less. Check the digits, or give the new counter another name.`,
      );
    }
  }
  return null;
};

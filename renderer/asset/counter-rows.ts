/** Meters as they are being read. */
import { isDecimal } from "../../shared/quantity/decimal.ts";
import type { RequestOf } from "../../shared/rpc/methods.ts";
import type { AssetDetail } from "../../shared/rpc/rows.ts";

export interface CounterRow {
  readonly counter: string;
  readonly unit: string;
  readonly value: string;
  /** What it showed before; null for a new one. */
  readonly last: AssetDetail["counters"][number] | null;
}

/** The known counters, and one empty row for another. */
export const counterRows = (counters: AssetDetail["counters"]): ReadonlyArray<CounterRow> => [
  ...counters.map((last) => ({ counter: last.counter, unit: last.unit, value: "", last })),
  { counter: "", unit: "h", value: "", last: null },
];

/** An empty value is left out; any other must be a decimal number. */
export const isNumber = (value: string): boolean => value.trim() === "" || isDecimal(value.trim());

/** What is recorded: rows with a name and a value. */
export const readingsOf = (rows: ReadonlyArray<CounterRow>): RequestOf<"asset.read-counter">["readings"] =>
  rows.flatMap(({ counter, unit, value }) => {
    const text = value.trim();
    if (counter.trim() === "" || !isDecimal(text)) return [];
    return [{ counter: counter.trim(), reading: { unit: unit.trim() === "" ? "1" : unit.trim(), value: text } }];
  });

/** Meters as they are being read. */
import type { RequestOf } from "../../shared/rpc/methods.ts";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { decimalFault, readDecimal } from "../vocabulary/number-words.ts";

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

/** Why a value is no number; null for one that is, and for an empty one, which is left out. */
export const numberFault = (value: string): string | null => (value.trim() === "" ? null : decimalFault(value));

/** What is recorded: rows with a name and a value. */
export const readingsOf = (rows: ReadonlyArray<CounterRow>): RequestOf<"asset.read-counter">["readings"] =>
  rows.flatMap(({ counter, unit, value }) => {
    const typed = readDecimal(value);
    if (counter.trim() === "" || !typed.ok) return [];
    return [{ counter: counter.trim(), reading: { unit: unit.trim() === "" ? "1" : unit.trim(), value: typed.value } }];
  });

/** Between which values a counter stood at a moment, from the readings around it. Counters never run backwards. */
import { microsBetween, type Instant } from "../clock/instant.ts";
import { addDecimals, compareDecimals, scaleByRational, type Decimal } from "../quantity/decimal.ts";

/** A reading that counts. */
export interface CounterEvidence {
  readonly at: Instant;
  readonly counter: string;
  readonly record: string;
  readonly unit: string;
  readonly value: Decimal;
}

/** What it stood at when something began, as that was stated. */
export type CounterStart = Pick<CounterEvidence, "at" | "unit" | "value">;

export interface CounterBounds {
  /** It had certainly reached so much. */
  readonly lower: CounterEvidence | null;
  /** It had certainly not passed so much; `null`: nothing says how far it may have run. */
  readonly upper: Decimal | null;
  /** Two readings that contradict each other. */
  readonly contradiction: readonly [CounterEvidence, CounterEvidence] | null;
}

/**
 * The bounds at a moment. An hour meter cannot run faster than time, which bounds it even where nobody read it since;
 * of cycles or kilometres nothing is known beyond the last reading.
 */
export const counterBounds = (
  readings: ReadonlyArray<CounterEvidence>,
  at: Instant,
  began: CounterStart | null = null,
): CounterBounds => {
  const ordered = [...readings].sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0));
  const before = ordered.filter((reading) => reading.at <= at);
  const after = ordered.filter((reading) => reading.at >= at);
  const lower = before.reduce<CounterEvidence | null>(
    (most, reading) => (most === null || compareDecimals(reading.value, most.value) >= 0 ? reading : most),
    null,
  );
  const reached = [
    ...after.map(({ value }) => value),
    ...[...before, ...(began === null || began.at > at ? [] : [began])].flatMap((reading) => runOn(reading, at)),
  ];
  return { contradiction: contradictionIn(ordered), lower, upper: leastOf(reached) };
};

/** Microseconds of a unit of time in UCUM; a counter in another unit does not follow the clock. */
const microsOfUnit: ReadonlyMap<string, bigint> = new Map([
  ["s", 1_000_000n],
  ["min", 60_000_000n],
  ["h", 3_600_000_000n],
  ["d", 86_400_000_000n],
]);

const runOn = ({ at: from, unit, value }: CounterStart, at: Instant): ReadonlyArray<Decimal> => {
  const micros = microsOfUnit.get(unit);
  return micros === undefined
    ? []
    : [addDecimals(value, scaleByRational(BigInt(microsBetween(from, at)), 1n, micros, 3))];
};

const leastOf = (values: ReadonlyArray<Decimal>): Decimal | null =>
  values.reduce<Decimal | null>(
    (least, value) => (least === null || compareDecimals(value, least) < 0 ? value : least),
    null,
  );

const contradictionIn = (ordered: ReadonlyArray<CounterEvidence>): CounterBounds["contradiction"] => {
  for (const [index, reading] of ordered.entries()) {
    const before = ordered[index - 1];
    if (before !== undefined && before.at < reading.at && compareDecimals(reading.value, before.value) < 0)
      return [before, reading];
  }
  return null;
};

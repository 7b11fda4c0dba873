/** More evidence decides what was open and never reverses a decision; cover that ended does not begin again. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { instantFromMillis } from "../../../shared/clock/instant.ts";
import { isDecimal } from "../../../shared/quantity/decimal.ts";
import { judgeWarranty, type Cover } from "../../../shared/warranty/judge-warranty.ts";
import { warrantyTerms } from "../../doubles/warranty-terms.ts";

const begin = Date.parse("2026-01-15T00:00:00Z");
const hourMillis = 3_600_000;
/** Three years in hours: beyond every limit of the terms. */
const span = 3 * 365 * 24;

/** A machine that ran some share of every hour: what its meter showed is known at each moment. */
const machine = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 0, max: 100 })), { minLength: 1, maxLength: 40 })
  .map((stretches) => (hour: number): number => {
    let passed = 0;
    let run = 100_000;
    for (const [hours, percent] of stretches) {
      const part = Math.max(0, Math.min(hours, hour - passed));
      run += part * percent;
      passed += hours;
    }
    return run;
  });

const moments = fc.uniqueArray(fc.integer({ min: 0, max: span }), { maxLength: 12 });

const readingAt = (meter: (hour: number) => number, hour: number) => {
  const hundredths = meter(hour);
  const value = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
  if (!isDecimal(value)) throw new Error(value);
  return { at: instant(hour), counter: "operating hours", record: String(hour), unit: "h", value };
};

const instant = (hour: number) => instantFromMillis(begin + hour * hourMillis);

const coverAt = (meter: (hour: number) => number, hours: ReadonlyArray<number>, asked: number, known = asked): Cover =>
  judgeWarranty(
    warrantyTerms(),
    { readings: hours.map((hour) => readingAt(meter, hour)), services: [] },
    { at: instant(asked), knownBy: instant(Math.max(asked, known)), last: instant(asked) },
  ).cover;

test("a decision is true of the machine, and another reading keeps it", () => {
  fc.assert(
    fc.property(
      machine,
      moments,
      fc.integer({ min: 0, max: span }),
      fc.integer({ min: 0, max: span }),
      (meter, hours, more, asked) => {
        const before = coverAt(meter, hours, asked);
        const after = coverAt(meter, [...hours, more], asked);
        if (before !== "undecided") expect(after).toBe(before);
        const isInTerm = instant(asked).slice(0, 10) <= "2028-01-15";
        const truth: Cover = isInTerm && meter(asked) <= 500_000 ? "in" : "out";
        expect([truth, "undecided"]).toContain(after);
      },
    ),
    { numRuns: 400, seed: 20_261_122 },
  );
});

test("cover that ended for the same records has ended for every later moment", () => {
  fc.assert(
    fc.property(
      machine,
      moments,
      fc.integer({ min: 0, max: span }),
      fc.integer({ min: 0, max: span }),
      (meter, hours, one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
        if (coverAt(meter, hours, earlier) === "out") expect(coverAt(meter, hours, later)).toBe("out");
        if (coverAt(meter, hours, later) === "in") expect(coverAt(meter, hours, earlier)).toBe("in");
      },
    ),
    { numRuns: 400, seed: 20_261_122 },
  );
});

test("knowing of a claim later never helps it, and knowing earlier never hurts", () => {
  fc.assert(
    fc.property(
      moments,
      fc.integer({ min: 0, max: span }),
      fc.integer({ min: 0, max: span }),
      fc.integer({ min: 0, max: span }),
      (hours, asked, one, other) => {
        const meter = (): number => 100_000;
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
        const rank: Readonly<Record<Cover, number>> = { in: 2, out: 0, undecided: 1 };
        expect(rank[coverAt(meter, hours, asked, later)]).toBeLessThanOrEqual(
          rank[coverAt(meter, hours, asked, earlier)],
        );
      },
    ),
    { numRuns: 300, seed: 20_261_122 },
  );
});

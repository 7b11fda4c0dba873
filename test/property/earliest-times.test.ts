/** The earliest times over checkpoints: the staircase answers as a search through all of them would. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { instantFromMillis } from "../../shared/clock/instant.ts";
import { earliestTimes } from "../../shared/witness/earliest-times.ts";

const cosignature = fc.record({
  size: fc.integer({ max: 12, min: 0 }),
  time: fc.integer({ max: 20, min: 0 }).map((second) => instantFromMillis(second * 1000)),
  witness: fc.constantFrom("one", "two"),
});

test("whatever order cosignatures come in", () => {
  fc.assert(
    fc.property(fc.array(cosignature, { maxLength: 30 }), (all) => {
      const times = earliestTimes();
      const answers = all.map(({ size, ...found }, index) => {
        const known = all
          .slice(0, index)
          .some((one) => one.witness === found.witness && one.size >= size && one.time <= found.time);
        return times.add(size, found) === !known;
      });
      expect(answers.every(Boolean)).toBe(true);
      for (let index = -1; index <= 12; index++) {
        const expected = ["one", "two"].flatMap((witness) => {
          const holding = all
            .filter((one) => one.witness === witness && one.size > index)
            .map(({ time }) => time)
            .sort();
          return holding[0] === undefined ? [] : [{ time: holding[0], witness }];
        });
        const found = [...times.holding(index)].sort((left, right) => (left.witness < right.witness ? -1 : 1));
        expect(found).toEqual(expected);
      }
    }),
    { numRuns: 300, seed: 42 },
  );
});

/** Waiting before the next call: longer after each failure, up to a bound, and never the same for everybody. */
import { assert, double, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { backOffMs, peerBackOff } from "../../../shared/sync/back-off.ts";

test("doubles with each failure until it is long enough", () => {
  expect([0, 1, 2, 3, 20, 1_000_000].map((failures) => backOffMs(failures, 0))).toEqual([1000, 2000, 4000, 8000, 300_000, 300_000]);
});

test("takes up to half of it off by chance, and never becomes nothing", () => {
  assert(
    property(integer({ min: 0, max: 1000 }), double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (failures, random) => {
      const [wait, most] = [backOffMs(failures, random), backOffMs(failures, 0)];
      return wait <= most && wait >= most / 2 && wait <= peerBackOff.longestMs;
    }),
    { numRuns: 200, seed: 1 },
  );
});

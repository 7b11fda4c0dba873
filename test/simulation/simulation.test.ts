/** Some seeds of the simulation; thousands run by `npm run simulate -- --seeds N`. */
import { describe, expect, test } from "vitest";
import { runSeed } from "./run-seed.ts";

describe("whatever disks, clocks and connections do", () => {
  test.each([1, 2, 3, 4, 5, 6, 7])("honest companies of seed %i end alike and lose nothing", async (seed) => {
    expect((await runSeed(seed)).faults).toEqual([]);
  });

  test("a seed is the very same run again, to the last byte on every connection", async () => {
    const [first, second] = [await runSeed(7), await runSeed(7)];
    expect(second.story).toEqual(first.story);
    expect(second.digest).toBe(first.digest);
    expect((await runSeed(8)).digest).not.toBe(first.digest);
  });
});

// What these seeds found is mended; each is kept, though what happens in it changes with the program.
describe("forgers, restored folders and damaged disks", () => {
  test.each([103, 328, 354, 1298, 2249, 2378, 5098, 8012])("seed %i", async (seed) => {
    const { counts, faults } = await runSeed(seed);
    expect(faults).toEqual([]);
    expect(counts["records"]).toBeGreaterThan(10);
  });
});

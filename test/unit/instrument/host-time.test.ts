/** The time at the source: microseconds that are true, and no step of the system's clock in the monotonic one. */
import { expect, test } from "vitest";
import { createHostTime } from "../../../main/instrument/host-time.ts";

/** Two clocks over one true time in microseconds; the wall clock can be set. */
const clocks = () => {
  let true_us = 0;
  let wallOffset_us = Date.UTC(2026, 0, 1) * 1000 + 417;
  return {
    pass: (micros: number) => {
      true_us += micros;
    },
    set: (micros: number) => {
      wallOffset_us += micros;
    },
    truth: () => new Date((true_us + wallOffset_us) / 1000).toISOString().slice(0, 19),
    micros: () => (true_us + wallOffset_us) % 1000,
    time: createHostTime(
      { wallMillis: () => Math.floor((true_us + wallOffset_us) / 1000), monotonicNanos: () => BigInt(true_us) * 1000n + 5_000_000n },
      () => () => undefined,
    ),
  };
};

test("the digits below a millisecond come true as both clocks are read", () => {
  const world = clocks();
  for (let read = 0; read < 2000; read++) {
    world.pass(733);
    world.time.moment();
  }
  const { at, mono_us } = world.time.moment();
  expect(at.startsWith(world.truth())).toBe(true);
  expect(Math.abs(Number(at.slice(23, 26)) - world.micros())).toBeLessThanOrEqual(2);
  expect(mono_us).toBe(5000 + 2000 * 733);
});

test("when the wall clock is set, UTC follows and the monotonic time does not", () => {
  const world = clocks();
  const before = world.time.moment();
  world.pass(1000);
  world.set(-3_600_000_000);
  const after = world.time.moment();
  expect(after.at < before.at).toBe(true);
  expect(after.at.startsWith(world.truth())).toBe(true);
  expect(after.mono_us - before.mono_us).toBe(1000);
});

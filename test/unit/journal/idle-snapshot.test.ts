/** When a snapshot is written by itself. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { idleMillis, snapshotAfterRecords, snapshotWhenIdle } from "../../../main/journal/idle-snapshot.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("one is written when enough records came in and nothing comes any more", () => {
  const write = vi.fn<() => void>();
  const idle = snapshotWhenIdle(write);
  idle.grew(snapshotAfterRecords - 1);
  vi.advanceTimersByTime(10 * idleMillis);
  expect(write).not.toHaveBeenCalled();
  for (let second = 0; second < 20; second++) {
    idle.grew(1);
    vi.advanceTimersByTime(idleMillis - 1);
  }
  expect(write).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(write).toHaveBeenCalledTimes(1);
  idle.grew(1);
  vi.advanceTimersByTime(10 * idleMillis);
  expect(write).toHaveBeenCalledTimes(1);
});

test("none is written after it was stopped", () => {
  const write = vi.fn<() => void>();
  const idle = snapshotWhenIdle(write);
  idle.grew(snapshotAfterRecords);
  idle.stop();
  vi.advanceTimersByTime(10 * idleMillis);
  expect(write).not.toHaveBeenCalled();
});

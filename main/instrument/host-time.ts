/** The time of the process that reads instruments: when bytes came, and waiting. */
import { instantFromMillis, type Instant } from "../../shared/clock/instant.ts";

/** When something came in: UTC as the system's clock says, and a monotonic clock that no correction moves. */
export interface Moment {
  readonly at: Instant;
  readonly mono_us: number;
}

export interface HostTime {
  readonly moment: () => Moment;
  /** Calls `action` once after `millis`; the function returned takes it back. */
  readonly after: (millis: number, action: () => void) => () => void;
}

/** The two clocks of the platform. */
export interface PlatformClocks {
  /** Milliseconds since 1970, cut off. */
  readonly wallMillis: () => number;
  /** Nanoseconds from an arbitrary start. */
  readonly monotonicNanos: () => bigint;
}

/** The clocks and timers of Node. */
export const nodeHostTime = (): HostTime =>
  createHostTime({ wallMillis: () => Date.now(), monotonicNanos: () => process.hrtime.bigint() }, (millis, action) => {
    const timer = setTimeout(action, millis);
    return () => clearTimeout(timer);
  });

/**
 * Time with microseconds from a wall clock of milliseconds: each reading of both clocks narrows the bounds of their
 * difference, so after a few of them the digits below a millisecond are true. When the wall clock is set, the bounds
 * start anew.
 */
export const createHostTime = (clocks: PlatformClocks, after: HostTime["after"]): HostTime => {
  let offset = { least: -Infinity, most: Infinity };
  const moment = (): Moment => {
    const mono_us = Number(clocks.monotonicNanos() / 1000n);
    const wall_us = clocks.wallMillis() * 1000;
    const seen = { least: wall_us - mono_us, most: wall_us + 999 - mono_us };
    offset = narrowed(offset, seen);
    const utc = mono_us + offset.least;
    return { at: instantFromMillis(Math.floor(utc / 1000), utc % 1000), mono_us };
  };
  return { moment, after };
};

/** Waits for some milliseconds. */
export const pause = (time: HostTime, millis: number): Promise<void> =>
  new Promise((resolve) => {
    time.after(millis, resolve);
  });

interface Bounds {
  readonly least: number;
  readonly most: number;
}

const narrowed = (known: Bounds, seen: Bounds): Bounds => {
  const both = { least: Math.max(known.least, seen.least), most: Math.min(known.most, seen.most) };
  return both.least <= both.most ? both : seen;
};

/**
 * The clock of this installation as records state it: when, by which boot, and how long the machine has been running.
 */
import type { Instant } from "../../shared/clock/instant.ts";
import type { RecordClock } from "../../shared/ledger/record.ts";

/** Where the time comes from; passed in once, so that tests can set it. */
export interface Clock {
  readonly utc: () => Instant;
  /** Microseconds since an arbitrary start that no change of the wall clock moves. */
  readonly monoMicros: () => number;
  /** Minutes of local time ahead of UTC. */
  readonly offsetMinutes: () => number;
}

/** States the clock for a key; `boot` is drawn anew for each key at each start of the program. */
export const createRecordClock = (
  clock: Clock,
  randomHex: (digits: number) => string,
): ((key: string) => RecordClock) => {
  const boots = new Map<string, string>();
  return (key) => {
    const boot = boots.get(key) ?? randomHex(16);
    boots.set(key, boot);
    return {
      boot,
      mono_us: clock.monoMicros(),
      offset_min: clock.offsetMinutes(),
      source: "system",
      unc_us: null,
      utc: clock.utc(),
    };
  };
};

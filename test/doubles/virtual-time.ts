/** Time that passes only when nothing else is left to do: minutes of waiting take no time in a test. */
import { instantFromMillis } from "../../shared/clock/instant.ts";
import type { HostTime } from "../../main/instrument/host-time.ts";

export interface VirtualTime extends HostTime {
  /** Lets time pass until the promise is settled, and returns its value. Throws when nothing is left that could settle it. */
  readonly passUntil: <T>(promise: Promise<T>) => Promise<T>;
}

/** Begins on 1 January 2026. */
export const virtualTime = (): VirtualTime => {
  const start = Date.UTC(2026, 0, 1);
  let now_us = 1_000_000;
  let actions: ReadonlyArray<{ readonly at_us: number; readonly action: () => void }> = [];
  const next = () => actions.reduce<(typeof actions)[number] | null>((first, one) => (first === null || one.at_us < first.at_us ? one : first), null);
  return {
    moment: () => ({ at: instantFromMillis(start + Math.floor(now_us / 1000), now_us % 1000), mono_us: now_us }),
    after: (millis, action) => {
      const planned = { at_us: now_us + Math.round(millis * 1000), action };
      actions = [...actions, planned];
      return () => {
        actions = actions.filter((one) => one !== planned);
      };
    },
    passUntil: async (promise) => {
      let settled = false;
      const end = (): void => {
        settled = true;
      };
      promise.then(end, end);
      for (;;) {
        await promisesDone();
        if (settled) return promise;
        const due = next();
        if (due === null) throw new Error("Nothing is left to happen, and the promise is not settled");
        actions = actions.filter((one) => one !== due);
        now_us = Math.max(now_us, due.at_us);
        due.action();
      }
    },
  };
};

/** Everything that can happen without time passing has happened. */
const promisesDone = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Says that something has changed at once, and then at most so often: what follows goes together. */
import { setTimeout } from "node:timers";

/** Runs at the first call; of those within `everyMs` after it only one more runs, at the end. */
export const coalesced = (run: () => void, everyMs: number): (() => void) => {
  let isResting = false;
  let isAsked = false;
  const call = (): void => {
    isAsked = isResting;
    if (isResting) return;
    isResting = true;
    run();
    const wake = (): void => {
      isResting = false;
      if (isAsked) call();
    };
    setTimeout(wake, everyMs).unref();
  };
  return call;
};

/** Long work in turns of some milliseconds, so that nobody in this process waits for the whole of it. */
import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";

/** Work goes on for so long before others have their turn; what is under way then takes some milliseconds more. */
export const turnMillis = 12;

/** Goes through all steps; each is done when the next is asked for. */
export const takeTurns = async (steps: Iterable<unknown>): Promise<void> => {
  let began = performance.now();
  for (const _ of steps) {
    if (performance.now() - began < turnMillis) continue;
    await nextTurn();
    began = performance.now();
  }
};

/** Long work on the rows in turns of some milliseconds, so that nobody waits for the whole of it. */
import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { turnMillis } from "../turn/take-turns.ts";
import type { SqlDatabase } from "./sql-database.ts";

/** Does `work` for each item, each turn as one transaction. */
export const inTurns = async <T>(
  database: SqlDatabase,
  items: ReadonlyArray<T>,
  work: (item: T) => void,
): Promise<void> => {
  for (let next = 0; next < items.length; await nextTurn()) {
    database.transaction(() => {
      const began = performance.now();
      for (; next < items.length && performance.now() - began < turnMillis; next++) {
        const item = items[next];
        if (item !== undefined) work(item);
      }
    });
  }
};

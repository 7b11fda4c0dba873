/** What a record has seen, by the definition: an oracle for everything that finds it in a quicker way. */
import type { HeldRecord } from "../../shared/ledger/history.ts";

/** A record with all its ancestors. */
export const seenBy = (record: HeldRecord): ReadonlySet<HeldRecord> => {
  const seen = new Set([record]);
  for (const each of seen) for (const parent of each.parents) seen.add(parent);
  return seen;
};

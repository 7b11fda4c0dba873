/** Witnesses whose times contradict those of others, or their own (record-format.md, section 6). */
import { microsBetween, type Instant } from "../clock/instant.ts";
import type { RecordId } from "../ledger/record.ts";
import type { RecordTimes, TimeBounds } from "./time-bounds.ts";

/** One contradiction: what a witness says, and the time that it cannot be squared with. */
export interface Suspicion {
  readonly witness: string;
  readonly record: RecordId;
  readonly contradiction: "itself" | "lower bound" | "upper bound";
  /** When the witness cosigned. */
  readonly said: Instant;
  readonly against: Instant;
}

/** Clocks of honest witnesses may differ so far. */
export const witnessSkewMinutes = 5;

/** What speaks against witnesses in the times of one record. */
export const suspicionsIn = (
  record: RecordId,
  { ahead, behind }: RecordTimes,
  { lower, upper }: TimeBounds,
): ReadonlyArray<Suspicion> => {
  const found: Suspicion[] = [];
  const note = (witness: string, contradiction: Suspicion["contradiction"], said: Instant, against: Instant): void =>
    void found.push({ witness, record, contradiction, said, against });
  for (const [witness, named] of behind) {
    const held = ahead.get(witness);
    // A note that the record names is older than the record; a checkpoint that holds the record is younger.
    if (held !== undefined && isLater(named, held)) note(witness, "itself", named, held);
    else if (upper !== null && !upper.witnesses.includes(witness) && isLater(named, upper.time))
      note(witness, "upper bound", named, upper.time);
  }
  for (const [witness, held] of ahead) {
    if (lower !== null && !lower.witnesses.includes(witness) && isLater(lower.time, held))
      note(witness, "lower bound", held, lower.time);
  }
  return found;
};

const isLater = (later: Instant, earlier: Instant): boolean =>
  later > earlier && microsBetween(earlier, later) > witnessSkewMinutes * 60_000_000;

/**
 * Which cosigned note a next record names in `after`: the one that proves most of its age (record-format.md, section
 * 6).
 */
import type { Instant } from "../../shared/clock/instant.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import type { RegisterState } from "../../shared/register/register-state.ts";
import { timeGround } from "../../shared/register/time-ground.ts";
import { boundsUnder } from "../../shared/witness/time-bounds.ts";
import type { TimeEvidence, WitnessTime } from "../../shared/witness/time-evidence.ts";
import type { HistoryStore } from "./history-store.ts";

/** What is known of notes. */
export interface KnownNotes {
  readonly evidence: Pick<TimeEvidence, "version">;
  /** The digest of the note with the best score; of equals the one that came last. */
  readonly newest: (score: (times: ReadonlyArray<WitnessTime>) => Instant | null) => string | null;
}

/**
 * Answers by the policy that a register has now: the note that bounds a record most tightly, or the one that came last
 * where none satisfies the policy. Asked for every record, so answers are kept as long as nothing is learnt.
 */
export const newestNoteOf = (notes: KnownNotes, store: Pick<HistoryStore, "judge">) => {
  let known = new Map<RegisterState, string | null>();
  let version = -1;
  return (register: HistoryId | null): string | null => {
    if (register === null || notes.evidence.version() === 0) return null;
    if (version !== notes.evidence.version()) known = new Map();
    version = notes.evidence.version();
    const state = store.judge.registerNow(register);
    const before = known.get(state);
    if (before !== undefined) return before;
    const ground = timeGround(state, state);
    const note = notes.newest(
      (times) => boundsUnder({ ahead: new Map(), behind: latest(times) }, ground).lower?.time ?? null,
    );
    known.set(state, note);
    return note;
  };
};

const latest = (times: ReadonlyArray<WitnessTime>): ReadonlyMap<string, Instant> =>
  new Map(
    [...times].sort((left, right) => (left.time < right.time ? -1 : 1)).map(({ time, witness }) => [witness, time]),
  );

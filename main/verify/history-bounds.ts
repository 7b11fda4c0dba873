/** What a verifier says of the times of one history (record-format.md, sections 6 and 11). */
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import { isImpossible, timeMarksOf, type TimeMark } from "../../shared/query/time-marks.ts";
import { independentOrganisations } from "../../shared/register/time-ground.ts";
import type { HistoryVerdict } from "../../shared/rpc/rows.ts";
import { suspicionsIn, type Suspicion } from "../../shared/witness/suspected-witness.ts";
import type { TimeBounds } from "../../shared/witness/time-bounds.ts";
import type { Evidence } from "./evidence.ts";

type BoundsVerdict = Pick<HistoryVerdict, "bounds" | "impossible_times" | "late_entries">;

/** Counts what is bounded, by how many independent organisations at least, and what is odd about the times claimed. */
export const boundsVerdict = (evidence: Evidence, history: History): BoundsVerdict => {
  let organisations: number | null = null;
  let [open, impossible, late] = [0, 0, 0];
  for (const record of history.records.values()) {
    const bounds = evidence.judge.bounds(record);
    const behind =
      bounds.upper === null
        ? 0
        : independentOrganisations(bounds, evidence.judge.registerNowOf(record), record.writer).length;
    const marks = marksOf(evidence, record, bounds);
    if (behind === 0) open++;
    else organisations = Math.min(organisations ?? behind, behind);
    impossible += Number(isImpossible(marks));
    late += Number(marks.includes("late entry"));
  }
  return { bounds: { open, organisations: organisations ?? 0 }, impossible_times: impossible, late_entries: late };
};

/** What speaks against witnesses in the times of a history; of each witness and kind the first. */
export const suspicionsOf = (evidence: Evidence, history: History): ReadonlyArray<Suspicion> => {
  if (evidence.times.version() === 0) return [];
  const found = history.order.flatMap((record) => {
    const times = evidence.judge.times(record);
    return times === undefined ? [] : suspicionsIn(record.id, times, evidence.judge.bounds(record));
  });
  const first = new Map(found.toReversed().map((one) => [`${one.witness} ${one.contradiction}`, one]));
  return [...first.values()];
};

const marksOf = (evidence: Evidence, record: HeldRecord, bounds: TimeBounds): ReadonlyArray<TimeMark> => {
  const { charter } = evidence.judge.registerAt(record);
  return timeMarksOf(record, bounds, charter?.late_entry_hours);
};

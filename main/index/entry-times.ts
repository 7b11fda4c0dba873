/**
 * What an entry shows of its true time: bounds, who stands behind them, and what is odd (record-format.md, section 6).
 */
import type { HeldRecord } from "../../shared/ledger/history.ts";
import { timeMarksOf } from "../../shared/query/time-marks.ts";
import type { StandingJudge } from "../../shared/register/standing-judge.ts";
import { independentOrganisations, type WitnessOrganisation } from "../../shared/register/time-ground.ts";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";

/** The times of a record as a timeline shows them. */
export const entryTimes = (judge: StandingJudge, record: HeldRecord): Pick<TimelineEntry, "bounds" | "late"> => {
  const bounds = judge.bounds(record);
  const marks = timeMarksOf(record, bounds, judge.registerAt(record).charter?.late_entry_hours);
  const behind =
    bounds.upper === null ? [] : independentOrganisations(bounds, judge.registerNowOf(record), record.writer);
  return {
    bounds: {
      behind: behind.map(nameOf),
      lower: bounds.lower?.time ?? null,
      marks: [...marks],
      organisations: behind.length,
      upper: bounds.upper?.time ?? null,
    },
    late: marks.includes("late entry"),
  };
};

// Organisations state their names; one that is sealed is called by its id.
const nameOf = ({ name, party }: WitnessOrganisation): string =>
  typeof name === "string" ? name : `${(party ?? "").slice(0, 12)}…`;

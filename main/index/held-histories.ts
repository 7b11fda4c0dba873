/** What the index sees of the graph: histories, their verdicts, and where each record lies in the journal. */
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import type { Ledger } from "../../shared/ledger/ledger.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { recordsApart } from "../../shared/projection/records-apart.ts";
import type { StandingJudge } from "../../shared/register/standing-judge.ts";
import { countsInState, type Standing, type Verdict } from "../../shared/register/standing.ts";

/** The graph as it is now; both members may be replaced as a whole after a failed write. */
export interface HeldHistories {
  readonly ledger: Ledger;
  readonly judge: StandingJudge;
}

/** What the graph says of one history at this moment. */
export interface HistoryView {
  readonly history: History;
  readonly standingOf: (record: HeldRecord) => Standing;
  readonly counts: (record: HeldRecord) => boolean;
  /** Whether another record stands beside it that neither saw it nor was seen by it. */
  readonly isApart: (record: HeldRecord) => boolean;
}

/** A place for each record of a history: what changes when others arrive. */
export interface ViewedPlace {
  readonly position: number;
  readonly standing: Standing;
  readonly apart: boolean;
}

export type LineOf = (id: RecordId) => number | null;

/** Looks at one history. */
export const viewHistory = ({ judge }: HeldHistories, history: History): HistoryView => {
  const verdicts = judge.verdicts(history.id);
  const apart = recordsApart(history.order);
  const verdictOn = (record: HeldRecord): Verdict => verdicts.get(record.id) ?? judge.verdict(record);
  const standingOf = (record: HeldRecord): Standing => verdictOn(record).standing;
  const counts = (record: HeldRecord): boolean => countsInState(verdictOn(record));
  return { history, standingOf, counts, isApart: (record) => apart.has(record) };
};

/** Where a record stands in a view. */
export const placeIn = (view: HistoryView, record: HeldRecord): ViewedPlace => ({
  position: record.position,
  standing: view.standingOf(record),
  apart: view.isApart(record),
});

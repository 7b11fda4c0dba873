/** The seals that a record surfaced after (record-format.md, section 8), for every entry that is shown. */
import { sealsOf, surfacedAfter, type Seal } from "../../shared/custody/seal.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import type { StandingJudge } from "../../shared/register/standing-judge.ts";
import { countsInState } from "../../shared/register/standing.ts";
import type { HeldHistories } from "./held-histories.ts";

/** The ids of those seals, in their order. */
export const sealsPassedBy = ({ judge, ledger }: HeldHistories, record: HeldRecord): ReadonlyArray<RecordId> => {
  const history = ledger.history(record.history);
  if (history === undefined) return [];
  return sealsIn(judge, history).flatMap((seal) => (surfacedAfter(history, seal)(record) ? [seal.record.id] : []));
};

interface KnownSeals {
  readonly judge: StandingJudge;
  readonly records: number;
  readonly seals: ReadonlyArray<Seal>;
}

/** A timeline asks for each of its entries: the seals are looked for once, until another record comes. */
const known = new WeakMap<History, KnownSeals>();

const sealsIn = (judge: StandingJudge, history: History): ReadonlyArray<Seal> => {
  const found = known.get(history);
  if (found?.judge === judge && found.records === history.completeCount) return found.seals;
  const seals = sealsOf(history, (record) => countsInState(judge.verdict(record)));
  known.set(history, { judge, records: history.completeCount, seals });
  return seals;
};

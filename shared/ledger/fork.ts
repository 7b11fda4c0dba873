/**
 * Forks: records of different keys of which neither has seen the other (record-format.md, section 1). Normal offline
 * work.
 */
import { isComplete, type HeldRecord, type History } from "./history.ts";
import { compareByTime, hasSeen } from "./order.ts";

/** A record after which the history went on in several directions, and the first record of each, in their order. */
export interface Fork {
  readonly at: HeldRecord;
  readonly branches: ReadonlyArray<HeldRecord>;
}

/** The forks of a history in its order. Directions that one key alone took are an equivocation, not a fork. */
export const forksOf = (history: History): ReadonlyArray<Fork> =>
  history.order.flatMap((record) => {
    const branches = branchesOf(record);
    return branches.some(({ writer }) => writer !== branches[0]?.writer) ? [{ at: record, branches }] : [];
  });

const branchesOf = (record: HeldRecord): ReadonlyArray<HeldRecord> => {
  const children = record.children.filter(isComplete);
  if (children.length < 2) return children;
  return children.filter((child) => beginsDirection(record, child)).sort(compareByTime);
};

// A child begins a direction iff none of its other parents stands behind the record: that one would have begun it.
const beginsDirection = (record: HeldRecord, child: HeldRecord): boolean =>
  !child.parents.some((parent) => parent !== record && hasSeen(parent, record));

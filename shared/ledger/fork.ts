/**
 * Forks: records of different keys of which neither has seen the other (record-format.md, section 1). Normal offline
 * work.
 */
import { isComplete, type HeldRecord, type History } from "./history.ts";
import { hasSeen } from "./order.ts";

/** The records after which the history went on in several directions, each with the first record of every direction. */
export const forksOf = (
  history: History,
): ReadonlyArray<{ readonly at: HeldRecord; readonly branches: ReadonlyArray<HeldRecord> }> =>
  history.order.flatMap((record) => {
    const branches = branchesOf(record);
    return branches.length > 1 && new Set(branches.map(({ writer }) => writer)).size > 1
      ? [{ at: record, branches }]
      : [];
  });

const branchesOf = (record: HeldRecord): ReadonlyArray<HeldRecord> => {
  const children = record.children.filter((child) => isComplete(child) && child.history === record.history);
  if (children.length < 2) return children;
  return children.filter((child) => !children.some((other) => other !== child && hasSeen(child, other)));
};

/** When records at the end of a history change nothing about those before them, and how they stand themselves. */
import type { HeldRecord, History } from "../ledger/history.ts";

/**
 * Whether each of `records`, which came last and in this order, was written apart; `null` when they do more than
 * continue the history after its first `placed` records.
 *
 * They continue it when they are the end of its order and each has its predecessor in the order as a parent. What such
 * a record has not seen, its predecessor had not seen either, and so it was marked as written apart before. The record
 * itself is apart iff it leaves the history with more than one head.
 */
export const continuedOrder = (
  history: History,
  placed: number,
  records: ReadonlyArray<HeldRecord>,
): ReadonlyArray<boolean> | null => {
  if (placed === 0 || history.order.length !== placed + records.length) return null;
  const follows = records.every((record, index) => followsIn(history, record, placed + index));
  return follows ? headsAfter(history, records).map((heads) => heads > 1) : null;
};

const followsIn = ({ order }: History, record: HeldRecord, position: number): boolean => {
  const before = order[position - 1];
  return order[position] === record && before !== undefined && record.parents.includes(before);
};

/** How many heads the history has after each record, counted back from those that it has now. */
const headsAfter = (history: History, records: ReadonlyArray<HeldRecord>): ReadonlyArray<number> => {
  const counts: number[] = [];
  let heads = history.heads.size;
  for (const record of records.toReversed()) {
    counts.push(heads);
    heads += headsJoined(record) - 1;
  }
  return counts.toReversed();
};

/** Parents that were heads before the record came. */
const headsJoined = ({ parents, position }: HeldRecord): number =>
  parents.filter(({ children }) => !children.some((child) => child.position >= 0 && child.position < position)).length;

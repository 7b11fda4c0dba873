/**
 * Which records of a history were written apart from others (record-format.md, section 1): what a timeline marks as
 * forked.
 */
import type { HeldRecord } from "../ledger/history.ts";

/**
 * The records beside which another stands that neither saw them nor was seen by them, in time linear in the links of
 * `order`, the history's order. A record stands alone iff it is the only head of the records up to it, so it has seen
 * them all, and the only beginning of the records from it on, so they all have seen it.
 */
export const recordsApart = (order: ReadonlyArray<HeldRecord>): ReadonlySet<HeldRecord> => {
  if (isOneLine(order)) return new Set();
  const heads = soleHeads(order);
  const beginnings = soleBeginnings(order);
  return new Set(order.filter((record) => !heads.has(record) || !beginnings.has(record)));
};

/** The usual case: everybody has seen the record before. */
const isOneLine = (order: ReadonlyArray<HeldRecord>): boolean => {
  let before: HeldRecord | undefined;
  for (const record of order) {
    if (before !== undefined && !record.parents.includes(before)) return false;
    before = record;
  }
  return true;
};

const soleHeads = (order: ReadonlyArray<HeldRecord>): ReadonlySet<HeldRecord> => {
  const heads = new Set<HeldRecord>();
  const sole = new Set<HeldRecord>();
  for (const record of order) {
    for (const parent of record.parents) heads.delete(parent);
    heads.add(record);
    if (heads.size === 1) sole.add(record);
  }
  return sole;
};

const soleBeginnings = (order: ReadonlyArray<HeldRecord>): ReadonlySet<HeldRecord> => {
  const beginnings = new Set<HeldRecord>();
  const sole = new Set<HeldRecord>();
  for (const record of order.toReversed()) {
    for (const child of record.children) beginnings.delete(child);
    beginnings.add(record);
    if (beginnings.size === 1) sole.add(record);
  }
  return sole;
};

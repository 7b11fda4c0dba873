/** The chain and parent rules of a record against its parents (record-format.md, section 2). */
import type { HeldRecord } from "./history.ts";
import { shortId, type LedgerRecord, type RecordId } from "./record.ts";

type Placed = Pick<HeldRecord, "id" | "history" | "writer" | "seq" | "prev">;

/** What a parent says against a record that names it; `null` when the two fit. */
export const relationFault = (record: Placed, parent: HeldRecord): string | null => {
  if (parent.history !== record.history)
    return `The record ${shortId(record.id)} names ${shortId(parent.id)} of another history as its parent.`;
  if (record.prev !== parent.id) {
    return parent.writer === record.writer
      ? `The record ${shortId(record.id)} names ${shortId(parent.id)} of its own key in "seen".`
      : null;
  }
  if (parent.writer !== record.writer)
    return `The record ${shortId(record.id)} names ${shortId(parent.id)} of another key as "prev".`;
  return parent.seq === record.seq - 1
    ? null
    : `The record ${shortId(record.id)} has seq ${record.seq}, but its "prev" ${shortId(parent.id)} has seq ${parent.seq}.`;
};

/** What the founding record says against a record without parents: only its own key may write one. */
export const orphanFault = (record: HeldRecord, root: HeldRecord): string | null =>
  isOrphan(record) && root.writer !== record.writer
    ? 'It is its key\'s first record in the history and names nothing in "seen".'
    : null;

/** True for a record that founds nothing and names no parent. */
export const isOrphan = (record: Pick<LedgerRecord, "history" | "prev" | "seen">): boolean =>
  record.history !== null && record.prev === null && record.seen.length === 0;

/** The records that a record names as its parents. */
export const parentIds = (record: Pick<LedgerRecord, "prev" | "seen">): ReadonlyArray<RecordId> =>
  record.prev === null ? record.seen : [record.prev, ...record.seen];

/** The records that must be complete before a record is: its parents, else the first of its history. */
export const parentsToWaitFor = (record: HeldRecord): ReadonlyArray<RecordId> => {
  if (record.id === record.history) return [];
  const parents = parentIds(record);
  return parents.length === 0 ? [record.history] : parents;
};

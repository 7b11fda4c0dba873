/** The chain and parent rules of a record against its parents (record-format.md, section 2). */
import type { HeldRecord } from "./history.ts";
import { shortId, type RecordId } from "./record.ts";

/** What of a record its parents are asked about; `history` is its own id in a first record. */
export type PlacedRecord = Pick<HeldRecord, "id" | "history" | "writer" | "seq" | "prev" | "seen">;

/** What the record that is named as the history says against it; `null` when the two fit. */
export const rootFault = (record: PlacedRecord, root: HeldRecord): string | null => {
  if (root.history !== root.id)
    return `The record ${shortId(record.id)} names ${shortId(root.id)} as its history, but that is no first record.`;
  const isLost = isOrphan(record) && root.writer !== record.writer;
  return isLost
    ? `The record ${shortId(record.id)} is its key's first in the history and names nothing in "seen"; only the founder's may.`
    : null;
};

/** What a parent says against a record that names it; `null` when the two fit. */
export const relationFault = (record: PlacedRecord, parent: HeldRecord): string | null => {
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

/** The records that a record names as its parents. */
export const parentIds = ({ prev, seen }: Pick<PlacedRecord, "prev" | "seen">): ReadonlyArray<RecordId> =>
  prev === null ? seen : [prev, ...seen];

/** The records that must be complete before a record is: its parents, else the first of its history. */
export const parentsToWaitFor = (record: PlacedRecord): ReadonlyArray<RecordId> =>
  isOrphan(record) ? [record.history] : parentIds(record);

/** True for a record that founds nothing and names no parent: it stands on the first record of its history. */
export const isOrphan = ({ history, id, prev, seen }: PlacedRecord): boolean =>
  id !== history && prev === null && seen.length === 0;

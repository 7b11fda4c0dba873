/** Keys that equivocated in a history: what of theirs still travels (record-format.md, section 4, Equivocation). */
import { isComplete, type HeldRecord, type History } from "../ledger/history.ts";
import type { RecordId } from "../ledger/record.ts";

/**
 * A key in doubt: from the forked `seq` on only the two proof records travel, and what other keys' records descend
 * from.
 */
export interface Doubt {
  readonly writer: string;
  /** The least forked `seq` that is known. */
  readonly seq: number;
  readonly proof: readonly [RecordId, RecordId];
}

/** The keys in doubt by what is held, each with its earliest fork. */
export const doubtsOf = (history: History): ReadonlyMap<string, Doubt> => {
  const doubts = new Map<string, Doubt>();
  for (const { writer, seq, records } of history.equivocations) {
    const known = doubts.get(writer);
    if (known === undefined || seq < known.seq) doubts.set(writer, { writer, seq, proof: records });
  }
  return doubts;
};

/**
 * The keys of whose records only some travel: none in a register, because records of other histories name its records
 * for their standing, and would stay pending where those were left behind.
 */
export const doubtsOnTheWay = (history: History): ReadonlyMap<string, Doubt> =>
  history.foundsUnder === null ? new Map() : doubtsOf(history);

/**
 * True for a record that travels only because another key's record descends from it. Of three and more records of one
 * `seq` those with the least ids are the proof: a lesser one travels, so that all end with the same two.
 */
export const travelsOnlyAsAncestor = (
  record: Pick<HeldRecord, "id" | "seq" | "writer">,
  doubts: ReadonlyMap<string, Doubt>,
): boolean => {
  const doubt = doubts.get(record.writer);
  if (doubt === undefined || record.seq < doubt.seq) return false;
  return record.seq > doubt.seq || record.id > doubt.proof[1];
};

/**
 * The records that stay behind: of keys in doubt, neither proof nor ancestor of another key's record. Empty where
 * nobody is in doubt.
 */
export const recordsLeftBehind = (history: History): ReadonlySet<HeldRecord> => {
  const doubts = doubtsOnTheWay(history);
  const left = new Set<HeldRecord>();
  if (doubts.size === 0) return left;
  for (const record of [...history.order].reverse()) {
    const needed = record.children.some((child) => isComplete(child) && !left.has(child));
    if (!needed && travelsOnlyAsAncestor(record, doubts)) left.add(record);
  }
  return left;
};

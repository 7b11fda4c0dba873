/** The records that a peer lacks, in the order in which they travel (record-format.md, section 8). */
import type { HeldRecord, History } from "../ledger/history.ts";
import { orderRecords } from "../ledger/order.ts";
import { isComplete, isContradicted } from "../ledger/history.ts";
import { doubtsOf, recordsLeftBehind } from "./doubtful-key.ts";

/**
 * The complete records of a history that are not covered, parents first: proofs of equivocation with what they stand
 * on, then the rest in the history's order. Records of keys in doubt that nobody else stands on stay behind.
 */
export function* recordsToSend(history: History, covered: ReadonlySet<HeldRecord>): Generator<HeldRecord, void> {
  const leftBehind = recordsLeftBehind(history);
  const proofs = withAncestors(proofRecords(history));
  for (const record of history.order) if (proofs.has(record) && !covered.has(record)) yield record;
  for (const record of history.order) {
    if (!proofs.has(record) && !covered.has(record) && !leftBehind.has(record)) yield record;
  }
}

/** Everything that is held of a history, pending records last: what a bundle carries. */
export function* recordsToCarry(history: History): Generator<HeldRecord, void> {
  const proofs = withAncestors(proofRecords(history));
  for (const record of history.order) if (proofs.has(record)) yield record;
  for (const record of history.order) if (!proofs.has(record)) yield record;
  if (history.pendingCount > 0)
    yield* orderRecords([...history.records.values()].filter(isPending));
}

/** What a parent contradicts is refused by everybody who has the parent, so nobody is sent it. */
const isPending = (record: HeldRecord): boolean => !isComplete(record) && !isContradicted(record);

const proofRecords = (history: History): ReadonlyArray<HeldRecord> =>
  [...doubtsOf(history).values()]
    .flatMap(({ proof }) => proof.flatMap((id) => history.records.get(id) ?? []))
    .filter(isComplete);

const withAncestors = (records: ReadonlyArray<HeldRecord>): ReadonlySet<HeldRecord> => {
  const found = new Set<HeldRecord>();
  const open = [...records];
  for (let record = open.pop(); record !== undefined; record = open.pop()) {
    if (found.has(record)) continue;
    found.add(record);
    open.push(...record.parents);
  }
  return found;
};

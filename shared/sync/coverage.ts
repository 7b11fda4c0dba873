/**
 * Which records a peer holds, as far as its answers say: known tips with their ancestors, and the branches still in
 * question.
 */
import { isComplete, type HeldRecord, type History } from "../ledger/history.ts";
import type { RecordId } from "../ledger/record.ts";
import { tipRecords } from "./history-digest.ts";

/** Records of one key, each the `prev` of the next, of which the peer holds none or a beginning. */
export type Branch = ReadonlyArray<HeldRecord>;

/** Asked of one branch at a time: fifteen answers make it sixteen times shorter. */
export const probesMax = 15;

/**
 * Adds records that the peer holds complete, with everything that they have seen. Ids that are not held here are passed
 * over.
 */
export const cover = (history: History, held: Iterable<RecordId>, covered: Set<HeldRecord>): void => {
  const open: HeldRecord[] = [];
  for (const id of held) {
    const record = history.records.get(id);
    if (record !== undefined && isComplete(record)) open.push(record);
  }
  for (let record = open.pop(); record !== undefined; record = open.pop()) {
    if (covered.has(record)) continue;
    covered.add(record);
    open.push(...record.parents);
  }
};

/**
 * The branches above what is covered, of those keys of which the peer may hold more than it told; oldest record first.
 */
export const openBranches = (
  history: History,
  covered: ReadonlySet<HeldRecord>,
  mayHoldMore: (writer: string) => boolean,
): Branch[] =>
  tipRecords(history)
    .filter((tip) => !covered.has(tip) && mayHoldMore(tip.writer))
    .map((tip) => branchTo(tip, covered))
    // The peer has said of every tip whether it holds it, so a branch of the tip alone has no question left.
    .map((branch) => branch.slice(0, -1))
    .filter((branch) => branch.length > 0);

/** The records of a branch to ask about, evenly spread, the last one among them. */
export const probesOf = (branch: Branch): ReadonlyArray<HeldRecord> => {
  const count = Math.min(probesMax, branch.length);
  return Array.from(
    { length: count },
    (_, index) => branch[Math.ceil(((index + 1) * branch.length) / count) - 1],
  ).filter((record) => record !== undefined);
};

/**
 * What is left in question of a branch after the answers: between the last probe that is held and the first that is
 * not.
 */
export const narrow = (branch: Branch, isHeld: (record: HeldRecord) => boolean): Branch => {
  const probes = probesOf(branch);
  const firstLacking = probes.find((probe) => !isHeld(probe));
  const lastHeld = probes.findLast((probe) => isHeld(probe));
  const end = firstLacking === undefined ? branch.length : branch.indexOf(firstLacking);
  return branch.slice(lastHeld === undefined ? 0 : branch.indexOf(lastHeld) + 1, end);
};

const branchTo = (tip: HeldRecord, covered: ReadonlySet<HeldRecord>): Branch => {
  const branch: HeldRecord[] = [];
  for (
    let record: HeldRecord | undefined = tip;
    record !== undefined && !covered.has(record);
    record = previousOf(record)
  )
    branch.push(record);
  return branch.reverse();
};

const previousOf = (record: HeldRecord): HeldRecord | undefined => {
  const [first] = record.parents;
  return first !== undefined && first.id === record.prev ? first : undefined;
};

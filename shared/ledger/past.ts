/**
 * What a record has seen, in short: for each branch of a key's tree the last `seq` that stands before it. Answers "has
 * seen" without a search.
 */

/** Branch numbers and the last `seq` seen of each, in pairs. */
export type Past = ReadonlyArray<number>;

/** What a record's past is made of. */
export interface Branched {
  /** Number of the branch of its key's tree in its history; -1 while pending. A key that never equivocates has one. */
  readonly branch: number;
  readonly seq: number;
  /** The other branches that it has seen; `null` where that is too much to keep, or not known yet. */
  readonly past: Past | null;
}

/** Beyond so many branches the graph is searched instead: more would cost more memory than the records themselves. */
const branchesMax = 128;

/** The past of a record on a branch; `null` when it is too much to keep. */
export const pastOf = (branch: number, parents: ReadonlyArray<Branched>): Past | null => {
  const [only, ...others] = parents;
  if (only?.branch === branch && others.length === 0) return only.past;
  const lastSeq = new Map<number, number>();
  for (const parent of parents) {
    if (parent.past === null) return null;
    raise(lastSeq, parent.branch, parent.seq);
    for (let pair = 0; pair < parent.past.length; pair += 2)
      raise(lastSeq, parent.past[pair] ?? -1, parent.past[pair + 1] ?? -1);
  }
  lastSeq.delete(branch);
  return lastSeq.size > branchesMax ? null : [...lastSeq].flat();
};

/** Whether a record with a past has seen another record, which may be itself. */
export const isInPast = ({ branch, past, seq }: Branched & { readonly past: Past }, other: Branched): boolean => {
  if (other.branch === branch) return other.seq <= seq;
  for (let pair = 0; pair < past.length; pair += 2) {
    if (past[pair] === other.branch) return (past[pair + 1] ?? -1) >= other.seq;
  }
  return false;
};

const raise = (lastSeq: Map<number, number>, branch: number, seq: number): void => {
  if ((lastSeq.get(branch) ?? -1) < seq) lastSeq.set(branch, seq);
};

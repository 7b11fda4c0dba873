/** Verifies what a log claims about its tree, by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. */
import { digest as sha256, type Digest } from "../crypto/digest.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import { emptyRoot, hashBytes, nodeHash, sameHash } from "./merkle.ts";

/** "The leaf at `index` is in the tree of `size` leaves with this root." */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly proof: ReadonlyArray<Uint8Array>;
  readonly root: Uint8Array;
}

/** "The tree of `oldSize` leaves is the beginning of the tree of `size` leaves." */
export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: ReadonlyArray<Uint8Array>;
}

export type MerkleFailure = Failure & { readonly kind: "proofRange" | "proofHash" | "proofLength" | "proofRoot" };

/** Proofs of a tree of 2^63 leaves have 63 hashes; nothing longer is looked at (C2SP tlog-witness). */
export const proofHashesMax = 63;

/** Accepts an inclusion claim, or says the first thing that is wrong with it. */
export const verifyInclusion = (claim: InclusionClaim, digest: Digest = sha256): Outcome<null, MerkleFailure> => {
  const { index, size, leaf, proof, root } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) {
    return refuse("proofRange", `The proof speaks of line ${index} of a log that has ${size}: there is no such line.`);
  }
  const fault = shapeFault([leaf, root, ...proof], proof.length);
  if (fault !== null) return fault;
  const walked = walkUp({ index, last: size - 1, hash: leaf, proof }, digest);
  if (walked === null) return wrongLength(proof.length, `leaf ${index} of ${size}`);
  return sameHash(walked, root) ? success(null) : notIncluded(index, size);
};

/**
 * Accepts a consistency claim, or says the first thing that is wrong with it. Every tree continues the empty one, and
 * equal sizes need equal roots; in both cases the proof is empty (C2SP tlog-witness).
 */
export const verifyConsistency = (claim: ConsistencyClaim, digest: Digest = sha256): Outcome<null, MerkleFailure> => {
  const { oldSize, oldRoot, size, root, proof } = claim;
  if (!isCount(oldSize) || !isCount(size) || oldSize > size) {
    return refuse("proofRange", `The log is said to go from ${oldSize} to ${size} lines: a log never becomes shorter.`);
  }
  const fault = shapeFault([oldRoot, root, ...proof], proof.length) ?? emptyRootFault(claim, digest);
  if (fault !== null) return fault;
  if (oldSize === 0 || oldSize === size) return trivialConsistency(claim);
  const roots = rootsOf(claim, digest);
  if (roots === null) return wrongLength(proof.length, `sizes ${oldSize} and ${size}`);
  return sameHash(roots.old, oldRoot) && sameHash(roots.new, root) ? success(null) : inconsistent(oldSize, size);
};

type Refused = Outcome<never, MerkleFailure>;

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

const shapeFault = (hashes: ReadonlyArray<Uint8Array>, proofLength: number): Refused | null => {
  if (proofLength > proofHashesMax) return wrongLength(proofLength, "any log");
  const odd = hashes.find((hash) => hash.length !== hashBytes);
  if (odd === undefined) return null;
  return refuse("proofHash", `A hash of the proof has ${odd.length} bytes instead of ${hashBytes}.`);
};

const emptyRootFault = ({ oldSize, oldRoot, size, root }: ConsistencyClaim, digest: Digest): Refused | null => {
  const empty = emptyRoot(digest);
  const isWrong = (oldSize === 0 && !sameHash(oldRoot, empty)) || (size === 0 && !sameHash(root, empty));
  return isWrong ? refuse("proofRoot", "A log without lines has another root than the empty tree.") : null;
};

const trivialConsistency = (claim: ConsistencyClaim): Outcome<null, MerkleFailure> => {
  const { oldSize, oldRoot, size, root, proof } = claim;
  if (proof.length > 0) return wrongLength(proof.length, `sizes ${oldSize} and ${size}`);
  return oldSize === 0 || sameHash(oldRoot, root) ? success(null) : inconsistent(oldSize, size);
};

const wrongLength = (length: number, where: string): Refused =>
  refuse("proofLength", `The proof has ${length} hashes, which is not the number for ${where}.`);

const notIncluded = (index: number, size: number): Refused => {
  const claim = `The proof of line ${index} does not lead to the root of the log at ${size} lines`;
  return refuse("proofRoot", `${claim}: the line, the proof or the root is not genuine.`);
};

const inconsistent = (oldSize: number, size: number): Refused => {
  const claim = `The log at ${size} lines does not continue the log at ${oldSize} lines`;
  return refuse("proofRoot", `${claim}: its past was changed, or the proof is not genuine.`);
};

interface Walk {
  readonly index: number;
  readonly last: number;
  readonly hash: Uint8Array;
  readonly proof: ReadonlyArray<Uint8Array>;
}

/** The root that a path leads to, or `null` when it is too short or too long. Halving keeps sizes above 2^32 exact. */
const walkUp = ({ index, last, hash, proof }: Walk, digest: Digest): Uint8Array | null => {
  let [node, end, reached] = [index, last, hash];
  for (const sibling of proof) {
    if (end === 0) return null;
    if (node % 2 === 1 || node === end) {
      reached = nodeHash(sibling, reached, digest);
      while (node % 2 === 0 && node !== 0) [node, end] = [half(node), half(end)];
    } else {
      reached = nodeHash(reached, sibling, digest);
    }
    [node, end] = [half(node), half(end)];
  }
  return end === 0 ? reached : null;
};

/** Both roots that a consistency proof leads to, or `null` when it is too short or too long; 0 < old size < size. */
const rootsOf = ({ oldSize, oldRoot, size, proof }: ConsistencyClaim, digest: Digest) => {
  const [first, ...rest] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  if (first === undefined) return null;
  let [node, end] = [oldSize - 1, size - 1];
  while (node % 2 === 1) [node, end] = [half(node), half(end)];
  const roots = { old: first, new: first };
  for (const hash of rest) {
    if (end === 0) return null;
    if (node % 2 === 1 || node === end) {
      roots.old = nodeHash(hash, roots.old, digest);
      roots.new = nodeHash(hash, roots.new, digest);
      while (node % 2 === 0 && node !== 0) [node, end] = [half(node), half(end)];
    } else {
      roots.new = nodeHash(roots.new, hash, digest);
    }
    [node, end] = [half(node), half(end)];
  }
  return end === 0 ? roots : null;
};

const half = (value: number): number => Math.floor(value / 2);

const isPowerOfTwo = (value: number): boolean => {
  let rest = value;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
};

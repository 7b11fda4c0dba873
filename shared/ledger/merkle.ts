/** The Merkle tree of a log (RFC 6962, section 2.1): hashes, and the frontier that grows it leaf by leaf. */
import { digest as sha256, type Digest } from "../crypto/digest.ts";

/**
 * The roots of the complete subtrees that make up a tree of `size` leaves, largest first: one for each 1 bit of `size`.
 */
export interface Frontier {
  readonly size: number;
  readonly subtrees: ReadonlyArray<Uint8Array>;
}

/** The frontier of the empty tree. */
export const emptyFrontier: Frontier = { size: 0, subtrees: [] };

/** Length of every hash of the tree. */
export const hashBytes = 32;

/** SHA-256(0x00 || entry). For a journal the entry is a line without its LF (record-format.md, section 7). */
export const leafHash = (entry: Uint8Array, digest: Digest = sha256): Uint8Array => {
  const input = new Uint8Array(1 + entry.length);
  input.set(entry, 1);
  return digest(input);
};

/** SHA-256(0x01 || left || right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array, digest: Digest = sha256): Uint8Array => {
  const input = new Uint8Array(1 + left.length + right.length);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + left.length);
  return digest(input);
};

/** The root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot = (digest: Digest = sha256): Uint8Array => digest(new Uint8Array(0));

/** Adds one leaf hash; a leaf joins as many subtrees as the size has 1 bits at its end, one on the average. */
export const appendLeaf = (frontier: Frontier, leaf: Uint8Array, digest: Digest = sha256): Frontier => {
  const subtrees = [...frontier.subtrees];
  let joined = leaf;
  for (let size = frontier.size; size % 2 === 1; size = Math.floor(size / 2)) {
    joined = nodeHash(subtrees.pop() ?? joined, joined, digest);
  }
  return { size: frontier.size + 1, subtrees: [...subtrees, joined] };
};

/** The root of the tree that a frontier stands for. */
export const rootOfFrontier = ({ subtrees }: Frontier, digest: Digest = sha256): Uint8Array =>
  subtrees.length === 0 ? emptyRoot(digest) : subtrees.reduceRight((right, left) => nodeHash(left, right, digest));

/** The root over all leaf hashes by the definition itself; where it is asked for often, keep a frontier. */
export const rootOfLeaves = (leaves: ReadonlyArray<Uint8Array>, digest: Digest = sha256): Uint8Array => {
  const [only] = leaves;
  if (only === undefined) return emptyRoot(digest);
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return nodeHash(rootOfLeaves(leaves.slice(0, split), digest), rootOfLeaves(leaves.slice(split), digest), digest);
};

/** The largest power of two below `count`, which is at least 2: where RFC 6962 splits a tree. */
export const splitOf = (count: number): number => {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
};

/** True for two equal hashes. Roots and proofs are public: no constant time is needed. */
export const sameHash = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);

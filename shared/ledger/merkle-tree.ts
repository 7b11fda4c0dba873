/**
 * A log's tree with all its complete subtrees in memory (64 bytes a leaf): roots and proofs of any size in logarithmic
 * time.
 */
import { digest as sha256, type Digest } from "../crypto/digest.ts";
import { emptyRoot, hashBytes, nodeHash, splitOf } from "./merkle.ts";

export interface MerkleTree {
  /** Leaves so far. */
  readonly size: () => number;
  /** Adds a leaf hash of 32 bytes, which is copied. */
  readonly append: (leaf: Uint8Array) => void;
  readonly leafAt: (index: number) => Uint8Array;
  /** The root of the first `size` leaves, by default of all. */
  readonly root: (size?: number) => Uint8Array;
  /**
   * The audit path of leaf `index` in the tree of the first `size` leaves, the leaf's sibling first (section 2.1.1).
   */
  readonly inclusionProof: (index: number, size?: number) => ReadonlyArray<Uint8Array>;
  /**
   * Proves that the first `oldSize` leaves are a prefix of the first `size` (section 2.1.2); empty for 0 and for equal
   * sizes.
   */
  readonly consistencyProof: (oldSize: number, size?: number) => ReadonlyArray<Uint8Array>;
}

/** An empty tree. Asking for leaves or sizes that it does not have is a broken program and throws. */
export const merkleTree = (digest: Digest = sha256): MerkleTree => {
  const levels: HashList[] = [];
  let size = 0;

  const levelAt = (level: number): HashList => (levels[level] ??= hashList());
  // 0x01 and two hashes: what a node is the digest of.
  const pair = new Uint8Array(1 + 2 * hashBytes).fill(1, 0, 1);
  const append = (leaf: Uint8Array): void => {
    if (leaf.length !== hashBytes) throw new Error(`A leaf hash has ${leaf.length} bytes`);
    if (size === leavesMax) throw new Error(`A tree in memory has at most ${leavesMax} leaves`);
    levelAt(0).push(leaf);
    size++;
    let [level, index] = [0, size - 1];
    for (; index % 2 === 1; level++, index = Math.floor(index / 2)) {
      levelAt(level).copyPair(index - 1, pair.subarray(1));
      levelAt(level + 1).push(digest(pair));
    }
  };
  const within = (count: number, highest: number): void => {
    if (Number.isInteger(count) && count >= 0 && count <= highest) return;
    throw new Error(`${count} lies outside of 0 to ${highest}`);
  };

  /**
   * The root of the `count` leaves from `start` on; `start` is always a multiple of a power of two not below `count`.
   */
  const rootOfRange = (start: number, count: number): Uint8Array => {
    if (count === 0) return emptyRoot(digest);
    if ((count & (count - 1)) === 0) return levelAt(31 - Math.clz32(count)).at(start / count);
    const split = splitOf(count);
    return nodeHash(rootOfRange(start, split), rootOfRange(start + split, count - split), digest);
  };

  const path = (index: number, start: number, count: number): Uint8Array[] => {
    if (count === 1) return [];
    const split = splitOf(count);
    return index < split
      ? [...path(index, start, split), rootOfRange(start + split, count - split)]
      : [...path(index - split, start + split, count - split), rootOfRange(start, split)];
  };

  /** SUBPROOF of section 2.1.2; `isWhole` while the old tree is a subtree of its own, whose root the verifier knows. */
  const subproof = (old: number, start: number, count: number, isWhole: boolean): Uint8Array[] => {
    if (old === count) return isWhole ? [] : [rootOfRange(start, count)];
    const split = splitOf(count);
    return old <= split
      ? [...subproof(old, start, split, isWhole), rootOfRange(start + split, count - split)]
      : [...subproof(old - split, start + split, count - split, false), rootOfRange(start, split)];
  };

  return {
    size: () => size,
    append,
    leafAt: (index) => (within(index, size - 1), levelAt(0).at(index)),
    root: (count = size) => (within(count, size), rootOfRange(0, count)),
    inclusionProof: (index, count = size) => (within(count, size), within(index, count - 1), path(index, 0, count)),
    consistencyProof: (oldSize, count = size) => {
      within(count, size);
      within(oldSize, count);
      return oldSize === 0 ? [] : subproof(oldSize, 0, count, true);
    },
  };
};

/** Beyond it bit arithmetic on sizes would no longer be exact, and memory ends long before. */
const leavesMax = 2 ** 30;

interface HashList {
  readonly push: (hash: Uint8Array) => void;
  readonly at: (index: number) => Uint8Array;
  /** Copies the hash at `index` and the one behind it. */
  readonly copyPair: (index: number, into: Uint8Array) => void;
}

const hashList = (): HashList => {
  let bytes = new Uint8Array(64 * hashBytes);
  let length = 0;
  const push = (hash: Uint8Array): void => {
    if (length === bytes.length) {
      const larger = new Uint8Array(2 * bytes.length);
      larger.set(bytes);
      bytes = larger;
    }
    bytes.set(hash, length);
    length += hashBytes;
  };
  const copyPair = (index: number, into: Uint8Array): void =>
    into.set(bytes.subarray(index * hashBytes, (index + 2) * hashBytes));
  return { copyPair, push, at: (index) => bytes.slice(index * hashBytes, (index + 1) * hashBytes) };
};

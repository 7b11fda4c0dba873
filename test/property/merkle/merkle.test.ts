/** Trees, frontiers and proofs agree with the definition of RFC 6962 for every size, and nothing altered is accepted. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { digest } from "../../../shared/crypto/digest.ts";
import { hexOf } from "../../../shared/encoding/hex.ts";
import { appendLeaf, emptyFrontier, emptyRoot, leafHash, rootOfFrontier, rootOfLeaves } from "../../../shared/ledger/merkle.ts";
import { verifyConsistency, verifyInclusion } from "../../../shared/ledger/merkle-proof.ts";
import { merkleTree, type MerkleTree } from "../../../shared/ledger/merkle-tree.ts";
import { kindOf } from "../../doubles/value-of.ts";

const nodeDigest = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();
const sizeMax = 66;
const leaves = Array.from({ length: sizeMax }, (_, index) => leafHash(Uint8Array.of(index, 7), nodeDigest));
const roots = Array.from({ length: sizeMax + 1 }, (_, size) => rootOfLeaves(leaves.slice(0, size), nodeDigest));
const leafOf = (index: number): Uint8Array => leaves[index] ?? new Uint8Array(0);
const rootOf = (size: number): Uint8Array => roots[size] ?? new Uint8Array(0);

const fullTree = (): MerkleTree => {
  const tree = merkleTree(nodeDigest);
  leaves.forEach(tree.append);
  return tree;
};
const tree = fullTree();

const settings = { seed: 20260301, numRuns: 300 };
const sizes = fc.integer({ min: 1, max: sizeMax });
const sizeAndIndex = sizes.chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));

test("frontier, tree and definition give the same root at every size, also while the tree grows", () => {
  let frontier = emptyFrontier;
  const growing = merkleTree(nodeDigest);
  expect(hexOf(rootOfFrontier(frontier))).toBe(hexOf(emptyRoot()));
  leaves.forEach((leaf, index) => {
    frontier = appendLeaf(frontier, leaf, nodeDigest);
    growing.append(leaf);
    const expected = hexOf(rootOf(index + 1));
    expect(frontier.size).toBe(index + 1);
    expect(hexOf(rootOfFrontier(frontier, nodeDigest))).toBe(expected);
    expect(hexOf(growing.root())).toBe(expected);
    expect(hexOf(tree.root(index + 1))).toBe(expected);
    expect(hexOf(tree.leafAt(index))).toBe(hexOf(leaf));
  });
});

test("the default digest is the one of the platform", () => {
  const twin = merkleTree();
  leaves.forEach(twin.append);
  expect(hexOf(twin.root())).toBe(hexOf(tree.root()));
  expect(hexOf(digest(new Uint8Array(0)))).toBe(hexOf(nodeDigest(new Uint8Array(0))));
});

test("every inclusion proof of every size verifies", () => {
  for (let size = 1; size <= sizeMax; size++) {
    for (let index = 0; index < size; index++) {
      const claim = { index, size, leaf: leafOf(index), proof: tree.inclusionProof(index, size), root: rootOf(size) };
      expect(kindOf(verifyInclusion(claim, nodeDigest)), `${index} of ${size}`).toBe("success");
    }
  }
});

test("every consistency proof between any two sizes verifies", () => {
  for (let size = 0; size <= sizeMax; size++) {
    for (let oldSize = 0; oldSize <= size; oldSize++) {
      const claim = { oldSize, oldRoot: rootOf(oldSize), size, root: rootOf(size), proof: tree.consistencyProof(oldSize, size) };
      expect(kindOf(verifyConsistency(claim, nodeDigest)), `${oldSize} to ${size}`).toBe("success");
    }
  }
});

const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

test("an inclusion claim with any one bit flipped is refused", () => {
  fc.assert(
    fc.property(sizeAndIndex, fc.nat(), fc.nat(255), ([size, index], which, bit) => {
      const hashes = [leafOf(index), rootOf(size), ...tree.inclusionProof(index, size)];
      const at = which % hashes.length;
      const [leaf = new Uint8Array(0), root = new Uint8Array(0), ...proof] = hashes.map((hash, i) => (i === at ? flipped(hash, bit) : hash));
      expect(kindOf(verifyInclusion({ index, size, leaf, proof, root }, nodeDigest))).toBe("proofRoot");
    }),
    settings,
  );
});

test("a consistency claim with any one bit flipped is refused", () => {
  fc.assert(
    fc.property(sizeAndIndex, fc.nat(), fc.nat(255), ([size, index], which, bit) => {
      const oldSize = index + 1;
      const hashes = [rootOf(oldSize), rootOf(size), ...tree.consistencyProof(oldSize, size)];
      const at = which % hashes.length;
      const [oldRoot = new Uint8Array(0), root = new Uint8Array(0), ...proof] = hashes.map((hash, i) => (i === at ? flipped(hash, bit) : hash));
      expect(kindOf(verifyConsistency({ oldSize, oldRoot, size, root, proof }, nodeDigest))).toBe("proofRoot");
    }),
    settings,
  );
});

test("a leaf is not accepted at another index", () => {
  fc.assert(
    fc.property(sizeAndIndex, fc.nat(sizeMax + 5), ([size, index], other) => {
      fc.pre(other !== index);
      const claim = { index: other, size, leaf: leafOf(index), proof: tree.inclusionProof(index, size), root: rootOf(size) };
      expect(verifyInclusion(claim, nodeDigest).ok).toBe(false);
    }),
    settings,
  );
});

/**
 * RFC 9162 verifies against the root and the shape of the path. Paths of different sizes can have the same shape (leaf 0 of
 * 5 and of 6), so a wrong size is refused by the root that a checkpoint signs for it.
 */
test("a proof for one size is not accepted for the root of another", () => {
  fc.assert(
    fc.property(sizeAndIndex, sizes, ([size, index], other) => {
      fc.pre(other !== size && index < other);
      const claim = { index, size: other, leaf: leafOf(index), proof: tree.inclusionProof(index, size), root: rootOf(other) };
      expect(verifyInclusion(claim, nodeDigest).ok).toBe(false);
    }),
    settings,
  );
});

test("a proof with a hash added, removed or of another length is refused", () => {
  fc.assert(
    fc.property(sizeAndIndex, fc.nat(8), fc.constantFrom("add", "remove", "cut"), ([size, index], where, change) => {
      const proof = [...tree.inclusionProof(index, size)];
      const at = Math.min(where, proof.length);
      if (change === "add") proof.splice(at, 0, new Uint8Array(32));
      else fc.pre(at < proof.length);
      if (change === "remove") proof.splice(at, 1);
      if (change === "cut") proof[at] = (proof[at] ?? new Uint8Array(0)).slice(1);
      expect(verifyInclusion({ index, size, leaf: leafOf(index), proof, root: rootOf(size) }, nodeDigest).ok).toBe(false);
    }),
    settings,
  );
});

test("claims that cannot be meant are refused by name", () => {
  const root = rootOf(4);
  const proof = tree.inclusionProof(1, 4);
  const inclusion = (index: number, size: number) => kindOf(verifyInclusion({ index, size, leaf: leafOf(1), proof, root }));
  expect([inclusion(4, 4), inclusion(0, 0), inclusion(-1, 4), inclusion(0.5, 4)]).toEqual(Array(4).fill("proofRange"));
  const consistency = (oldSize: number, oldRoot: Uint8Array, size: number, path = proof) =>
    kindOf(verifyConsistency({ oldSize, oldRoot, size, root, proof: path }));
  expect(consistency(5, root, 4)).toBe("proofRange");
  expect(consistency(0, root, 4, [])).toBe("proofRoot");
  expect(consistency(0, rootOf(0), 4)).toBe("proofLength");
  expect(consistency(4, root, 4)).toBe("proofLength");
  expect(consistency(4, rootOf(3), 4, [])).toBe("proofRoot");
  expect(consistency(2, rootOf(2), 4, Array.from({ length: 64 }, () => root))).toBe("proofLength");
});

test("a second preimage is refused: an inner node is not a leaf", () => {
  const inner = rootOfLeaves(leaves.slice(0, 2), nodeDigest);
  const claim = { index: 0, size: 2, leaf: inner, proof: [rootOfLeaves(leaves.slice(2, 4), nodeDigest)], root: rootOf(4) };
  expect(kindOf(verifyInclusion(claim, nodeDigest))).toBe("success");
  const asEntry = leafHash(Buffer.concat([leafOf(0), leafOf(1)]), nodeDigest);
  expect(hexOf(asEntry)).not.toBe(hexOf(inner));
  expect(kindOf(verifyInclusion({ ...claim, leaf: asEntry }, nodeDigest))).toBe("proofRoot");
});

test("sizes beyond 32 bits are walked exactly", () => {
  const size = 2 ** 40 + 1;
  const leaf = leafOf(0);
  const root = rootOfLeaves([rootOf(5), leaf], nodeDigest);
  expect(kindOf(verifyInclusion({ index: size - 1, size, leaf, proof: [rootOf(5)], root }, nodeDigest))).toBe("success");
  expect(kindOf(verifyInclusion({ index: size - 2, size, leaf, proof: [rootOf(5)], root }, nodeDigest))).toBe("proofLength");
});

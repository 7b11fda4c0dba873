/** Trees and proofs against RFC 6962: our own vectors, C2SP's tree and the proof cases of transparency-dev. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { merkleVectors } from "../../fixtures/vectors/maker/merkle-vectors.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { appendLeaf, emptyFrontier, leafHash, rootOfFrontier, rootOfLeaves } from "../../shared/ledger/merkle.ts";
import { verifyConsistency, verifyInclusion } from "../../shared/ledger/merkle-proof.ts";
import { merkleTree } from "../../shared/ledger/merkle-tree.ts";
import { kindOf } from "../doubles/value-of.ts";
import { sharedFiles, sharedJson, vectorsAbsent } from "./shared-vectors.ts";

const fromHex = (hex: string): Uint8Array => Buffer.from(hex, "hex");

/** Roots of all sizes, by frontier, by tree and by definition, which must agree. */
const rootsOf = (entries: ReadonlyArray<Uint8Array>): ReadonlyArray<string> => {
  const tree = merkleTree();
  const leaves = entries.map((entry) => leafHash(entry));
  leaves.forEach(tree.append);
  let frontier = emptyFrontier;
  return [0, ...entries.keys().map((index) => index + 1)].map((size) => {
    const leaf = leaves[size - 1];
    if (leaf !== undefined) frontier = appendLeaf(frontier, leaf);
    const roots = [rootOfFrontier(frontier), tree.root(size), rootOfLeaves(leaves.slice(0, size))].map(hexOf);
    expect(new Set(roots).size).toBe(1);
    return roots[0] ?? "";
  });
};

describe("our own vectors", () => {
  const vectors = merkleVectors();

  test("leaves, roots and proofs", () => {
    const entries = vectors.entries.map(fromHex);
    expect(entries.map((entry) => hexOf(leafHash(entry)))).toEqual(vectors.leaves);
    expect(rootsOf(entries)).toEqual(vectors.roots);
    const tree = merkleTree();
    vectors.leaves.map(fromHex).forEach(tree.append);
    for (const { index, size, proof } of vectors.inclusion.filter(({ expected }) => expected === "success")) {
      expect(tree.inclusionProof(index, size).map(hexOf)).toEqual(proof);
    }
    for (const { oldSize, size, proof } of vectors.consistency.filter(({ expected }) => expected === "success")) {
      expect(tree.consistencyProof(oldSize, size).map(hexOf)).toEqual(proof);
    }
  });

  test.each(vectors.inclusion)("inclusion, $name: $expected", ({ index, size, leaf, proof, root, expected }) => {
    const claim = { index, size, leaf: fromHex(leaf), proof: proof.map(fromHex), root: fromHex(root) };
    expect(kindOf(verifyInclusion(claim))).toBe(expected);
  });

  test.each(vectors.consistency)("consistency, $name: $expected", ({ oldSize, oldRoot, size, root, proof, expected }) => {
    const claim = { oldSize, oldRoot: fromHex(oldRoot), size, root: fromHex(root), proof: proof.map(fromHex) };
    expect(kindOf(verifyConsistency(claim))).toBe(expected);
  });
});

describe.skipIf(vectorsAbsent)("the tree of RFC 6962 in C2SP's examples (skipped where ../shared/vectors is absent)", () => {
  const hexes = z.array(z.string());
  const shape = z.object({ rfc6962_small_tree: z.object({ leaf_inputs_hex: hexes, roots_by_size_hex: hexes }) });

  test("roots of all sizes", () => {
    const { rfc6962_small_tree: tree } = sharedJson(shape, "tlog", "c2sp_examples.json");
    expect(rootsOf(tree.leaf_inputs_hex.map(fromHex))).toEqual(tree.roots_by_size_hex);
  });
});

describe.skipIf(vectorsAbsent)("transparency-dev (skipped where ../shared/vectors is absent)", () => {
  const base64 = z.string().nullable().transform((text) => Buffer.from(text ?? "", "base64"));
  const proof = z.array(base64).nullable().transform((hashes) => hashes ?? []);
  const inclusion = z.object({ leafIdx: z.number(), treeSize: z.number(), root: base64, leafHash: base64, proof, wantErr: z.boolean() });
  const consistency = z.object({ size1: z.number(), size2: z.number(), root1: base64, root2: base64, proof, wantErr: z.boolean() });
  const place = ["tlog", "merkle", "testdata"] as const;

  /** Two of its good cases stand for hashes with shorter texts; here a hash has 32 bytes. */
  const hasShortHash = (...hashes: ReadonlyArray<Uint8Array>): boolean => hashes.some((hash) => hash.length !== 32);

  test("98 inclusion cases", () => {
    const files = sharedFiles(...place, "inclusion");
    expect(files.length).toBe(98);
    for (const file of files) {
      const one = sharedJson(inclusion, ...place, "inclusion", file);
      const claim = { index: one.leafIdx, size: one.treeSize, leaf: one.leafHash, proof: one.proof, root: one.root };
      const isRefused = one.wantErr || hasShortHash(one.leafHash, one.root);
      expect([file, verifyInclusion(claim).ok]).toEqual([file, !isRefused]);
    }
  });

  test("98 consistency cases", () => {
    const files = sharedFiles(...place, "consistency");
    expect(files.length).toBe(98);
    for (const file of files) {
      const one = sharedJson(consistency, ...place, "consistency", file);
      const claim = { oldSize: one.size1, oldRoot: one.root1, size: one.size2, root: one.root2, proof: one.proof };
      const isRefused = one.wantErr || hasShortHash(one.root1, one.root2);
      expect([file, verifyConsistency(claim).ok]).toEqual([file, !isRefused]);
    }
  });
});

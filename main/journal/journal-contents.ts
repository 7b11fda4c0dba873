/** What is known in memory of the lines of a journal. */
import { hexOf } from "../../shared/encoding/hex.ts";
import { appendLeaf, emptyFrontier, type Frontier } from "../../shared/ledger/merkle.ts";
import { merkleTree, type MerkleTree } from "../../shared/ledger/merkle-tree.ts";
import { nodeDigest } from "../signature/node-digest.ts";
import { idTable, type IdTable } from "./id-table.ts";
import type { JournalMark } from "./journal-mark.ts";
import type { LinePlace } from "./journal-fault.ts";
import { lineTable, type LineTable } from "./line-table.ts";

/** Offsets, ids and leaf hashes of all lines: about 112 bytes a line. */
export interface JournalContents {
  readonly places: LineTable;
  readonly ids: IdTable;
  readonly tree: MerkleTree;
}

/** Nothing yet, with room for some lines. */
export const emptyContents = (lines = 0): JournalContents => ({
  places: lineTable(),
  ids: idTable(lines),
  tree: merkleTree(nodeDigest),
});

/** Adds the next line; `id` is `null` for a damaged one, which is counted and not served. */
export const addLine = (
  contents: JournalContents,
  { part, offset }: LinePlace,
  leaf: Uint8Array,
  id: Uint8Array | null,
): void => {
  contents.places.add(part, offset);
  contents.ids.add(id);
  contents.tree.append(leaf);
};

/** The mark of a journal that holds the first `size` lines of this tree. */
export const markOfTree = (tree: Pick<MerkleTree, "root" | "size">, size = tree.size()): JournalMark => ({
  root: hexOf(tree.root(size)),
  size,
});

/** The frontier of a tree: the audit path of its last leaf is the frontier before that leaf, smallest first. */
export const frontierOf = (tree: MerkleTree): Frontier => {
  const size = tree.size();
  if (size === 0) return emptyFrontier;
  const before = { size: size - 1, subtrees: tree.inclusionProof(size - 1).toReversed() };
  return appendLeaf(before, tree.leafAt(size - 1), nodeDigest);
};

/**
 * Measures proofs out of a long log: its leaf hashes are read from disk as the journal keeps them, grown to its tree, and
 * each proof is verified. Alone: `node test/bench/journal/proof-bench.ts [LINES]`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hash } from "node:crypto";
import { verifyConsistency, verifyInclusion } from "../../../shared/ledger/merkle-proof.ts";
import { merkleTree, type MerkleTree } from "../../../shared/ledger/merkle-tree.ts";
import { nodeDiskFiles } from "../../../main/disk/node-disk-files.ts";
import { leafBytes, readLeaves, writeLeaves } from "../../../main/journal/leaf-file.ts";
import { nodeDigest } from "../../../main/signature/node-digest.ts";
import { randomBelow, seededRandom } from "../../doubles/seeded-random.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { boundFigure, figureLine, stopwatch, type Figure } from "../figure.ts";

const linesUsual = 1_000_000;
/** Proofs that are measured; the slowest counts. */
const proofsMeasured = 2000;
const millisMax = 20;

/** Inclusion and consistency proofs out of a log of so many lines. */
export const benchProofs = async (lines = linesUsual): Promise<ReadonlyArray<Figure>> => {
  const folder = await mkdtemp(join(tmpdir(), "proof-bench-"));
  try {
    const [files, path] = [nodeDiskFiles(process.platform), join(folder, "000000.leaves")];
    valueOf(await writeLeaves(files, path, leavesOf(lines)));
    const watch = stopwatch();
    const tree = treeOf(valueOf(await readLeaves(files, path, lines * leafBytes)));
    return figuresOf(tree, lines, watch());
  } finally {
    await rm(folder, { recursive: true });
  }
};

const figuresOf = (tree: MerkleTree, lines: number, seconds: number): ReadonlyArray<Figure> => {
  const random = seededRandom(1);
  const root = tree.root();
  const inclusion = slowestMillis(() => {
    const index = randomBelow(random, lines);
    const proof = tree.inclusionProof(index);
    return () => valueOf(verifyInclusion({ index, leaf: tree.leafAt(index), proof, root, size: lines }, nodeDigest));
  });
  const consistency = slowestMillis(() => {
    const oldSize = 1 + randomBelow(random, lines);
    const proof = tree.consistencyProof(oldSize);
    return () => valueOf(verifyConsistency({ oldRoot: tree.root(oldSize), oldSize, proof, root, size: lines }, nodeDigest));
  });
  const beside = `at most ${millisMax} ms, the slowest of ${proofsMeasured}`;
  const of = `out of ${lines.toLocaleString("en-US")} lines`;
  return [
    boundFigure({ name: `a proof of inclusion ${of}`, value: inclusion, most: millisMax, unit: "ms", beside }),
    boundFigure({ name: `a proof of consistency ${of}`, value: consistency, most: millisMax, unit: "ms", beside }),
    { name: `the tree of a log of ${lines.toLocaleString("en-US")} lines, grown from its leaves on disk`, measured: `${seconds.toFixed(2)} s`, beside: "once, when the program starts", ratio: 1, target: null },
  ];
};

/** Milliseconds of the slowest piece of work; what it gives is checked outside of the measurement. */
const slowestMillis = (work: () => () => unknown): number => {
  let slowest = 0;
  for (let count = 0; count < proofsMeasured; count++) {
    const watch = stopwatch();
    const check = work();
    slowest = Math.max(slowest, 1000 * watch());
    check();
  }
  return slowest;
};

const leavesOf = (lines: number): Uint8Array => {
  const leaves = Buffer.allocUnsafe(lines * leafBytes);
  for (let line = 0; line < lines; line++) leaves.write(hash("sha256", `a line of the bench: ${line}`, "hex"), line * leafBytes, "hex");
  return leaves;
};

const treeOf = (leaves: Uint8Array): MerkleTree => {
  const tree = merkleTree(nodeDigest);
  for (let start = 0; start < leaves.length; start += leafBytes) tree.append(leaves.subarray(start, start + leafBytes));
  return tree;
};

if (import.meta.main) {
  for (const figure of await benchProofs(Number(process.argv[2] ?? linesUsual))) process.stdout.write(`${figureLine(figure)}\n`);
}

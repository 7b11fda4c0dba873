/** Finds the lines below the mark that are not what was confirmed, when the Merkle root says that there are some. */
import { hexOf } from "../../shared/encoding/hex.ts";
import { merkleTree, type MerkleTree } from "../../shared/ledger/merkle-tree.ts";
import { sameHash } from "../../shared/ledger/merkle.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { nodeDigest } from "../signature/node-digest.ts";
import { damagedLine, type DamagedLine } from "./journal-fault.ts";
import { scanParts, type JournalPaths } from "./journal-folder.ts";
import { lineFault, type JournalLoader } from "./journal-loader.ts";
import type { JournalMark } from "./journal-mark.ts";
import { leafBytes, readLeaves } from "./leaf-file.ts";

export interface Suspect {
  readonly files: DiskFiles;
  readonly paths: JournalPaths;
  readonly parts: number;
  readonly mark: JournalMark;
  readonly loader: JournalLoader;
}

/**
 * The damaged lines. If the leaf hashes on disk still give the confirmed root, they tell exactly; otherwise those lines
 * are named whose form or signature is wrong, which may be none.
 */
export const locateDamage = async (suspect: Suspect): Promise<Outcome<ReadonlyArray<DamagedLine>, DiskFailure>> => {
  const leaves = await genuineLeaves(suspect);
  if (!leaves.ok) return leaves;
  return leaves.value === null ? badlySigned(suspect) : success(differingLines(suspect, leaves.value));
};

/** The leaf hashes beside the parts, where they give the confirmed root; `null` where they do not. */
export const genuineLeaves = async (
  suspect: Omit<Suspect, "loader">,
): Promise<Outcome<MerkleTree | null, DiskFailure>> => {
  const leaves = await leavesOnDisk(suspect);
  if (!leaves.ok) return leaves;
  const isGenuine = leaves.value.size() === suspect.mark.size && hexOf(leaves.value.root()) === suspect.mark.root;
  return success(isGenuine ? leaves.value : null);
};

const leavesOnDisk = async ({
  files,
  paths,
  parts,
  mark,
}: Omit<Suspect, "loader">): Promise<Outcome<MerkleTree, DiskFailure>> => {
  const tree = merkleTree(nodeDigest);
  for (let part = 0; part < parts && tree.size() < mark.size; part++) {
    const leaves = await readLeaves(files, paths.leaves(part), (mark.size - tree.size()) * leafBytes);
    if (!leaves.ok) return leaves;
    for (let end = leafBytes; end <= leaves.value.length; end += leafBytes) {
      tree.append(leaves.value.subarray(end - leafBytes, end));
    }
  }
  return success(tree);
};

const differingLines = ({ loader, mark }: Suspect, genuine: MerkleTree): ReadonlyArray<DamagedLine> => {
  const { tree, places } = loader.contents;
  const damaged: DamagedLine[] = [];
  for (let line = 0; line < Math.min(mark.size, tree.size()); line++) {
    if (sameHash(tree.leafAt(line), genuine.leafAt(line))) continue;
    damaged.push(damagedLine(places.placeOf(line), "has another hash than the one that was kept"));
  }
  return damaged;
};

const badlySigned = async ({
  files,
  paths,
  parts,
  mark,
}: Suspect): Promise<Outcome<ReadonlyArray<DamagedLine>, DiskFailure>> => {
  const damaged: DamagedLine[] = [];
  for await (const lines of scanParts(files, paths, parts)) {
    if (!lines.ok) return lines;
    for (const line of lines.value) {
      const fault = line.line < mark.size ? lineFault(line) : null;
      if (fault !== null) damaged.push(damagedLine({ part: line.part, line: line.line, offset: line.offset }, fault));
    }
  }
  return success(damaged);
};

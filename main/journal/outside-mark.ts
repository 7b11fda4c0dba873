/**
 * The mark that is kept outside of the data folder, so that a folder restored from a backup is recognised (section 7,
 * Rollback).
 */
import { dirname } from "node:path";
import { canonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { textOf } from "../../shared/encoding/utf8.ts";
import type { MerkleTree } from "../../shared/ledger/merkle-tree.ts";
import { failed, success } from "../../shared/outcome/outcome.ts";
import type { DiskFiles, DiskOutcome } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { rollback, type Rollback } from "./journal-fault.ts";
import { parseMark, type JournalMark } from "./journal-mark.ts";

/**
 * A place that does not travel with the data folder: a file in the user's own folder, or the key store of the system.
 */
export interface OutsideMark {
  /** The mark that was written last, or `null` when there is none that can be read. */
  readonly read: () => DiskOutcome<JournalMark | null>;
  /** Afterwards the mark is durable. */
  readonly write: (mark: JournalMark) => DiskOutcome<void>;
}

/** The outside mark as a file of its own; the name should hold the id of the installation. */
export const fileOutsideMark = (files: DiskFiles, path: string): OutsideMark => ({
  read: async () => {
    const bytes = await readBounded(files, path, outsideMarkBytesMax);
    if (bytes.ok) return success(parseMark(textOf(bytes.value) ?? ""));
    return "code" in bytes.failure && bytes.failure.kind !== "missing" ? failed(bytes.failure) : success(null);
  },
  write: async (mark) => {
    const folder = await makeFolderDurably(files, dirname(path), 0o700);
    return folder.ok ? writeDurably(files, path, canonicalBytes({ ...mark })) : folder;
  },
});

/** Says why a journal with this tree cannot be the one that was marked outside, or `null` when it can. */
export const rollbackSince = (
  outside: JournalMark | null,
  tree: Pick<MerkleTree, "size" | "root">,
): Rollback | null => {
  const size = tree.size();
  if (outside === null)
    return size === 0
      ? null
      : rollback(`The journal has ${size} lines, but no mark of it is kept outside of the data folder.`);
  if (outside.size > size) return rollback(`The journal has ${size} lines, but it had ${outside.size} before.`);
  return hexOf(tree.root(outside.size)) === outside.root
    ? null
    : rollback(`The first ${outside.size} lines of the journal were others before.`);
};

/** A mark has less than 120 bytes. */
const outsideMarkBytesMax = 4096;

/** The file `checkpoint`: the newest signed size and root of the journal (record-format.md, section 7). */
import type { VerifySignature } from "../../shared/crypto/signature.ts";
import { textOf, utf8Of } from "../../shared/encoding/utf8.ts";
import { openCheckpoint, signCheckpoint, type Checkpoint } from "../../shared/ledger/checkpoint.ts";
import { sameHash } from "../../shared/ledger/merkle.ts";
import type { MerkleTree } from "../../shared/ledger/merkle-tree.ts";
import { noteLengthMax, type NoteSigner } from "../../shared/ledger/note.ts";
import { failed, success } from "../../shared/outcome/outcome.ts";
import type { DiskFiles, DiskOutcome } from "../disk/disk-files.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { rollback, type Rollback } from "./journal-fault.ts";

/** Signs the first `size` lines of the tree and replaces the file; gives the note. */
export const writeCheckpoint = async (
  files: DiskFiles,
  path: string,
  { tree, log }: { readonly tree: Pick<MerkleTree, "size" | "root">; readonly log: NoteSigner },
): DiskOutcome<string> => {
  const size = tree.size();
  const note = signCheckpoint({ origin: log.key.name, size, root: tree.root(size) }, log);
  const written = await writeDurably(files, path, utf8Of(note));
  return written.ok ? success(note) : written;
};

/** The checkpoint in the file if this log signed it; `null` for anything else, which is written over one day. */
export const readOwnCheckpoint = async (
  files: DiskFiles,
  path: string,
  { log, verify }: { readonly log: NoteSigner; readonly verify: VerifySignature },
): DiskOutcome<Checkpoint | null> => {
  const bytes = await readBounded(files, path, noteLengthMax);
  if (!bytes.ok)
    return "code" in bytes.failure && bytes.failure.kind !== "missing" ? failed(bytes.failure) : success(null);
  const opened = openCheckpoint(textOf(bytes.value) ?? "", { log: log.key, witnesses: [] }, verify);
  return success(opened.ok ? opened.value.checkpoint : null);
};

/** Says why a journal with this tree cannot be the one that signed the checkpoint, or `null` when it can. */
export const checkpointRollback = (
  checkpoint: Checkpoint | null,
  tree: Pick<MerkleTree, "size" | "root">,
): Rollback | null => {
  if (checkpoint === null) return null;
  const { size, root } = checkpoint;
  if (size > tree.size())
    return rollback(`The journal has ${tree.size()} lines, but it signed a checkpoint of ${size}.`);
  return sameHash(tree.root(size), root)
    ? null
    : rollback(`The first ${size} lines of the journal are not those of its own checkpoint.`);
};

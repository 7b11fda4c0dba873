/** A log of somebody else in memory, honest or not: a key, lines, and checkpoints of any size. */
import { leafHash } from "../../shared/ledger/merkle.ts";
import { merkleTree, type MerkleTree } from "../../shared/ledger/merkle-tree.ts";
import { cosignatureLine, signCheckpoint } from "../../shared/ledger/checkpoint.ts";
import { noteKeyOf, noteNameOf } from "../../shared/ledger/note-key.ts";
import type { NoteSigner } from "../../shared/ledger/note.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { addCheckpointText } from "../../shared/witness/add-checkpoint.ts";
import { testSigner } from "./test-company.ts";

export interface TestLog {
  readonly signer: NoteSigner;
  readonly tree: MerkleTree;
  /** The note of the first `size` lines. */
  readonly note: (size: number) => string;
  /** The body of a request to cosign `size` lines after `old`. */
  readonly request: (old: number, size: number) => string;
}

/** A log of so many lines; another `fork` has other lines from line `common` on, and the same key. */
export const testLog = (name: string, size: number, { common = size, fork = "" } = {}): TestLog => {
  const { key, sign } = testSigner(`${name} log`);
  const signer = { key: noteKeyOf(noteNameOf(key), "signature", key), sign };
  const tree = merkleTree();
  for (let line = 0; line < size; line++) tree.append(leafHash(utf8Of(`line ${line}${line < common ? "" : fork}`)));
  const note = (lines: number): string =>
    signCheckpoint({ origin: signer.key.name, root: tree.root(lines), size: lines }, signer);
  const request = (old: number, lines: number): string =>
    addCheckpointText({ note: note(lines), old, proof: old === 0 ? [] : tree.consistencyProof(old, lines) });
  return { note, request, signer, tree };
};

/** A witness of this name. */
export const testWitness = (name: string): NoteSigner => {
  const { key, sign } = testSigner(`${name} witness`);
  return { key: noteKeyOf(noteNameOf(key), "cosignature", key), sign };
};

/** A note with the cosignature of a witness at a time in POSIX seconds. */
export const cosigned = (note: string, witness: NoteSigner, seconds: number): string =>
  `${note}${cosignatureLine(note.slice(0, note.indexOf("\n\n") + 1), seconds, witness)}`;

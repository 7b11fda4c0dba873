/**
 * Checkpoints and receipts in an exchange: ours for the heads that were sent, theirs checked and kept
 * (record-format.md, section 8).
 */
import { digestHex } from "../../shared/crypto/digest.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { writeDurably } from "../disk/write-durably.ts";
import type { PeerWiring } from "../peer/peer-context.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { checkReceipt, openOwnCheckpoint } from "../verify/verify-notes.ts";
import { carriedExtras, freshCheckpoint } from "./carried-extras.ts";
import type { NodeParts } from "./node-parts.ts";

type Proofs = NonNullable<PeerWiring["proofs"]>;

/** What the peer service gives and takes besides records. */
export const carriedProofs = (parts: NodeParts): Proofs => ({
  give: async function* give(histories) {
    const note = await freshCheckpoint(parts);
    if (!note.ok) return;
    const { receipt } = carriedExtras(parts, note.value, { attachmentBytesMax: 0, openings: false });
    yield { note: note.value };
    for (const id of histories) {
      for (const head of parts.store.ledger.history(id)?.heads ?? []) {
        const given = await receipt(head.id);
        if (given.ok && given.value !== null) yield given.value;
      }
    }
  },
  take: async (proof) => {
    const kept = await ("note" in proof ? keepNote(parts, proof.note) : keepReceipt(parts, proof));
    return kept.ok ? null : kept.failure;
  },
});

const keepNote = async (parts: NodeParts, note: string): Promise<Outcome<void>> => {
  const opened = openOwnCheckpoint(note, nodeVerify);
  return opened.ok ? keep(parts, "notes", note) : opened;
};

const keepReceipt = async (
  parts: NodeParts,
  receipt: { readonly line: string; readonly proof: string },
): Promise<Outcome<void>> => {
  const opened = checkReceipt(receipt, nodeVerify);
  return opened.ok ? keep(parts, "receipts", `${receipt.line}\n${receipt.proof}`) : opened;
};

/** Kept by the digest of its text: what is here already is not written again. */
const keep = async (
  { files, folder }: NodeParts,
  room: "notes" | "receipts",
  text: string,
): Promise<Outcome<void, Failure>> => {
  const bytes = utf8Of(text);
  const path = `${folder}/${room}/${digestHex(bytes)}`;
  if ((await files.stat(path)).ok) return success(undefined);
  const made = await makeFolderDurably(files, `${folder}/${room}`);
  return made.ok ? writeDurably(files, path, bytes) : made;
};

/**
 * Notes and receipts in an exchange: those of the records that were sent, theirs checked and kept (record-format.md,
 * section 8).
 */
import type { PeerWiring } from "../peer/peer-context.ts";
import { freshCheckpoint } from "./carried-extras.ts";
import { boundingRecords, keptNotes, receiptsOf } from "./carried-times.ts";
import type { NodeParts } from "./node-parts.ts";

type Proofs = NonNullable<PeerWiring["proofs"]>;

/** What the peer service gives and takes besides records. */
export const carriedProofs = (parts: NodeParts): Proofs => ({
  give: async function* give(histories, sent) {
    const note = await freshCheckpoint(parts);
    if (!note.ok) return;
    yield { note: note.value };
    const named = new Set([...sent].flatMap((id) => parts.store.ledger.record(id)?.after ?? []));
    for (const text of keptNotes(parts, named)) yield { note: text };
    for (const id of histories) {
      const history = parts.store.ledger.history(id);
      const worth = history === undefined ? [] : boundingRecords(parts, history);
      // What was sent before was proved before, as far as it could be; heads bound all of it anew.
      for (const record of worth.filter((one) => sent.has(one.id) || history?.heads.has(one) === true)) {
        const receipts = await receiptsOf(parts, record.id, note.value);
        if (receipts.ok) yield* receipts.value;
      }
    }
  },
  take: async (proof) => {
    const { shelf } = parts.witness;
    const kept = await ("note" in proof ? shelf.takeNote(proof.note) : shelf.takeReceipt(proof));
    return kept.ok ? null : kept.failure;
  },
});

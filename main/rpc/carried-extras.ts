/**
 * What goes into a bundle besides the records: checkpoint, notes that records name, receipts, openings that may be
 * disclosed, attachments.
 */
import type { HistoryId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { isSealed } from "../../shared/register/party-name.ts";
import type { BundleExtras } from "../bundle/bundle-lines.ts";
import { boundingRecords, keptNotes, receiptsOf } from "./carried-times.ts";
import type { NodeParts } from "./node-parts.ts";

export interface CarryWish {
  /** Discloses every sealed value; otherwise only the names of parties, so that a reader sees who wrote. */
  readonly openings: boolean;
  /** Whose a pseudonym is goes along only where the copy is the own. */
  readonly isOwnCopy?: boolean;
  readonly attachmentBytesMax: number;
}

/** Makes the extras on a checkpoint that is signed for them. */
export const carriedExtras = (parts: NodeParts, note: string, wish: CarryWish): BundleExtras => {
  const names = partyNames(parts, "person");
  const pseudonyms = wish.isOwnCopy === true ? new Set() : partyNames(parts, "organisation");
  return {
    attachments: parts.attachments,
    attachmentBytesMax: wish.attachmentBytesMax,
    notes: (named) => Promise.resolve(success([...new Set([note, ...keptNotes(parts, named)])])),
    opening: async (sealed) => {
      if ((!wish.openings && !names.has(sealed)) || pseudonyms.has(sealed)) return null;
      const opening = await parts.openings.get(sealed);
      return opening.ok ? opening.value : null;
    },
    receipts: (id) => receiptsOf(parts, id, note),
    worthReceipt: (history) => boundingRecords(parts, history),
  };
};

/** Signs a checkpoint over everything that is durable now, for a bundle or a document to stand on. */
export const freshCheckpoint = async (parts: NodeParts): Promise<Outcome<string>> => {
  const secured = await parts.journal.secure();
  return secured.ok ? parts.journal.checkpoint() : secured;
};

/** Digests of the sealed names of all parties of a kind: those of organisations are pseudonyms. */
const partyNames = (parts: NodeParts, kind: "organisation" | "person"): ReadonlySet<string> => {
  const registers = parts.store.ledger.histories.registers();
  const states = registers.map(({ id }: { readonly id: HistoryId }) => parts.store.judge.registerNow(id));
  return new Set(
    states.flatMap(({ parties }) =>
      [...parties.values()].flatMap((party) =>
        isSealed(party.name) && party.kind === kind ? [party.name.sealed] : [],
      ),
    ),
  );
};

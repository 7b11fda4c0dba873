/**
 * What goes into a bundle besides the records: checkpoint, receipts of the heads, openings that may be disclosed,
 * attachments.
 */
import { textOf } from "../../shared/encoding/utf8.ts";
import { parseCheckpointText } from "../../shared/ledger/checkpoint.ts";
import { receiptText } from "../../shared/ledger/receipt.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { isSealed } from "../../shared/register/party-name.ts";
import { lineBytes } from "../journal/journal-line.ts";
import type { BundleExtras } from "../bundle/bundle-lines.ts";
import type { NodeParts } from "./node-parts.ts";

  /** Whose a pseudonym is goes along only where the copy is the own. */
  readonly isOwnCopy?: boolean;
export interface CarryWish {
  /** Discloses every sealed value; otherwise only the names of parties, so that a reader sees who wrote. */
  readonly openings: boolean;
  readonly attachmentBytesMax: number;
}

/** Makes the extras on a checkpoint that is signed for them. */
export const carriedExtras = (parts: NodeParts, note: string, wish: CarryWish): BundleExtras => {
  const names = partyNames(parts, "person");
  const pseudonyms = wish.isOwnCopy === true ? new Set() : partyNames(parts, "organisation");
  return {
    attachments: parts.attachments,
    attachmentBytesMax: wish.attachmentBytesMax,
    notes: () => Promise.resolve(success([note])),
    opening: async (sealed) => {
      if ((!wish.openings && !names.has(sealed)) || pseudonyms.has(sealed)) return null;
      const opening = await parts.openings.get(sealed);
      return opening.ok ? opening.value : null;
    },
    receipt: async (id) => {
      const number = parts.journal.lineOf(id);
      if (number === null) return success(null);
      const log = parts.journal.logOf(number);
      const checkpoint = log.note ?? note;
      const [place, size] = [number - log.first, noteSize(checkpoint)];
      if (place >= size) return success(null);
      const line = await parts.journal.read(number);
      if (!line.ok) return line;
      const text = textOf(lineBytes(line.value));
      if (text === null) throw new Error(`Line ${number} of the journal is not text`);
      const proof = receiptText({
        checkpoint,
        extra: null,
        index: place,
        proof: log.tree.inclusionProof(place, size),
      });
      return success({ line: text, proof });
    },
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

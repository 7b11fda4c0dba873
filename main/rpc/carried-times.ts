/**
 * What travels so that others find the same bounds: the notes that records name, and receipts on the checkpoints that
 * bound them (record-format.md, sections 6 and 8).
 */
import { digestHex } from "../../shared/crypto/digest.ts";
import { textOf, utf8Of } from "../../shared/encoding/utf8.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import { receiptText } from "../../shared/ledger/receipt.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { openCosignedNote, originOf } from "../../shared/witness/cosigned-note.ts";
import type { TimesByWitness } from "../../shared/witness/time-bounds.ts";
import type { WitnessTime } from "../../shared/witness/time-evidence.ts";
import { lineBytes } from "../journal/journal-line.ts";
import { checkpointOf } from "./checkpoint-text.ts";
import type { NodeParts } from "./node-parts.ts";

export type TimesParts = Pick<NodeParts, "journal" | "store" | "witness">;

/** A journal line as text, and the proof that it stands in a log. */
export interface CarriedReceipt {
  readonly line: string;
  readonly proof: string;
}

/** The notes with these digests that are kept here. */
export const keptNotes = ({ witness }: TimesParts, digests: Iterable<string>): ReadonlyArray<string> =>
  [...digests].flatMap((sha256) => witness.shelf.text(sha256) ?? []);

/** Keeps the notes and receipts that come along with a bundle: they bound the times of records. */
export const keptProofs = ({ witness: { shelf } }: Pick<TimesParts, "witness">) => ({
  note: async (note: string): Promise<Failure | null> => failureOf(await shelf.takeNote(note)),
  receipt: async (receipt: CarriedReceipt): Promise<Failure | null> => failureOf(await shelf.takeReceipt(receipt)),
});

/**
 * Receipts of a record of this installation's journal: on the cosigned checkpoints by which each witness bounds it most
 * tightly, or on `note` where nobody has cosigned one that holds it.
 */
export const receiptsOf = async (
  parts: TimesParts,
  id: RecordId,
  note: string,
): Promise<Outcome<ReadonlyArray<CarriedReceipt>>> => {
  const number = parts.journal.lineOf(id);
  if (number === null) return success([]);
  const log = parts.journal.logOf(number);
  const own = log.note ?? note;
  const index = number - log.first;
  const bounding = boundingNotes(parts, originOf(own), index);
  const checkpoints = (bounding.length > 0 ? bounding : [own]).filter((text) => checkpointOf(text).size > index);
  if (checkpoints.length === 0) return success([]);
  const read = await parts.journal.read(number);
  if (!read.ok) return read;
  const line = textOf(lineBytes(read.value));
  if (line === null) throw new Error(`Line ${number} of the journal is not text`);
  const proofOf = (checkpoint: string): string => {
    const proof = log.tree.inclusionProof(index, checkpointOf(checkpoint).size);
    return receiptText({ checkpoint, extra: null, index, proof });
  };
  return success(checkpoints.map((checkpoint) => ({ line, proof: proofOf(checkpoint) })));
};

/**
 * Records of a history that are worth a receipt: its heads, and those that witnesses saw earlier than anything that
 * stands on them; of many the newest.
 */
export const boundingRecords = ({ store }: Pick<TimesParts, "store">, history: History): ReadonlyArray<HeldRecord> => {
  const found = history.order.filter((record) => {
    if (history.heads.has(record)) return true;
    const times = store.judge.times(record)?.ahead;
    if (times === undefined || times.size === 0) return false;
    return record.children.every((child) => !isSame(times, store.judge.times(child)?.ahead));
  });
  return found.slice(-receiptsMax);
};

const failureOf = (kept: Outcome<unknown>): Failure | null => (kept.ok ? null : kept.failure);

/** A checkpoint an hour for three weeks; a receipt has about a kilobyte. */
const receiptsMax = 512;

// Own notes come with the smallest first, and what is smaller was cosigned earlier, so the search soon ends.
const boundingNotes = ({ witness: { shelf } }: TimesParts, origin: string, index: number): ReadonlyArray<string> => {
  const earliest = new Map<string, { readonly note: string; readonly time: string }>();
  for (const note of shelf.ownNotesHolding(origin, index)) {
    for (const { time, witness } of timesOf(shelf, note)) {
      const known = earliest.get(witness);
      if (known === undefined || time < known.time) earliest.set(witness, { note, time });
    }
  }
  return [...new Set([...earliest.values()].map(({ note }) => note))];
};

// Its signatures were checked when it was kept; one that gave way to a newer note is opened once more.
const timesOf = ({ evidence }: TimesParts["witness"]["shelf"], note: string): ReadonlyArray<WitnessTime> => {
  const known = evidence.note(digestHex(utf8Of(note)));
  if (known !== null) return known;
  const opened = openCosignedNote(note, () => true);
  return opened.ok ? opened.value.times : [];
};

const isSame = (left: TimesByWitness, right: TimesByWitness | undefined): boolean =>
  left === right ||
  (right !== undefined && left.size === right.size && [...left].every(([key, time]) => right.get(key) === time));

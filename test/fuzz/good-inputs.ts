/** The good inputs that are spoiled: records of several keys, a log of them with its notes and receipts, and bundles. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parseInstant } from "../../shared/clock/instant.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { checkpointText, cosignatureLine, signCheckpoint } from "../../shared/ledger/checkpoint.ts";
import { frameBytes } from "../../shared/ledger/frame.ts";
import { leafHash } from "../../shared/ledger/merkle.ts";
import { merkleTree } from "../../shared/ledger/merkle-tree.ts";
import { noteKeyOf, noteNameOf, type NoteKeyUse } from "../../shared/ledger/note-key.ts";
import type { NoteSigner } from "../../shared/ledger/note.ts";
import { receiptText } from "../../shared/ledger/receipt.ts";
import { lineBytes } from "../../main/journal/journal-line.ts";
import { seededHistories } from "../doubles/seeded-histories.ts";
import { seededSigner } from "../doubles/seeded-signer.ts";
import { valueOf } from "../doubles/value-of.ts";

/** Two histories and their register, with everything odd that a history can hold. */
export const histories = seededHistories({ seed: 20_261_122, assets: 2, records: 50, disorder: 1 });
export const frames: ReadonlyArray<Uint8Array> = histories.records.map((signed) => frameBytes(signed));
export const recordIds: ReadonlySet<string> = new Set(histories.records.map(({ id }) => id));

/** A key that nobody knows: what an attacker signs with. */
export const stranger = seededSigner(666);

const signerOf = (seed: number, use: NoteKeyUse): NoteSigner => {
  const { key, sign } = seededSigner(seed);
  return { key: noteKeyOf(noteNameOf(key), use, key), sign };
};
export const log = signerOf(101, "signature");
export const witnesses = [signerOf(102, "cosignature"), signerOf(103, "cosignature")];

const received = valueOf(parseInstant("2026-03-01T12:00:00.000000Z"));
/** The lines of the log, without LF. */
export const lines: ReadonlyArray<Uint8Array> = frames.map((frame) => lineBytes({ frame, from: stranger.key, received }));
export const tree = merkleTree();
for (const line of lines) tree.append(leafHash(line));

/** The checkpoint of the log at a size, cosigned by the first witnesses. */
export const noteAt = (size: number, cosigners: number): string => {
  const checkpoint = { origin: log.key.name, root: tree.root(size), size };
  const cosigned = witnesses.slice(0, cosigners).map((witness, index) => cosignatureLine(checkpointText(checkpoint), cosignedAt + size + index, witness));
  return [signCheckpoint(checkpoint, log), ...cosigned].join("");
};
const cosignedAt = 1_772_366_400;

export const noteSizes = [1, 2, 7, 8, lines.length];
export const notes: ReadonlyArray<string> = noteSizes.flatMap((size) => [noteAt(size, 0), noteAt(size, 1), noteAt(size, 2)]);

/** A receipt of a line in the log at its full size. */
export const receiptOf = (index: number): string =>
  receiptText({ checkpoint: noteAt(lines.length, 1), extra: index % 2 === 0 ? null : utf8Of("a"), index, proof: tree.inclusionProof(index, lines.length) });

/** The files of a folder under fixtures. */
export const fixture = (path: string): Uint8Array => readFileSync(join(import.meta.dirname, "../../fixtures", path));

/** A good bundle: eight records, an opening and an attachment of two parts. */
export const goodBundle = fixture("bundle/good.tlbundle");
export const goodBundleLines = gunzipSync(goodBundle).toString("latin1").split("\n").slice(0, -1);

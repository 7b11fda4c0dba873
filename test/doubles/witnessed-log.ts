/** A log of a test installation that witnesses cosign: its notes and receipts are those of the format. */
import { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import { lineBytes } from "../../main/journal/journal-line.ts";
import type { Instant } from "../../shared/clock/instant.ts";
import { millisOfInstant } from "../../shared/clock/instant.ts";
import { cosignatureLine, signCheckpoint } from "../../shared/ledger/checkpoint.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { leafHash } from "../../shared/ledger/merkle.ts";
import { merkleTree } from "../../shared/ledger/merkle-tree.ts";
import { noteKeyOf, noteNameOf } from "../../shared/ledger/note-key.ts";
import { receiptText } from "../../shared/ledger/receipt.ts";
import { seededSigner } from "./seeded-signer.ts";
import { witnessKey } from "./witness-keys.ts";

export class WitnessedLog {
  readonly #signer;
  readonly #lines: string[] = [];
  readonly #tree = merkleTree();

  constructor(seed: number) {
    this.#signer = seededSigner(seed);
  }

  get origin(): string {
    return noteNameOf(this.#signer.key);
  }

  /** Appends a record; answers its index. */
  add(record: SignedRecord, received: Instant): number {
    const frame = Buffer.from(
      `${Buffer.from(record.signature).toString("hex")} ${Buffer.from(record.bytes).toString()}`,
    );
    const line = lineBytes({ frame, from: this.#signer.key, received });
    this.#lines.push(Buffer.from(line).toString());
    this.#tree.append(leafHash(line));
    return this.#lines.length - 1;
  }

  /** The checkpoint of all lines so far, cosigned at a time by witnesses of these numbers. */
  note(time: Instant, ...witnesses: ReadonlyArray<number>): string {
    const { key, sign } = this.#signer;
    const checkpoint = { origin: this.origin, root: this.#tree.root(), size: this.#tree.size() };
    const note = signCheckpoint(checkpoint, { key: noteKeyOf(this.origin, "signature", key), sign });
    const text = note.slice(0, note.indexOf("\n\n") + 1);
    const lines = witnesses.map((number) => cosignatureLine(text, millisOfInstant(time) / 1000, witnessSigner(number)));
    return `${note}${lines.join("")}`;
  }

  /** The receipt of a line on the checkpoint of all lines so far. */
  receipt(index: number, note: string): { readonly line: string; readonly proof: string } {
    const proof = receiptText({ checkpoint: note, extra: null, index, proof: this.#tree.inclusionProof(index) });
    return { line: this.#lines[index] ?? "", proof };
  }
}

/** The digest by which a record names a note. */
export const noteDigest = (note: string): string => hash("sha256", note, "hex");

const witnessSigner = (number: number) => ({ key: witnessKey(number), sign: seededSigner(9000 + number).sign });

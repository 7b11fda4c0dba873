/** A receipt: the proof, in one text, that a line stands in a log whose checkpoint was signed (C2SP tlog-proof, v1). */
import type { VerifySignature } from "../crypto/signature.ts";
import { base64Of, bytesOfBase64 } from "../encoding/base64.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import { openCheckpoint, type CheckpointFailure, type CheckpointKeys, type OpenedCheckpoint } from "./checkpoint.ts";
import { hashBytes, leafHash } from "./merkle.ts";
import { proofHashesMax, verifyInclusion, type MerkleFailure } from "./merkle-proof.ts";

export interface Receipt {
  /** Index of the line in the log, from 0. */
  readonly index: number;
  /** Audit path of the line, its sibling first. */
  readonly proof: ReadonlyArray<Uint8Array>;
  /** The note of the checkpoint. */
  readonly checkpoint: string;
  /** Opaque data that nothing authenticates; ours have none. */
  readonly extra: Uint8Array | null;
}

export type ReceiptFailure = (Failure & { readonly kind: "receiptShape" }) | CheckpointFailure | MerkleFailure;

/** The text of a receipt. */
export const receiptText = ({ index, proof, checkpoint, extra }: Receipt): string => {
  const extraLine = extra === null ? [] : [`extra ${base64Of(extra)}`];
  return [firstLine, ...extraLine, `index ${index}`, ...proof.map(base64Of), "", checkpoint].join("\n");
};

/** Reads the text of a receipt and checks its form; the checkpoint stays a note that `verifyReceipt` opens. */
export const parseReceipt = (text: string): Outcome<Receipt, ReceiptFailure> => {
  const blank = text.indexOf("\n\n");
  if (blank < 0) return badReceipt("has no empty line between proof and checkpoint");
  const [first, ...lines] = text.slice(0, blank).split("\n");
  if (first !== firstLine) return badReceipt(`does not begin with "${firstLine}"`);
  const extra = lines[0]?.startsWith("extra ") === true ? bytesOfBase64((lines.shift() ?? "").slice(6)) : undefined;
  if (extra === null) return badReceipt('has no base64 behind "extra"');
  const index = indexOf(lines.shift() ?? "");
  if (index === null) return badReceipt('has no line "index" with a decimal number');
  const proof = lines.map(hashOf).filter((hash) => hash !== null);
  if (proof.length < lines.length) return badReceipt("has a line in its proof that is no hash in base64");
  if (proof.length > proofHashesMax) return badReceipt(`has a proof of more than ${proofHashesMax} hashes`);
  return success({ index, proof, checkpoint: text.slice(blank + 2), extra: extra ?? null });
};

/**
 * Verifies that `line`, the bytes of a journal line without LF, stands in the log at the receipt's index; gives the
 * checkpoint.
 */
export const verifyReceipt = (
  receipt: Receipt,
  line: Uint8Array,
  keys: CheckpointKeys,
  verify: VerifySignature,
): Outcome<OpenedCheckpoint, ReceiptFailure> => {
  const opened = openCheckpoint(receipt.checkpoint, keys, verify);
  if (!opened.ok) return opened;
  const { size, root } = opened.value.checkpoint;
  const included = verifyInclusion({ index: receipt.index, size, leaf: leafHash(line), proof: receipt.proof, root });
  return included.ok ? opened : included;
};

const firstLine = "c2sp.org/tlog-proof@v1";

const indexOf = (line: string): number | null => {
  const digits = /^index (0|[1-9][0-9]{0,15})$/.exec(line)?.[1];
  const index = digits === undefined ? Number.NaN : Number(digits);
  return Number.isSafeInteger(index) ? index : null;
};

const hashOf = (line: string): Uint8Array | null => {
  const bytes = bytesOfBase64(line);
  return bytes?.length === hashBytes ? bytes : null;
};

const badReceipt = (what: string): Outcome<never, ReceiptFailure> =>
  refuse("receiptShape", `This is not a receipt (a proof of inclusion, tlog-proof): it ${what}.`);

/**
 * A frame: `SIGNATURE_HEX SP RECORD_BYTES`, the way a record travels and lies on disk (record-format.md, section 8).
 */
import { acceptableKey, type PublicKey } from "../crypto/key-rule.ts";
import { signedMessage, type VerifySignature } from "../crypto/signature.ts";
import { bytesOfHex, hexOf } from "../encoding/hex.ts";
import { textOf, utf8Of } from "../encoding/utf8.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import {
  parseRecord,
  recordBytesMax,
  recordIdOf,
  writerOfBytes,
  type LedgerRecord,
  type RecordFailure,
  type RecordId,
} from "./record.ts";

/** A record with the bytes that were signed and the signature: what the journal keeps and peers exchange. */
export interface SignedRecord {
  readonly id: RecordId;
  readonly record: LedgerRecord;
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

export type FrameFailure = (Failure & { readonly kind: "frameShape" | "frameKey" | "frameSignature" }) | RecordFailure;

/** Signature as 128 hex digits and one space stand before the record's bytes. */
export const frameHeadBytes = 129;
/** The longest frame without its LF. */
export const frameBytesMax = frameHeadBytes + recordBytesMax;

/** Remembers for each key whether it is acceptable, so that rule 1 costs its millisecond once. */
export type KeyCheck = (key: string) => Outcome<PublicKey>;

/** Makes a key check with a memory of `keysMax` keys; a flood of keys empties the memory, it does not fill it. */
export const rememberKeys = (keysMax = 10_000): KeyCheck => {
  const known = new Map<string, Outcome<PublicKey>>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= keysMax) known.clear();
    const answer = acceptableKey(key);
    known.set(key, answer);
    return answer;
  };
};

/** The bytes of a frame, without its LF. */
export const frameBytes = (signed: { readonly bytes: Uint8Array; readonly signature: Uint8Array }): Uint8Array => {
  const bytes = new Uint8Array(frameHeadBytes + signed.bytes.length);
  bytes.set(utf8Of(`${hexOf(signed.signature)} `));
  bytes.set(signed.bytes, frameHeadBytes);
  return bytes;
};

/** Splits a frame into signature and record bytes; nothing is parsed or checked but the shape and the length. */
export const splitFrame = (
  frame: Uint8Array,
): Outcome<{ readonly signature: Uint8Array; readonly bytes: Uint8Array }, FrameFailure> => {
  if (frame.length > frameBytesMax) {
    return refuse(
      "recordTooLarge",
      `The record has ${frame.length - frameHeadBytes} bytes; a record has at most ${recordBytesMax}.`,
    );
  }
  if (frame.length <= frameHeadBytes || frame[128] !== 0x20) return refuse("frameShape", shapeMessage);
  const signature = bytesOfHex(String.fromCharCode(...frame.subarray(0, 128)));
  return signature === null
    ? refuse("frameShape", shapeMessage)
    : success({ signature, bytes: frame.subarray(frameHeadBytes) });
};

/** Reads and verifies a frame in the order of section 2: length, key, signature, and only then the JSON. */
export const readFrame = (
  frame: Uint8Array,
  check: { readonly key: KeyCheck; readonly verify: VerifySignature },
): Outcome<SignedRecord, FrameFailure> => {
  const split = splitFrame(frame);
  if (!split.ok) return split;
  const { signature, bytes } = split.value;
  const writer = writerOfBytes(bytes);
  if (writer === null)
    return refuse(
      "frameShape",
      'The record does not end with its member "writer", so its signature cannot be checked.',
    );
  const key = check.key(writer);
  if (!key.ok) return refuse("frameKey", key.failure.message);
  if (!check.verify(key.value, signature, signedMessage("record", bytes)))
    return refuse("frameSignature", signatureMessage(writer));
  return readVerified(bytes, signature);
};

/** Parses the record of a frame whose signature has been verified already. */
export const readVerified = (bytes: Uint8Array, signature: Uint8Array): Outcome<SignedRecord, FrameFailure> => {
  const parsed = parseRecord(bytes);
  return parsed.ok ? success({ id: recordIdOf(bytes), record: parsed.value, bytes, signature }) : parsed;
};

/**
 * Reads a frame that was checked when it came in and has lain where its digest vouches for it since: nothing is
 * checked again.
 */
export const storedRecord = (id: RecordId, frame: Uint8Array): SignedRecord => {
  const split = splitFrame(frame);
  if (!split.ok) throw new Error(`The stored frame of ${id} has lost its shape`);
  const { bytes, signature } = split.value;
  return { id, record: trusted(bytes), bytes, signature };
};

/** The sentence for a signature that does not fit. */
export const signatureMessage = (writer: string): string =>
  `The signature does not fit the record of the key ${writer.slice(0, 16)}…: the record was changed, or another key signed it.`;

// The one place that takes stored bytes as the record that they were checked to be.
const trusted = (bytes: Uint8Array): LedgerRecord => {
  const record: LedgerRecord = JSON.parse(textOf(bytes) ?? "null");
  return record;
};

const shapeMessage = "The line is not a frame: 128 hex digits of signature, a space and the record's JSON.";

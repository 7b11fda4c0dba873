/**
 * The whole check of one frame with the fast functions of Node, equal in every answer to `readFrame` of shared/ledger.
 */
import { createNodeVerify } from "./node-signature.ts";
import { nodeDigestHex } from "./node-digest.ts";
import { signedMessage, type VerifySignature } from "../../shared/crypto/signature.ts";
import {
  frameBytesMax,
  frameHeadBytes,
  readFrame,
  rememberKeys,
  type FrameFailure,
  type KeyCheck,
} from "../../shared/ledger/frame.ts";
import { parseRecord, parseRecordId, type RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";

/**
 * Checks a frame (record-format.md, section 2, in its order: length, key, signature, JSON) and gives the record's id.
 */
export type CheckFrame = (frame: Uint8Array) => Outcome<RecordId, FrameFailure>;

/** Makes a check with a memory of its own for keys. */
export const createCheckFrame = (): CheckFrame => {
  const keys = { key: rememberKeys(), verify: createNodeVerify() };
  return (frame) => {
    const id = idOfGoodFrame(frame, keys);
    return id === null ? slowAnswer(frame, keys) : success(id);
  };
};

interface FrameKeys {
  readonly key: KeyCheck;
  readonly verify: VerifySignature;
}

const writerEnd = 66;

/** The id of a good frame, or `null` for anything else, which is then read again by the slow path to name its fault. */
const idOfGoodFrame = (frame: Uint8Array, keys: FrameKeys): RecordId | null => {
  if (frame.length > frameBytesMax || frame.length <= frameHeadBytes + writerEnd) return null;
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.length);
  const recordBytes = bytes.subarray(frameHeadBytes);
  const key = keys.key(bytes.toString("latin1", frame.length - writerEnd, frame.length - 2));
  if (!key.ok) return null;
  const head = bytes.toString("latin1", 0, frameHeadBytes);
  if (!headPattern.test(head)) return null;
  const message = signedMessage("record", recordBytes);
  if (!keys.verify(key.value, Buffer.from(head.slice(0, -1), "hex"), message)) return null;
  // The member table makes sure that the key is the member `writer`, and the canonical form that it stands where it was
  // read.
  return parseRecord(recordBytes).ok ? parseRecordId(nodeDigestHex(recordBytes)) : null;
};

const headPattern = /^[0-9a-f]{128} $/;

const slowAnswer = (frame: Uint8Array, keys: FrameKeys): Outcome<RecordId, FrameFailure> => {
  const read = readFrame(frame, keys);
  return read.ok ? success(read.value.id) : read;
};

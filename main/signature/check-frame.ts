/**
 * The whole check of one frame with the fast functions of Node, in two halves that together equal `readFrame` of
 * shared/ledger in every answer: what is signed may be checked on another thread, and the JSON is parsed once, by
 * whoever uses it.
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
  type SignedRecord,
} from "../../shared/ledger/frame.ts";
import { parseRecord, parseRecordId, recordIdOf, type RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { signedFrame } from "./stored-frame.ts";

/**
 * Checks of a frame what comes before its JSON (record-format.md, section 2, in its order: length, key, signature) and
 * gives the digest that is the record's id once `readSigned` has read it.
 */
export type CheckSigned = (frame: Uint8Array) => Outcome<RecordId, FrameFailure>;

/** Makes a check with a memory of its own for keys. */
export const createCheckSigned = (): CheckSigned => {
  const keys = { key: rememberKeys(), verify: createNodeVerify() };
  return (frame) => {
    const id = idOfSigned(frame, keys);
    return id === null ? slowAnswer(frame, keys) : success(id);
  };
};

/** Reads the record of a frame whose signature was checked: canonical JSON and the member table. */
export const readSigned = (id: RecordId, frame: Uint8Array): Outcome<SignedRecord, FrameFailure> => {
  const parsed = parseRecord(frame.subarray(frameHeadBytes));
  return parsed.ok ? success(signedFrame(id, parsed.value, frame)) : parsed;
};

interface FrameKeys {
  readonly key: KeyCheck;
  readonly verify: VerifySignature;
}

const writerEnd = 66;

/** The id of a well signed frame, or `null` for anything else: the slow path then names its fault. */
const idOfSigned = (frame: Uint8Array, keys: FrameKeys): RecordId | null => {
  if (frame.length > frameBytesMax || frame.length <= frameHeadBytes + writerTail.length + writerEnd) return null;
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.length);
  const tail = bytes.toString("latin1", frame.length - writerEnd - writerTail.length);
  if (!tail.startsWith(writerTail) || !tail.endsWith('"}')) return null;
  const key = keys.key(tail.slice(writerTail.length, -2));
  if (!key.ok) return null;
  const head = bytes.toString("latin1", 0, frameHeadBytes);
  if (!headPattern.test(head)) return null;
  const recordBytes = bytes.subarray(frameHeadBytes);
  const signature = Buffer.from(head.slice(0, -1), "hex");
  if (!keys.verify(key.value, signature, signedMessage("record", recordBytes))) return null;
  return parseRecordId(nodeDigestHex(recordBytes));
};

const writerTail = '"writer":"';
const headPattern = /^[0-9a-f]{128} $/;

// A frame that the reference refuses only for its JSON is well signed: `readSigned` will say so.
const slowAnswer = (frame: Uint8Array, keys: FrameKeys): Outcome<RecordId, FrameFailure> => {
  const read = readFrame(frame, keys);
  if (read.ok) return success(read.value.id);
  return isAboutJson(read.failure) ? success(recordIdOf(frame.subarray(frameHeadBytes))) : read;
};

const isAboutJson = ({ kind }: FrameFailure): boolean => kind === "recordBytes" || kind === "recordMember";

/** A range of an attachment as bytes of a message: 32 of digest, 8 of offset, then the range. */
import { Buffer } from "node:buffer";
import { hexOf } from "../../shared/encoding/hex.ts";

export interface AttachmentRange {
  readonly sha256: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Ranges that are asked for before the first of them has come. */
export const wantsMax = 16;

/** The bytes of a message. */
export const rangeBytes = ({ bytes, offset, sha256 }: AttachmentRange): Uint8Array => {
  const head = Buffer.alloc(digestBytes + offsetBytes);
  head.write(sha256, 0, "hex");
  head.writeBigUInt64BE(BigInt(offset), digestBytes);
  return Buffer.concat([head, bytes]);
};

/** The range of a message, or `null` for one that is too short. */
export const readRange = (message: Uint8Array): AttachmentRange | null => {
  if (message.length < digestBytes + offsetBytes) return null;
  const head = Buffer.from(message.buffer, message.byteOffset, message.length);
  const offset = Number(head.readBigUInt64BE(digestBytes));
  return { sha256: hexOf(head.subarray(0, digestBytes)), offset, bytes: message.subarray(digestBytes + offsetBytes) };
};

const digestBytes = 32;
const offsetBytes = 8;

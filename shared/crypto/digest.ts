/** SHA-256, the only digest of record-format.md. */
import { sha256 } from "@noble/hashes/sha2.js";
import { hexOf } from "../encoding/hex.ts";

/** Anything that digests bytes to 32 bytes; main passes the faster one of its platform. */
export type Digest = (bytes: Uint8Array) => Uint8Array;

/** A digest that is fed in pieces. */
export interface RunningDigest {
  readonly update: (bytes: Uint8Array) => void;
  /** The digest of all that was fed in, as lower-case hex; ends the use of this object. */
  readonly hex: () => string;
}

/** SHA-256 of bytes. */
export const digest: Digest = (bytes) => sha256(bytes);

/** SHA-256 of bytes as lower-case hex. */
export const digestHex = (bytes: Uint8Array): string => hexOf(sha256(bytes));

/** A running SHA-256. */
export const runningDigest = (): RunningDigest => {
  const state = sha256.create();
  return { update: (bytes) => void state.update(bytes), hex: () => hexOf(state.digest()) };
};

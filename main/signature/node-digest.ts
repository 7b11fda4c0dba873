/** SHA-256 by node:crypto: the same digests as shared/crypto/digest.ts, several times faster. */
import { createHash, hash } from "node:crypto";
import type { Digest, RunningDigest } from "../../shared/crypto/digest.ts";

// Text out of the hash and bytes out of the text: half the time of asking for a Buffer (measured on Node 24).
/** SHA-256 of bytes. */
export const nodeDigest: Digest = (bytes) => Buffer.from(hash("sha256", bytes, "binary"), "binary");

/** SHA-256 of bytes as lower-case hex. */
export const nodeDigestHex = (bytes: Uint8Array): string => hash("sha256", bytes, "hex");

/** A running SHA-256. */
export const nodeRunningDigest = (): RunningDigest => {
  const state = createHash("sha256");
  return { update: (bytes) => void state.update(bytes), hex: () => state.digest("hex") };
};

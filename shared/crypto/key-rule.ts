/** Rule 1 for Ed25519 (record-format.md, section 3): which public keys are acceptable at all. */
import { Point } from "@noble/ed25519";
import { refuse, success, type Outcome } from "../outcome/outcome.ts";
import { bytesOfHex } from "../encoding/hex.ts";

/** A public key that passed rule 1, as hex64. */
export type PublicKey = string & { readonly __brand: "PublicKey" };

export type KeyFailure = { readonly kind: "keyNotAcceptable"; readonly message: string };

/**
 * Applies rule 1: 32 bytes, canonically encoded, not of small order, torsion-free. Costs a millisecond: ask once a
 * key.
 */
export const acceptableKey = (key: string): Outcome<PublicKey, KeyFailure> => {
  const bytes = key.length === 64 ? bytesOfHex(key) : null;
  if (bytes === null) return unacceptable(key, "it is not 64 lower-case hex digits");
  const point = pointOf(bytes);
  if (point === null) return unacceptable(key, "it is not the canonical encoding of a point of the curve");
  if (point.isSmallOrder()) return unacceptable(key, "it is of small order, so one signature would fit every message");
  if (!point.isTorsionFree()) return unacceptable(key, "it is not torsion-free");
  return success(brand(key));
};

const pointOf = (bytes: Uint8Array): Point | null => {
  try {
    return Point.fromBytes(bytes, false);
  } catch {
    return null;
  }
};

const unacceptable = (key: string, why: string): Outcome<never, KeyFailure> =>
  refuse("keyNotAcceptable", `The public key ${key.slice(0, 16)}… cannot be used: ${why}.`);

// The one place where a key gets its brand.
const brand = (key: string): PublicKey => key as PublicKey;

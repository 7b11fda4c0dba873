/**
 * Rule 2 for Ed25519 (record-format.md, section 3): cofactorless verification; signing; one prefix for each meaning.
 */
import { etc, getPublicKey, hash, hashes, Point, sign } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { bytesOfHex, hexOf } from "../encoding/hex.ts";
import { utf8Of } from "../encoding/utf8.ts";
import type { PublicKey } from "./key-rule.ts";

hashes.sha512 = sha512;

/** What a signature can mean; each begins with its own prefix, so no signature means two things (section 2). */
export type SignaturePurpose = "record" | "hello" | "promise" | "bundle" | "announce";

/** Verifies 64 signature bytes over message bytes by rule 2, for a key that passed rule 1. */
export type VerifySignature = (key: PublicKey, signature: Uint8Array, message: Uint8Array) => boolean;

/** The order of the base point, L = 2^252 + 27742317777372353535851937790883648493. */
const order = Point.CURVE().n;

/** `throughlife/PURPOSE/v1` LF followed by the bytes: what is signed. */
export const signedMessage = (purpose: SignaturePurpose, bytes: Uint8Array): Uint8Array => {
  const prefix = prefixes[purpose];
  const message = new Uint8Array(prefix.length + bytes.length);
  message.set(prefix);
  message.set(bytes, prefix.length);
  return message;
};

/** The reference of rule 2: valid iff 64 bytes, s < L, and the encoding of [s]B - [k]A equals the first 32 bytes. */
export const verifySignature: VerifySignature = (key, signature, message) => {
  const keyBytes = bytesOfHex(key);
  if (signature.length !== 64 || keyBytes === null || keyBytes.length !== 32) return false;
  const s = littleEndian(signature.subarray(32));
  if (s >= order) return false;
  const commitment = signature.subarray(0, 32);
  const k = littleEndian(hash(etc.concatBytes(commitment, keyBytes, message))) % order;
  const expected = timesBase(s)
    .subtract(times(Point.fromBytes(keyBytes, false), k))
    .toBytes();
  return expected.every((byte, index) => byte === commitment[index]);
};

/** Signs a message with a 32-byte seed (RFC 8032); the same bytes for the same message and seed. */
export const signMessage = (seed: Uint8Array, message: Uint8Array): Uint8Array => sign(message, seed);

/** The public key of a 32-byte seed, as hex64. A key made here passes rule 1 by construction. */
export const publicKeyOf = (seed: Uint8Array): PublicKey => brand(hexOf(getPublicKey(seed)));

const prefixes: Readonly<Record<SignaturePurpose, Uint8Array>> = {
  record: utf8Of("throughlife/record/v1\n"),
  hello: utf8Of("throughlife/hello/v1\n"),
  promise: utf8Of("throughlife/promise/v1\n"),
  bundle: utf8Of("throughlife/bundle/v1\n"),
  announce: utf8Of("throughlife/announce/v1\n"),
};

const timesBase = (scalar: bigint): Point => (scalar === 0n ? Point.ZERO : Point.BASE.multiply(scalar, false));

const times = (point: Point, scalar: bigint): Point => (scalar === 0n ? Point.ZERO : point.multiply(scalar, false));

const littleEndian = (bytes: Uint8Array): bigint => BigInt(`0x${hexOf(Uint8Array.from(bytes).reverse())}`);

// A key that this project derives from a seed is a multiple of the base point: canonical, torsion-free, not of small
// order.
const brand = (key: string): PublicKey => key as PublicKey;

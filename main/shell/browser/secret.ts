/** Secrets of this shell: 256 random bits, kept only as their digest and compared in constant time. */
import { createHash, timingSafeEqual } from "node:crypto";

/** 256 bits: nobody guesses it, however often he may try. */
const secretBytes = 32;

/** Gives that many random bytes. */
export type RandomBytes = (count: number) => Uint8Array;

/** What is kept of a secret: its SHA-256, so that a memory dump or a log never opens the door. */
export type SecretDigest = string & { readonly __brand: "SecretDigest" };

/** A new secret as 64 hex digits. */
export const makeSecret = (randomBytes: RandomBytes): string => Buffer.from(randomBytes(secretBytes)).toString("hex");

/** What is kept of it. */
export const digestOfSecret = (secret: string): SecretDigest =>
  createHash("sha256").update(secret, "utf8").digest("base64") as SecretDigest;

/** True when `given` is the secret of this digest; takes the same time for every wrong guess. */
export const isSecret = (given: string, kept: SecretDigest): boolean =>
  timingSafeEqual(Buffer.from(digestOfSecret(given)), Buffer.from(kept));

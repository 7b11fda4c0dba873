/** XChaCha20-Poly1305: bytes that only those who hold the key can read, or even tell from random ones. */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";

/** Bytes of the random nonce, which is never used twice with one key of 32 bytes, and of the tag at the end. */
export const sealNonceBytes = 24;
export const sealTagBytes = 16;

/** Seals bytes; the answer is `sealTagBytes` longer. */
export const sealBytes = (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Uint8Array =>
  xchacha20poly1305(key, nonce).encrypt(plain);

/** The bytes that were sealed, or `null` where key, nonce or a bit is another. */
export const openSealedBytes = (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null => {
  try {
    return xchacha20poly1305(key, nonce).decrypt(sealed);
  } catch {
    return null;
  }
};

/**
 * Ed25519 by node:crypto: rule 2 for keys that passed rule 1 (record-format.md, section 3), and the same signatures.
 */
import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import type { PublicKey } from "../../shared/crypto/key-rule.ts";
import { verifySignature, type VerifySignature } from "../../shared/crypto/signature.ts";
import type { Signer } from "./signer.ts";

/**
 * Keys kept ready: importing one costs as much as a verification. A flood of keys empties the memory, it does not fill
 * it.
 */
const keysMax = 10_000;

/** Makes a verification with a memory of its own for imported keys. */
export const createNodeVerify = (): VerifySignature => {
  const imported = new Map<PublicKey, KeyObject>();
  const importOnce = (key: PublicKey): KeyObject => {
    const before = imported.get(key);
    if (before !== undefined) return before;
    if (imported.size >= keysMax) imported.clear();
    const object = createPublicKey({ key: spkiOf(key), format: "der", type: "spki" });
    imported.set(key, object);
    return object;
  };
  return (key, signature, message) => {
    if (signature.length !== 64) return false;
    if (hasIdentityR(signature)) return verifySignature(key, signature, message);
    return verify(null, message, importOnce(key), signature);
  };
};

/** Newer Nodes refuse an R of small order by a rule of their own; of those only the identity can be valid by rule 2. */
const hasIdentityR = (signature: Uint8Array): boolean =>
  signature[0] === 1 && signature.subarray(1, 32).every((byte) => byte === 0);

/** Rule 2 by node:crypto. */
export const nodeVerify: VerifySignature = createNodeVerify();

/** Signs by node:crypto with a 32-byte seed, which is imported once; the caller may wipe its copy afterwards. */
export const nodeSigner = (seed: Uint8Array): Signer => {
  const object = privateKeyOf(seed);
  return { key: publicKeyOfPrivate(object), sign: (message) => sign(null, message, object) };
};

/** The public key of a 32-byte seed, without the tens of milliseconds that the reference needs to get ready. */
export const nodePublicKeyOf = (seed: Uint8Array): PublicKey => publicKeyOfPrivate(privateKeyOf(seed));

// RFC 8410: the DER before the 32 bytes of a public key and of a seed is always the same.
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

const spkiOf = (key: PublicKey): Buffer => Buffer.concat([spkiPrefix, Buffer.from(key, "hex")]);

const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: pkcs8Of(seed), format: "der", type: "pkcs8" });

const publicKeyOfPrivate = (object: KeyObject): PublicKey =>
  brand(createPublicKey(object).export({ format: "der", type: "spki" }).toString("hex", spkiPrefix.length));

// A key that is derived from a seed is a multiple of the base point, so it passes rule 1 by construction.
const brand = (key: string): PublicKey => key as PublicKey;

const pkcs8Of = (seed: Uint8Array): Buffer => {
  if (seed.length !== 32) throw new Error(`A seed has 32 bytes, not ${seed.length}`);
  return Buffer.concat([pkcs8Prefix, seed]);
};

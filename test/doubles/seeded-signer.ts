/** Keys from small numbers, for tests: each signs as the product does, quickly, by node:crypto. */
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { acceptableKey, type PublicKey } from "../../shared/crypto/key-rule.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import type { Signer } from "../../main/signature/signer.ts";
import { valueOf } from "./value-of.ts";

/** The signer of a seed; the same seed gives the same key and the same signatures. */
export const seededSigner = (seed: number): Signer => {
  const secret = createHash("sha256").update(`throughlife test key ${seed}`).digest();
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, secret]), format: "der", type: "pkcs8" });
  const publicBytes = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  return { key: publicKey(publicBytes), sign: (message) => new Uint8Array(sign(null, message, key)) };
};

/** The PKCS #8 wrapping of an Ed25519 seed (RFC 8410, section 7). */
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

const publicKey = (bytes: Uint8Array): PublicKey => valueOf(acceptableKey(hexOf(bytes)));

/**
 * The seed of the key that may replace a person's (pre-rotation, record-format.md, section 5), under the seed that it
 * replaces: so it opens with the same PIN, and a change of the PIN touches one file.
 */
import { hash } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { z } from "zod";
import { canonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { bytesOfHex, hexOf } from "../../shared/encoding/hex.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { nodePublicKeyOf } from "../signature/node-signature.ts";

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

export const sealedSuccessorSchema = z.strictObject({
  format: z.literal("throughlife/successor"),
  /** The successor's public key: its digest is promised in the register. */
  key: hex64,
  nonce: z.string().regex(/^[0-9a-f]{48}$/),
  /** The key that it may replace. */
  of: hex64,
  sealed: z.string().regex(/^[0-9a-f]{96}$/),
  v: z.literal(1),
});

export type SealedSuccessor = Readonly<z.infer<typeof sealedSuccessorSchema>>;

/** Makes a successor for the key of `seed`, and seals it under that seed. */
export const sealSuccessor = (seed: Uint8Array, randomBytes: (count: number) => Uint8Array): SealedSuccessor => {
  const [nonce, next] = [randomBytes(24), randomBytes(32)];
  const head = {
    format: "throughlife/successor",
    key: nodePublicKeyOf(next),
    nonce: hexOf(nonce),
    of: nodePublicKeyOf(seed),
    v: 1,
  } as const;
  const sealed = hexOf(xchacha20poly1305(sealingKey(seed), nonce, canonicalBytes(head)).encrypt(next));
  next.fill(0);
  return { ...head, sealed };
};

/** The successor's seed; `null` where the file was changed or belongs to another key. */
export const openSuccessor = ({ sealed, ...head }: SealedSuccessor, seed: Uint8Array): Uint8Array | null => {
  const [nonce, box] = [bytesOfHex(head.nonce), bytesOfHex(sealed)];
  if (nonce === null || box === null) return null;
  try {
    const next = xchacha20poly1305(sealingKey(seed), nonce, canonicalBytes(head)).decrypt(box);
    return nodePublicKeyOf(next) === head.key ? next : null;
  } catch {
    return null;
  }
};

const sealingKey = (seed: Uint8Array): Uint8Array =>
  hash("sha256", Buffer.concat([utf8Of("throughlife/successor/v1\n"), seed]), "buffer");

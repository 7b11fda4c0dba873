/** One rule for Ed25519 (record-format.md, section 3): the reference and node:crypto give the same answers to every vector. */
import { verify as nobleVerify } from "@noble/ed25519";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { keyVectors, signatureVectors } from "../../fixtures/vectors/maker/ed25519-vectors.ts";
import { createNodeVerify, nodeSigner } from "../../main/signature/node-signature.ts";
import { acceptableKey } from "../../shared/crypto/key-rule.ts";
import { publicKeyOf, signMessage, verifySignature, type VerifySignature } from "../../shared/crypto/signature.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { sharedJson, vectorsAbsent } from "./shared-vectors.ts";

const bytes = (hex: string): Uint8Array => Buffer.from(hex, "hex");

/** What a reader says: rule 1 first, then rule 2. */
const accepts = (verify: VerifySignature, key: string, signature: string, message: string): boolean => {
  const checked = acceptableKey(key);
  return checked.ok && verify(checked.value, bytes(signature), bytes(message));
};

const nodeVerify = createNodeVerify();

describe("our own vectors", () => {
  test.each(keyVectors())("key: $name", ({ key, acceptable }) => {
    expect(acceptableKey(key).ok).toBe(acceptable);
  });

  test.each(signatureVectors())("signature: $name", ({ key, message, signature, valid }) => {
    expect(accepts(verifySignature, key, signature, message)).toBe(valid);
    expect(accepts(nodeVerify, key, signature, message)).toBe(valid);
  });

  test("hold a writer to one answer where the library's own verification would not", () => {
    const disputed = signatureVectors().filter(({ name }) => name.startsWith("R plus"));
    expect(disputed.length).toBe(7);
    for (const { key, message, signature } of disputed) {
      expect([true, false].map((zip215) => nobleVerify(bytes(signature), bytes(message), bytes(key), { zip215 }))).toEqual([true, true]);
      expect(accepts(verifySignature, key, signature, message)).toBe(false);
    }
  });
});

describe.skipIf(vectorsAbsent)("RFC 8032, section 7.1 (skipped where ../shared/vectors is absent)", () => {
  const shape = z.array(z.object({ priv: z.string(), pub: z.string(), msg: z.string(), sig: z.string() }));

  test("keys, signatures and verification", () => {
    const vectors = sharedJson(shape, "ed25519", "rfc8032-ed25519.json");
    expect(vectors.length).toBeGreaterThan(0);
    for (const { priv, pub, msg, sig } of vectors) {
      expect(publicKeyOf(bytes(priv))).toBe(pub);
      expect(hexOf(signMessage(bytes(priv), bytes(msg)))).toBe(sig);
      expect(hexOf(nodeSigner(bytes(priv)).sign(bytes(msg)))).toBe(sig);
      expect([verifySignature, nodeVerify].map((verify) => accepts(verify, pub, sig, msg))).toEqual([true, true]);
    }
  });
});

describe.skipIf(vectorsAbsent)("Wycheproof (skipped where ../shared/vectors is absent)", () => {
  const vector = z.object({ tcId: z.number(), msg: z.string(), sig: z.string(), result: z.enum(["valid", "invalid"]) });
  const shape = z.object({
    numberOfTests: z.number(),
    testGroups: z.array(z.object({ publicKey: z.object({ pk: z.string() }), tests: z.array(vector) })),
  });

  test("all its tests, by both verifications", () => {
    const { numberOfTests, testGroups } = sharedJson(shape, "ed25519", "wycheproof_v1_ed25519_test.json");
    const vectors = testGroups.flatMap(({ publicKey, tests }) => tests.map((one) => ({ key: publicKey.pk, ...one })));
    expect(vectors.length).toBe(numberOfTests);
    const wrong = vectors.filter(({ key, sig, msg, result }) =>
      [verifySignature, nodeVerify].some((verify) => accepts(verify, key, sig, msg) !== (result === "valid")));
    expect(wrong.map(({ tcId }) => tcId)).toEqual([]);
  });
});

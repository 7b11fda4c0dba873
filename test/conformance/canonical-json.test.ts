/** Canonical JSON: RFC 8785 narrowed to safe integers and 16 levels (record-format.md, section 2, Bytes and Limits). */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { jsonVectors } from "../../fixtures/vectors/maker/json-vectors.ts";
import { acceptableKey } from "../../shared/crypto/key-rule.ts";
import { digestHex } from "../../shared/crypto/digest.ts";
import { verifySignature } from "../../shared/crypto/signature.ts";
import { canonicalBytes, canonicalText, parseCanonical, parseCanonicalBytes, type JsonValue } from "../../shared/encoding/canonical-json.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { kindOf, valueOf } from "../doubles/value-of.ts";
import { sharedJson, sharedText, vectorsAbsent } from "./shared-vectors.ts";

describe("our own vectors", () => {
  test.each(jsonVectors())("$name: $expected", ({ bytes, expected }) => {
    expect(kindOf(parseCanonicalBytes(Buffer.from(bytes, "hex")))).toBe(expected);
  });

  test("what is accepted is written again as the same bytes", () => {
    for (const { bytes } of jsonVectors().filter(({ expected }) => expected === "success")) {
      expect(hexOf(canonicalBytes(valueOf(parseCanonicalBytes(Buffer.from(bytes, "hex")))))).toBe(bytes);
    }
  });
});

const parsed = (text: string): JsonValue => JSON.parse(text);

describe.skipIf(vectorsAbsent)("RFC 8785, the cases without fractions (skipped where ../shared/vectors is absent)", () => {
  test.each(["arrays", "french", "structures", "unicode", "weird"])("%s", (name) => {
    const output = sharedText("jcs", "output", `${name}.json`);
    expect(canonicalText(parsed(sharedText("jcs", "input", `${name}.json`)))).toBe(output);
    expect(hexOf(canonicalBytes(parsed(output)))).toBe(sharedText("jcs", "outhex", `${name}.txt`).replaceAll(/\s/g, ""));
    expect(kindOf(parseCanonical(output))).toBe("success");
  });

  test("values: canonical for RFC 8785, and refused here for its fractions alone", () => {
    const output = sharedText("jcs", "output", "values.json");
    expect(kindOf(parseCanonical(output))).toBe("unsafeNumber");
    expect(() => canonicalText(parsed(output))).toThrow("not a safe integer");
    const withoutNumbers = output.replace(/\[333[^\]]*\]/, "[]");
    expect(canonicalText(parsed(sharedText("jcs", "input", "values.json").replace(/\[333[^\]]*\]/, "[]")))).toBe(withoutNumbers);
  });
});

describe.skipIf(vectorsAbsent)("W3C eddsa-jcs-2022 (skipped where ../shared/vectors is absent)", () => {
  const set = "eddsa-jcs-2022";

  test("canonical forms, digests and the signature", () => {
    const document = canonicalText(parsed(sharedText(set, "unsigned.json")));
    const configuration = canonicalText(parsed(sharedText(set, "proofConfigJCS.json")));
    expect(document).toBe(sharedText(set, "canonDocJCS.txt").trim());
    expect(configuration).toBe(sharedText(set, "proofCanonJCS.txt").trim());
    const digests = [configuration, document].map((text) => digestHex(utf8Of(text)));
    expect(digests).toEqual([sharedText(set, "proofHashJCS.txt").trim(), sharedText(set, "docHashJCS.txt").trim()]);
    expect(digests.join("")).toBe(sharedText(set, "combinedHashJCS.txt").trim());

    const { publicKeyMultibase } = sharedJson(z.object({ publicKeyMultibase: z.string() }), set, "keyPair.json");
    const multikey = bytesOfBase58(publicKeyMultibase.slice(1));
    expect(hexOf(multikey.subarray(0, 2))).toBe("ed01");
    const key = valueOf(acceptableKey(hexOf(multikey.subarray(2))));
    const signature = Buffer.from(sharedText(set, "sigHexJCS.txt").trim(), "hex");
    expect(verifySignature(key, signature, Buffer.from(digests.join(""), "hex"))).toBe(true);
  });
});

/** The Bitcoin alphabet, without leading zeros: enough for a multikey. */
const bytesOfBase58 = (text: string): Uint8Array => {
  const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  const number = Array.from(text).reduce((value, letter) => value * 58n + BigInt(alphabet.indexOf(letter)), 0n);
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
};

/** The fast check of frames is held to the reference, answer by answer. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digest, digestHex, runningDigest } from "../../../shared/crypto/digest.ts";
import { publicKeyOf, signMessage, signedMessage, verifySignature } from "../../../shared/crypto/signature.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { frameBytes, readFrame, rememberKeys } from "../../../shared/ledger/frame.ts";
import type { Outcome } from "../../../shared/outcome/outcome.ts";
import { createCheckFrame } from "../../doubles/check-whole-frame.ts";
import { nodeDigest, nodeDigestHex, nodeRunningDigest } from "../../../main/signature/node-digest.ts";
import { nodePublicKeyOf, nodeSigner, nodeVerify } from "../../../main/signature/node-signature.ts";
import { recordNumber, writer } from "../journal/journal-fixture.ts";

const check = createCheckFrame();
const keys = { key: rememberKeys(), verify: verifySignature };
const good = frameBytes(recordNumber(1));

/** The reference's answer in one line: the id, or kind and sentence of the refusal. */
const referenceAnswer = (frame: Uint8Array): string => {
  const read = readFrame(frame, keys);
  return read.ok ? read.value.id : `${read.failure.kind}: ${read.failure.message}`;
};

const fastAnswer = (frame: Uint8Array): string => lineOf(check(frame));

const lineOf = (answer: Outcome<string>): string => (answer.ok ? answer.value : `${answer.failure.kind}: ${answer.failure.message}`);

/** A frame whose record bytes are anything at all, well signed: what only a malicious writer sends. */
const signedAnyhow = (text: string): Uint8Array => {
  const bytes = utf8Of(text);
  return frameBytes({ bytes, signature: writer.sign(signedMessage("record", bytes)) });
};

describe("the fast check of a frame", () => {
  test("gives a good frame the id of its record", () => {
    expect(fastAnswer(good)).toBe(recordNumber(1).id);
  });

  test("answers as the reference does for any changed byte", () => {
    fc.assert(
      fc.property(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        const changed = good.with(at, byte);
        expect(fastAnswer(changed)).toBe(referenceAnswer(changed));
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test.each([
    ["cut", (frame: Uint8Array) => frame.subarray(0, 300)],
    ["empty", () => new Uint8Array(0)],
    ["only a head", (frame: Uint8Array) => frame.subarray(0, 129)],
    ["too large", () => new Uint8Array(60_130)],
    ["upper-case hex", (frame: Uint8Array) => utf8Of(Buffer.from(frame).toString().replace(/^\w{128}/, (hex) => hex.toUpperCase()))],
    ["with white space", () => signedAnyhow(`{"body":{}, "writer":"${writer.key}"}`)],
    ["with a member twice", () => signedAnyhow(`{"v":1,"v":1,"writer":"${writer.key}"}`)],
    ["no record at all", () => signedAnyhow(`{"writer":"${writer.key}"}`)],
    ["with the key inside a text", () => signedAnyhow(`{"a":"x\\"writer\\":\\"${writer.key}"}`)],
    ["of a key of small order", () => frameBytes({ bytes: utf8Of(`{"writer":"01${"00".repeat(31)}"}`), signature: new Uint8Array(64) })],
  ])("answers as the reference does: %s", (_, change) => {
    const frame = change(good);
    expect(fastAnswer(frame)).toBe(referenceAnswer(frame));
    expect(fastAnswer(frame)).toContain(": ");
  });
});

describe("Node's own functions", () => {
  test("sign and digest exactly as the reference does", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ minLength: 32, maxLength: 32 }), (message, seed) => {
        const signer = nodeSigner(seed);
        const signature = Uint8Array.from(signer.sign(message));
        expect(signature).toEqual(signMessage(seed, message));
        expect([signer.key, nodePublicKeyOf(seed)]).toEqual([publicKeyOf(seed), publicKeyOf(seed)]);
        expect(nodeVerify(signer.key, signature, message)).toBe(true);
        expect(nodeVerify(signer.key, signature.subarray(0, 63), message)).toBe(false);
        expect(Uint8Array.from(nodeDigest(message))).toEqual(digest(message));
        expect(nodeDigestHex(message)).toBe(digestHex(message));
        const [fast, slow] = [nodeRunningDigest(), runningDigest()];
        for (const running of [fast, slow]) {
          running.update(message);
          running.update(seed);
        }
        expect(fast.hex()).toBe(slow.hex());
      }),
      { seed: 2, numRuns: 40 },
    );
  });
});

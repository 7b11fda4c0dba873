/** An announce says where somebody is to those who know its pin, and nothing at all to anybody else. */
import { createHash, randomBytes } from "node:crypto";
import { assert, integer, property, uint8Array } from "fast-check";
import { expect, test } from "vitest";
import { announceBytes, decodeAnnounce, encodeAnnounce } from "../../../shared/sync/announce.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { seededSigner } from "../../doubles/seeded-signer.ts";

const pinOf = (name: string): string => createHash("sha256").update(name).digest("hex");
const signer = seededSigner(1);
const sender = { installation: signer.key, pin: pinOf("depot") };
const here = { address: Uint8Array.of(192, 168, 4, 20), kind: "here", port: 4781 } as const;
const announce = (nonce = randomBytes(24), pin = sender.pin, sign = signer.sign): Uint8Array =>
  encodeAnnounce(here, { nonce: new Uint8Array(nonce), pin, sign });

test("comes back as it was said, of either kind of address", () => {
  const six = Uint8Array.from({ length: 16 }, (_, index) => 0xfe - index);
  for (const said of [here, { ...here, kind: "leaving" as const }, { ...here, address: six, port: 65_535 }]) {
    const bytes = encodeAnnounce(said, { nonce: new Uint8Array(randomBytes(24)), pin: sender.pin, sign: signer.sign });
    const heard = decodeAnnounce(bytes, sender, nodeVerify);
    expect({ ...heard, address: [...(heard?.address ?? [])] }).toEqual({ ...said, address: [...said.address] });
    expect(bytes).toHaveLength(announceBytes);
  }
});

test("is nothing to whoever holds the public key alone, and bears the key of the sender and no other", () => {
  const bytes = announce();
  expect(decodeAnnounce(bytes, { ...sender, pin: pinOf("stranger") }, nodeVerify)).toBeNull();
  const forged = announce(randomBytes(24), sender.pin, seededSigner(2).sign);
  expect(decodeAnnounce(forged, sender, nodeVerify)).toBeNull();
});

test("has nothing in common with the next one of the same sender but its length and its first byte", () => {
  const [one, other] = [announce(), announce()];
  const equal = one.filter((byte, index) => index > 0 && byte === other[index]).length;
  // Of 123 random bytes half a byte is equal by chance.
  expect(equal).toBeLessThan(10);
});

test("with any bit changed is none", () => {
  const bytes = announce(Buffer.alloc(24, 5));
  assert(
    property(integer({ max: 8 * announceBytes - 1, min: 0 }), (bit) => {
      const changed = bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      return decodeAnnounce(changed, sender, nodeVerify) === null;
    }),
    { numRuns: 200, seed: 4 },
  );
  assert(property(uint8Array({ maxLength: 200 }), (noise) => decodeAnnounce(noise, sender, nodeVerify) === null), { numRuns: 200, seed: 5 });
});

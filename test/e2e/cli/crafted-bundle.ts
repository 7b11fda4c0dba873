/** Takes bundles apart and puts them together again with faults that only somebody with the keys of a company can make. */
import { createPrivateKey, sign, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { canonicalText, type Json } from "./verifier/canonical-json.ts";
import { sha256 } from "./verifier/record-reading.ts";
import { textAt } from "./workspace.ts";

/** A key that signs, by its public half in hex. */
export interface Hand {
  readonly key: string;
  readonly sign: (prefix: string, bytes: Uint8Array | string) => string;
}

/** The key of the installation itself, which lies unsealed in its data folder. */
export const installationHand = (folder: string): Hand => {
  const secrets: Json = JSON.parse(readFileSync(join(folder, "secret", "installation.json"), "utf8"));
  return handOf(textAt(secrets, "installation"));
};

/** A key that nobody has enrolled. */
export const strangersHand = (): Hand => handOf(sha256("a stranger"));

const handOf = (seed: string): Hand => {
  // RFC 8410: PKCS #8 of Ed25519 around the 32 bytes of the seed.
  const der = Buffer.from(`302e020100300506032b657004220420${seed}`, "hex");
  const key: KeyObject = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const x = key.export({ format: "jwk" }).x ?? "";
  return {
    key: Buffer.from(x, "base64url").toString("hex"),
    sign: (prefix, bytes) => sign(null, Buffer.concat([Buffer.from(`${prefix}\n`), Buffer.from(bytes)]), key).toString("hex"),
  };
};

/** The lines of a bundle without the last one, the trailer. */
export const linesOf = (bundle: Uint8Array): ReadonlyArray<string> =>
  gunzipSync(bundle).toString("utf8").trimEnd().split("\n").slice(0, -1);

/** Packs lines with a trailer that fits them. */
export const packed = (lines: ReadonlyArray<string>, sender: Hand): Uint8Array => {
  const plain = `${lines.join("\n")}\n`;
  const digest = sha256(plain);
  const trailer = canonicalText({ sha256: digest, sig: sender.sign("throughlife/bundle/v1", digest) });
  return gzipSync(`${plain}${trailer}\n`);
};

/** The record of a frame. */
export const recordOf = (frame: string): Record<string, Json> => JSON.parse(frame.slice(129));

/** A frame of bytes as they are, signed. */
export const frameOf = (bytes: string, hand: Hand): string => `${hand.sign("throughlife/record/v1", bytes)} ${bytes}`;

/** A frame of a record in its canonical form, signed by its writer. */
export const signed = (record: Readonly<Record<string, Json>>, hand: Hand): string => frameOf(canonicalText(record), hand);

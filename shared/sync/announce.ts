/**
 * What an installation calls into a network: "here I am", readable only by those who hold the pin of its certificate.
 * Strangers see bytes that differ each time and say nothing about who sent them.
 */
import { digest } from "../crypto/digest.ts";
import { acceptableKey } from "../crypto/key-rule.ts";
import { openSealedBytes, sealBytes, sealNonceBytes, sealTagBytes } from "../crypto/sealed-bytes.ts";
import { signedMessage, type VerifySignature } from "../crypto/signature.ts";
import { utf8Of } from "../encoding/utf8.ts";

/** `leaving` is the last word of a program that is closed. */
export type AnnounceKind = "here" | "leaving";

/** What an announce says: where the sender listens. */
export interface Announce {
  readonly kind: AnnounceKind;
  /** The address that it is sent from, 4 or 16 bytes: what comes from another one is not believed. */
  readonly address: Uint8Array;
  /** The port that the sender listens on. */
  readonly port: number;
}

/** Bytes of every announce: version, nonce, sealed kind, port, address and signature. */
export const announceBytes = 1 + sealNonceBytes + 1 + 2 + 16 + 64 + sealTagBytes;

export interface AnnounceSeal {
  /** SHA-256 of the sender's certificate, hex64: its peers hold it since they joined. */
  readonly pin: string;
  /** Signs with the key of the sender's installation. */
  readonly sign: (message: Uint8Array) => Uint8Array;
  /** `sealNonceBytes` random bytes, new for each announce. */
  readonly nonce: Uint8Array;
}

/** The bytes of an announce. */
export const encodeAnnounce = (announce: Announce, { nonce, pin, sign }: AnnounceSeal): Uint8Array => {
  const said = saidBytes(announce);
  const signature = sign(signedMessage("announce", joined(nonce, said)));
  return joined(Uint8Array.of(version), nonce, sealBytes(keyOf(pin), nonce, joined(said, signature)));
};

/** Somebody who may have sent an announce. */
export interface AnnounceSender {
  readonly pin: string;
  /** The public key, hex64. */
  readonly installation: string;
}

/** What a sender said, or `null` where the bytes are not by this one: another's, a stranger's, or changed. */
export const decodeAnnounce = (
  bytes: Uint8Array,
  { installation, pin }: AnnounceSender,
  verify: VerifySignature,
): Announce | null => {
  if (bytes.length !== announceBytes || bytes[0] !== version) return null;
  const nonce = bytes.subarray(1, 1 + sealNonceBytes);
  const opened = openSealedBytes(keyOf(pin), nonce, bytes.subarray(1 + sealNonceBytes));
  if (opened === null) return null;
  const said = opened.subarray(0, saidLength);
  // Looked at last: most announces are by somebody else.
  const key = acceptableKey(installation);
  if (!key.ok) return null;
  const isSigned = verify(key.value, opened.subarray(saidLength), signedMessage("announce", joined(nonce, said)));
  return isSigned ? announceOf(said) : null;
};

const version = 1;
const kinds = ["here", "leaving"] as const;
const addressLength = 16;
const saidLength = 1 + 2 + addressLength;

/** Four numbers stand at the end, behind the prefix of IPv4 addresses in IPv6 (RFC 4291, section 2.5.5.2). */
const mappedPrefix = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);

const saidBytes = ({ address, kind, port }: Announce): Uint8Array => {
  const whole = address.length === addressLength ? address : joined(mappedPrefix, address);
  return joined(Uint8Array.of(kinds.indexOf(kind), port >> 8, port & 0xff), whole);
};

const announceOf = (said: Uint8Array): Announce | null => {
  const [kindNumber = kinds.length, high = 0, low = 0] = said;
  const kind = kinds[kindNumber];
  const address = said.slice(3);
  const isMapped = mappedPrefix.every((byte, index) => address[index] === byte);
  const port = (high << 8) | low;
  if (kind === undefined || port === 0) return null;
  return { address: isMapped ? address.subarray(mappedPrefix.length) : address, kind, port };
};

/** Whoever holds only the public key, which stands in every record, cannot make this one. */
const keyOf = (pin: string): Uint8Array => digest(utf8Of(`throughlife/announce/v1\n${pin}`));

const joined = (...pieces: ReadonlyArray<Uint8Array>): Uint8Array => {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
};

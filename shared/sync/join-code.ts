/**
 * The code by which one installation invites another: short enough to be typed, and for a QR code of capitals and
 * digits.
 */
import { digest } from "../crypto/digest.ts";
import { utf8Of, textOf } from "../encoding/utf8.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";

/**
 * What a code says. The pin is the beginning of the SHA-256 of the inviter's certificate: with it the joiner knows that
 * it talks to the inviter before it says anything, and what the inviter then tells about its keys and its register is
 * genuine.
 */
export interface JoinCode {
  /** `host:port`, the likeliest first. */
  readonly addresses: ReadonlyArray<string>;
  readonly pin: Uint8Array;
  /** Shown by the joiner, once. */
  readonly secret: Uint8Array;
}

export type JoinCodeFailure = Failure & { readonly kind: "joinCode" };

/** 128 bits: nobody finds a second certificate that begins like this. */
export const pinBytes = 16;
/** 80 bits, tried only through the inviter itself. */
export const secretBytes = 10;
/** Addresses in one code; a machine with more has its owner name those that count. */
export const codeAddressesMax = 8;

/** Writes a code, in groups of five. */
export const joinCodeText = ({ addresses, pin, secret }: JoinCode): string => {
  const reachable = addresses.slice(0, codeAddressesMax).flatMap(addressBytes);
  const body = Uint8Array.of(codeVersion, ...secret, ...pin, ...reachable);
  const letters = base32Of(Uint8Array.of(...body, ...checksumOf(body)));
  return letters.match(/.{1,5}/g)?.join("-") ?? "";
};

/** Reads a code as people type it: any case, spaces, O for 0, I and L for 1. */
export const parseJoinCode = (text: string): Outcome<JoinCode, JoinCodeFailure> => {
  const letters = text.toUpperCase().replaceAll(/[\s-]/g, "");
  const bytes = bytesOfBase32(letters.replaceAll("O", "0").replaceAll(/[IL]/g, "1"));
  if (bytes === null || bytes.length < headBytes + checksumBytes) return bad("is not one, or a part of it is missing");
  const body = bytes.subarray(0, -checksumBytes);
  const isWhole = checksumOf(body).every((byte, index) => byte === bytes[body.length + index]);
  if (!isWhole) return bad("has a typing error, or a part of it is missing");
  if (body[0] !== codeVersion) return bad("was made by a newer version of the program");
  const addresses = addressesOf(body.subarray(headBytes));
  if (addresses === null) return bad("holds an address that makes no sense");
  return success({ addresses, secret: body.slice(1, 1 + secretBytes), pin: body.slice(1 + secretBytes, headBytes) });
};

const codeVersion = 1;
const headBytes = 1 + secretBytes + pinBytes;
/** Finds all but one of sixteen million typing errors. */
const checksumBytes = 3;

const checksumOf = (body: Uint8Array): Uint8Array => digest(body).subarray(0, checksumBytes);

/** An address of four numbers takes 7 bytes: kind 0, four bytes, port. Any other: its length, its name, port. */
const addressBytes = (address: string): ReadonlyArray<number> => {
  const colon = address.lastIndexOf(":");
  const [host, port] = [address.slice(0, colon), Number(address.slice(colon + 1))];
  const portBytes = [port >> 8, port & 255];
  const numbers = host.split(".").map(Number);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host) && numbers.every((number) => number <= 255)) {
    return [0, ...numbers, ...portBytes];
  }
  const name = utf8Of(host);
  return [name.length, ...name, ...portBytes];
};

const addressesOf = (bytes: Uint8Array): ReadonlyArray<string> | null => {
  const addresses: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes[at] ?? 0;
    const end = at + 1 + (length === 0 ? 4 : length);
    if (end + 2 > bytes.length) return null;
    const host = length === 0 ? bytes.subarray(at + 1, end).join(".") : textOf(bytes.subarray(at + 1, end));
    if (host === null) return null;
    addresses.push(`${host}:${((bytes[end] ?? 0) << 8) | (bytes[end + 1] ?? 0)}`);
    at = end + 2;
  }
  return addresses;
};

/** Digits and capitals without I, L, O and U, which are misread (Crockford's base 32). */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const base32Of = (bytes: Uint8Array): string => {
  let text = "";
  let rest = 0;
  let bits = 0;
  for (const byte of bytes) {
    rest = (rest << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet.charAt((rest >> (bits - 5)) & 31);
    rest &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet.charAt((rest << (5 - bits)) & 31);
};

const bytesOfBase32 = (text: string): Uint8Array | null => {
  const bytes: number[] = [];
  let rest = 0;
  let bits = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return null;
    rest = (rest << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(rest >> bits);
    rest &= (1 << bits) - 1;
  }
  return rest === 0 ? Uint8Array.from(bytes) : null;
};

const bad = (what: string): Outcome<never, JoinCodeFailure> =>
  refuse("joinCode", `The code ${what}. Compare it with the one that was given, or ask for a new one.`);

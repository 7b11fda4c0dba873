/**
 * A signed note: a text and lines of signatures by which anyone can check who stands behind it (C2SP signed-note,
 * v1.0.0).
 */
import type { Instant } from "../clock/instant.ts";
import type { VerifySignature } from "../crypto/signature.ts";
import { base64Of, bytesOfBase64 } from "../encoding/base64.ts";
import { bytesOfHex, hexOf } from "../encoding/hex.ts";
import { utf8Of } from "../encoding/utf8.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import { readCosignature } from "./cosignature.ts";
import { isKeyName, type NoteKey } from "./note-key.ts";

export interface Note {
  /** Ends in LF; the signatures are over its UTF-8 bytes. */
  readonly text: string;
  readonly signatures: ReadonlyArray<NoteSignature>;
}

export interface NoteSignature {
  readonly name: string;
  /** Eight hex digits, as in `NoteKey`. */
  readonly id: string;
  readonly signature: Uint8Array;
}

/** One signature that was verified; a cosignature says when it was given. */
export interface VerifiedSignature {
  readonly key: NoteKey;
  readonly time: Instant | null;
}

/** Signs bytes with the secret half of `key`, wherever that is kept. */
export interface NoteSigner {
  readonly key: NoteKey;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

export type NoteFailure = Failure & { readonly kind: "noteShape" | "noteSignature" | "noteUnsigned" };

/** Characters of a note: room for 16 signatures of 5 kB, as the standard wants, and far more of ours. */
export const noteLengthMax = 256 * 1024;
/** Signature lines of a note; the standard asks for 16 at least. */
export const noteSignaturesMax = 100;

/** Splits a note into its text and signatures, and checks nothing but their form. */
export const parseNote = (note: string): Outcome<Note, NoteFailure> => {
  if (note.length > noteLengthMax) return badNote(`is longer than ${noteLengthMax} characters`);
  if (!note.isWellFormed() || controlCharacter.test(note)) return badNote("holds control characters or broken text");
  const blank = note.lastIndexOf("\n\n");
  if (blank < 0 || !note.endsWith("\n") || note.length === blank + 2) return badNote("has no signatures at its end");
  const lines = note.slice(blank + 2, -1).split("\n");
  if (lines.length > noteSignaturesMax) return badNote(`has more than ${noteSignaturesMax} signatures`);
  const signatures = lines.map(parseSignatureLine);
  const bad = signatures.indexOf(null);
  if (bad >= 0) return badNote(`has something else than a signature in line ${bad + 1} behind the empty line`);
  return success({ text: note.slice(0, blank + 1), signatures: signatures.filter((signature) => signature !== null) });
};

/**
 * The signatures of the keys that the caller knows. Others are ignored, but a known key whose signature is wrong spoils
 * all.
 */
export const verifyNote = (
  { text, signatures }: Note,
  keys: ReadonlyArray<NoteKey>,
  verify: VerifySignature,
): Outcome<ReadonlyArray<VerifiedSignature>, NoteFailure> => {
  const verified: VerifiedSignature[] = [];
  for (const signature of signatures) {
    const key = keys.find(({ name, id }) => name === signature.name && id === signature.id);
    if (key === undefined) continue;
    const found = verifyOne(text, signature.signature, key, verify);
    if (found === null) return wrongSignature(key);
    verified.push(found);
  }
  return verified.length > 0
    ? success(verified)
    : refuse("noteUnsigned", "The note is signed by none of the keys that are known here.");
};

/**
 * A note with its first signature. The text must end in LF; a text that no note can hold is a broken program and
 * throws.
 */
export const signNote = (text: string, { key, sign }: NoteSigner): string => {
  const isNote = text.endsWith("\n") && text.isWellFormed() && !controlCharacter.test(text);
  if (key.use !== "signature" || !isNote) throw new Error("This cannot be signed as a note");
  return `${text}\n${signatureLine(key, sign(utf8Of(text)))}`;
};

/** A line of signature with its LF: EM DASH, name, base64 of id and signature. */
export const signatureLine = ({ name, id }: NoteKey, signature: Uint8Array): string =>
  `— ${name} ${base64Of(Uint8Array.of(...(bytesOfHex(id) ?? []), ...signature))}\n`;

const controlCharacter = /[\u0000-\u0009\u000b-\u001f]/;

const parseSignatureLine = (line: string): NoteSignature | null => {
  const [dash, name = "", base64 = "", ...rest] = line.split(" ");
  const bytes = bytesOfBase64(base64);
  if (dash !== "—" || !isKeyName(name) || rest.length > 0 || bytes === null || bytes.length < 5) return null;
  return { name, id: hexOf(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
};

const verifyOne = (
  text: string,
  signature: Uint8Array,
  key: NoteKey,
  verify: VerifySignature,
): VerifiedSignature | null => {
  if (key.use === "signature") return verify(key.key, signature, utf8Of(text)) ? { key, time: null } : null;
  const read = readCosignature(text, signature);
  return read !== null && verify(key.key, read.signature, read.message) ? { key, time: read.time } : null;
};

const wrongSignature = ({ name }: NoteKey): Outcome<never, NoteFailure> =>
  refuse("noteSignature", `The signature of ${name} does not fit the note: one of the two was changed.`);

const badNote = (what: string): Outcome<never, NoteFailure> =>
  refuse("noteShape", `This is not a signed note: it ${what}.`);

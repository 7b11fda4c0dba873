/** A checkpoint: the signed size and root of a log (C2SP tlog-checkpoint, v1.0.0; record-format.md, section 7). */
import type { VerifySignature } from "../crypto/signature.ts";
import { base64Of, bytesOfBase64 } from "../encoding/base64.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import { cosign } from "./cosignature.ts";
import { emptyRoot, hashBytes, sameHash } from "./merkle.ts";
import type { NoteKey } from "./note-key.ts";
import {
  parseNote,
  signatureLine,
  signNote,
  verifyNote,
  type NoteFailure,
  type NoteSigner,
  type VerifiedSignature,
} from "./note.ts";

export interface Checkpoint {
  readonly origin: string;
  /** Lines of the log. */
  readonly size: number;
  /** Root of the log's Merkle tree at that size, 32 bytes. */
  readonly root: Uint8Array;
}

/** A checkpoint whose log signed it, with the cosignatures of the known witnesses. */
export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly text: string;
  readonly cosignatures: ReadonlyArray<VerifiedSignature>;
}

/** Whose signatures count. */
export interface CheckpointKeys {
  readonly log: NoteKey;
  readonly witnesses: ReadonlyArray<NoteKey>;
  /** The origin that the first line must name; the name of the log's key unless given. */
  readonly origin?: string;
}

export type CheckpointFailure =
  | (Failure & { readonly kind: "checkpointShape" | "checkpointOrigin" | "checkpointRoot" })
  | NoteFailure;

/** The three lines of a checkpoint. We write no extension lines: no witness audits them. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${base64Of(root)}\n`;

/** Reads exactly three lines: origin, size, root. */
export const parseCheckpointText = (text: string): Outcome<Checkpoint, CheckpointFailure> => {
  const [origin = "", sizeText = "", rootText = "", end, ...rest] = text.split("\n");
  const root = bytesOfBase64(rootText);
  const size = sizeOf(sizeText);
  if (end !== "" || rest.length > 0) return badText("has not exactly three lines");
  if (origin === "") return badText("names no origin in its first line");
  if (size === null) return badText("has no decimal size up to 2^53-1 in its second line");
  if (root === null || root.length !== hashBytes) return badText("has no base64 of 32 bytes in its third line");
  if (size === 0 && !sameHash(root, emptyRoot())) return wrongEmptyRoot(origin);
  return success({ origin, size, root });
};

/** The note of a checkpoint, signed by its log. */
export const signCheckpoint = (checkpoint: Checkpoint, signer: NoteSigner): string =>
  signNote(checkpointText(checkpoint), signer);

/** The line, with its LF, by which a witness cosigns a checkpoint's text at a time in POSIX seconds. */
export const cosignatureLine = (text: string, seconds: number, { key, sign }: NoteSigner): string => {
  if (key.use !== "cosignature") throw new Error("A key that signs notes does not cosign checkpoints");
  return signatureLine(key, cosign(text, seconds, sign));
};

/** Verifies a checkpoint's note: signed by its log, of that log's origin, and every known witness's line in order. */
export const openCheckpoint = (
  note: string,
  { log, witnesses, origin = log.name }: CheckpointKeys,
  verify: VerifySignature,
): Outcome<OpenedCheckpoint, CheckpointFailure> => {
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const { text } = parsed.value;
  const signatures = verifyNote(parsed.value, [log, ...witnesses], verify);
  if (!signatures.ok) return signatures;
  if (!signatures.value.some(({ key }) => key === log)) return unsignedByLog(log);
  const checkpoint = parseCheckpointText(text);
  if (!checkpoint.ok) return checkpoint;
  if (checkpoint.value.origin !== origin) return wrongOrigin(checkpoint.value.origin, origin);
  const cosignatures = signatures.value.filter(({ time }) => time !== null);
  return success({ checkpoint: checkpoint.value, text, cosignatures });
};

const sizeOf = (text: string): number | null => {
  const size = /^(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(size) ? size : null;
};

const badText = (what: string): Outcome<never, CheckpointFailure> =>
  refuse("checkpointShape", `The checkpoint ${what}.`);

const wrongEmptyRoot = (origin: string): Outcome<never, CheckpointFailure> =>
  refuse("checkpointRoot", `The checkpoint of ${origin} has no lines, but another root than the empty log.`);

const unsignedByLog = ({ name }: NoteKey): Outcome<never, CheckpointFailure> =>
  refuse("noteUnsigned", `The checkpoint is not signed by the log ${name}.`);

const wrongOrigin = (found: string, wanted: string): Outcome<never, CheckpointFailure> =>
  refuse("checkpointOrigin", `The checkpoint is of the log ${found}: it proves nothing about ${wanted}.`);

/** What a log asks of a witness, and what the witness answers (C2SP tlog-witness, v1.0.0, add-checkpoint). */
import type { VerifySignature } from "../crypto/signature.ts";
import { base64Of, bytesOfBase64 } from "../encoding/base64.ts";
import { openCheckpoint, type Checkpoint } from "../ledger/checkpoint.ts";
import { emptyRoot, hashBytes, sameHash } from "../ledger/merkle.ts";
import { proofHashesMax, verifyConsistency } from "../ledger/merkle-proof.ts";
import type { NoteKey } from "../ledger/note-key.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";

/** "Cosign this checkpoint: it continues the one of `old` lines that you cosigned last." */
export interface AddCheckpoint {
  readonly old: number;
  /** Proves that the first `old` lines are still the same; empty for 0 and for the same size. */
  readonly proof: ReadonlyArray<Uint8Array>;
  /** The note of the checkpoint, signed by its log. */
  readonly note: string;
}

/** The answers of the protocol: their numbers are those of HTTP. */
export type WitnessStatus = 200 | 400 | 403 | 404 | 409 | 422;

export interface WitnessAnswer {
  readonly status: WitnessStatus;
  /** Lines of signature for 200, a size and LF for 409, a sentence otherwise. */
  readonly body: string;
}

/** What a witness knows of logs. */
export interface WitnessGround {
  /** The key of a log that is witnessed, by its origin; `null` for any other. */
  readonly logOf: (origin: string) => NoteKey | null;
  /** The checkpoint of this origin that was cosigned last. */
  readonly lastOf: (origin: string) => Checkpoint | null;
}

/** A request that may be cosigned, or the answer that refuses it. */
export type JudgedCheckpoint =
  | { readonly kind: "good"; readonly checkpoint: Checkpoint; readonly text: string; readonly note: string }
  | {
      readonly kind: "refused";
      readonly answer: WitnessAnswer;
      /** A signed checkpoint that does not continue the last one: it may prove that the log misbehaves. */
      readonly suspect: { readonly checkpoint: Checkpoint; readonly note: string } | null;
    };

export type AddCheckpointFailure = Failure & { readonly kind: "witnessRequest" };

/** The body of a request. */
export const addCheckpointText = ({ note, old, proof }: AddCheckpoint): string =>
  [`old ${old}`, ...proof.map(base64Of), "", note].join("\n");

/** Reads the body of a request; what the note holds is judged later. */
export const parseAddCheckpoint = (text: string): Outcome<AddCheckpoint, AddCheckpointFailure> => {
  const blank = text.indexOf("\n\n");
  if (blank < 0) return badRequest("has no empty line in front of the checkpoint");
  const [first = "", ...lines] = text.slice(0, blank).split("\n");
  const old = sizeOf(first.startsWith("old ") ? first.slice(4) : "");
  if (old === null) return badRequest('does not begin with "old" and a size');
  if (lines.length > proofHashesMax) return badRequest(`has a proof of more than ${proofHashesMax} hashes`);
  const proof = lines.map(bytesOfBase64).filter((hash) => hash?.length === hashBytes);
  if (proof.length < lines.length) return badRequest("has a line in its proof that is no hash in base64");
  return success({ note: text.slice(blank + 2), old, proof: proof.filter((hash) => hash !== null) });
};

/** Judges a request in the order of the protocol; whoever cosigns what is good has made that durable before. */
export const judgeAddCheckpoint = (body: string, ground: WitnessGround, verify: VerifySignature): JudgedCheckpoint => {
  const request = parseAddCheckpoint(body);
  if (!request.ok) return refused(400, request.failure.message);
  const { note, old, proof } = request.value;
  const origin = note.slice(0, Math.max(0, note.indexOf("\n")));
  const log = ground.logOf(origin);
  if (log === null) return refused(404, `The log ${origin.slice(0, originShownMax)} is not witnessed here.`);
  const opened = openCheckpoint(note, { log, witnesses: [], origin }, verify);
  if (!opened.ok) return refused(shapeKinds.has(opened.failure.kind) ? 400 : 403, opened.failure.message);
  const { checkpoint, text } = opened.value;
  if (old > checkpoint.size) return refused(400, `The request goes back from ${old} to ${checkpoint.size} lines.`);
  const last = ground.lastOf(origin);
  const found = { checkpoint, note };
  if (old !== (last?.size ?? 0)) {
    // The size is all that the protocol answers; the checkpoint may prove something all the same.
    const isSplit = last?.size === checkpoint.size && !sameHash(last.root, checkpoint.root);
    return refused(409, `${last?.size ?? 0}\n`, isSplit ? found : null);
  }
  const claim = { oldSize: old, oldRoot: last?.root ?? emptyRoot(), proof, ...checkpoint };
  const consistent = verifyConsistency(claim);
  if (!consistent.ok) return refused(422, consistent.failure.message, last === null ? null : found);
  return { kind: "good", checkpoint, note, text };
};

/** The size in an answer of 409, or `null` for anything else. */
export const conflictSize = ({ body, status }: WitnessAnswer): number | null =>
  status === 409 && body.endsWith("\n") ? sizeOf(body.slice(0, -1)) : null;

const originShownMax = 100;

const shapeKinds: ReadonlySet<string> = new Set(["noteShape", "checkpointShape"]);

const sizeOf = (text: string): number | null => {
  const size = /^(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(size) ? size : null;
};

const refused = (
  status: WitnessStatus,
  body: string,
  suspect: { readonly checkpoint: Checkpoint; readonly note: string } | null = null,
): JudgedCheckpoint => ({ kind: "refused", answer: { body, status }, suspect });

const badRequest = (what: string): Outcome<never, AddCheckpointFailure> =>
  refuse("witnessRequest", `This is not a request to a witness: it ${what}.`);

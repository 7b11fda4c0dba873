/**
 * A promise that a record stays in a log, given to whoever brought the record; and the proof of a broken one
 * (record-format.md, section 8, Promise).
 */
import { z } from "zod";
import { instantFromMillis, isInstant, millisOfInstant, type Instant } from "../clock/instant.ts";
import { acceptableKey } from "../crypto/key-rule.ts";
import { signedMessage, type VerifySignature } from "../crypto/signature.ts";
import { base64Of, bytesOfBase64 } from "../encoding/base64.ts";
import { canonicalBytes } from "../encoding/canonical-json.ts";
import { bytesOfHex, hexOf } from "../encoding/hex.ts";
import { verifyInclusion } from "../ledger/merkle-proof.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import { openCosignedNote, noOtherKeys, type CosignedNote, type KnownNoteKeys } from "./cosigned-note.ts";
import { promiseSchema, type SignedPromise } from "./witness-message.ts";

/** A leaf that stands where another one was promised, and the proof that it does. */
export interface OtherLeaf {
  readonly leaf: Uint8Array;
  readonly proof: ReadonlyArray<Uint8Array>;
}

/** What shows that a promise was broken. */
export interface BrokenPromise {
  readonly promise: SignedPromise;
  /** A checkpoint of the log: with another line at the place, or without the place long after the promise. */
  readonly note: string;
  readonly other: OtherLeaf | null;
}

/** Whose word a proof by silence stands on. */
export interface Believed {
  /** Logs and witnesses whose names do not hold their key. */
  readonly known: KnownNoteKeys;
  /** Whether these witnesses together, by their keys, are believed about a time: a quorum of a policy, for one. */
  readonly satisfies: (has: (witness: string) => boolean) => boolean;
}

/** What a proof says, and who promised. */
export interface PromiseVerdict {
  readonly by: string;
  readonly sentence: string;
  /**
   * `proved`: the log's own signature contradicts the promise, or witnesses that the reader believes saw it broken.
   * `word`: only somebody who calls itself a witness says so, and anybody can cosign an old checkpoint late.
   */
  readonly standing: "proved" | "word";
}

/** Nobody's word about a time is believed. */
export const nobodyBelieved: Believed = { known: noOtherKeys, satisfies: () => false };

export type PromiseFailure = Failure & { readonly kind: "promiseShape" | "promiseSignature" | "promiseUnproved" };

/** A checkpoint so long after a promise must hold the record: no honest clock is so wrong, and no log rests so long. */
export const promiseHours = 24;

/** Signs a promise with the key of the installation that gives it. */
export const signPromise = (
  promise: Omit<SignedPromise, "sig">,
  sign: (message: Uint8Array) => Uint8Array,
): SignedPromise => ({
  ...promise,
  sig: hexOf(sign(signedMessage("promise", canonicalBytes({ ...promise })))),
});

/** Accepts a promise that its giver signed. */
export const verifyPromise = (
  { sig, ...promise }: SignedPromise,
  verify: VerifySignature,
): Outcome<Instant, PromiseFailure> => {
  const key = acceptableKey(promise.by);
  const signature = bytesOfHex(sig);
  if (!isInstant(promise.received)) return refuse("promiseShape", "The promise names no time at which it was given.");
  const message = signedMessage("promise", canonicalBytes({ ...promise }));
  return key.ok && signature !== null && verify(key.value, signature, message)
    ? success(promise.received)
    : refuse("promiseSignature", "The promise is not signed by the installation that it names.");
};

/** The time from which on every checkpoint must hold what was promised. */
export const promiseDue = (received: Instant): Instant =>
  instantFromMillis(millisOfInstant(received) + promiseHours * 3_600_000);

const hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const schema = z.strictObject({
  format: z.literal("throughlife/broken-promise"),
  note: z.string().max(256 * 1024),
  other: z.strictObject({ leaf: hash, proof: z.array(hash).max(63) }).nullable(),
  promise: promiseSchema,
  v: z.literal(1),
});

/** The proof as the text of a file: one JSON object and LF. */
export const brokenPromiseText = ({ note, other, promise }: BrokenPromise): string =>
  `${JSON.stringify({
    format: "throughlife/broken-promise",
    note,
    other: other === null ? null : { leaf: base64Of(other.leaf), proof: other.proof.map(base64Of) },
    promise,
    v: 1,
  })}\n`;

/** Reads the text of a proof; what it proves is judged by `verifyBrokenPromise`. */
export const parseBrokenPromise = (text: string): Outcome<BrokenPromise, PromiseFailure> => {
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) return refuse("promiseShape", "This is no proof of a broken promise.");
  const { note, other, promise } = parsed.data;
  const leaf = other === null ? null : bytesOfBase64(other.leaf);
  if (other === null || leaf === null) return success({ note, other: null, promise });
  return success({
    note,
    other: { leaf, proof: other.proof.flatMap((base64) => bytesOfBase64(base64) ?? []) },
    promise,
  });
};

/**
 * Judges a proof: the promise, the checkpoint, and that the one contradicts the other. Another line at the promised
 * place proves it alone; that the line is missing proves only what the witnesses of the time are worth.
 */
export const verifyBrokenPromise = (
  { note, other, promise }: BrokenPromise,
  verify: VerifySignature,
  believed: Believed = nobodyBelieved,
): Outcome<PromiseVerdict> => {
  const received = verifyPromise(promise, verify);
  if (!received.ok) return received;
  const opened = openCosignedNote(note, verify, believed.known);
  if (!opened.ok) return opened;
  if (opened.value.checkpoint.origin !== promise.log) return unproved("the checkpoint is of another log");
  return other === null
    ? judgeSilence(promise, { note: opened.value, received: received.value }, believed)
    : judgeOtherLeaf(promise, other, opened.value);
};

const judgeOtherLeaf = (
  { by, id, index, leaf }: SignedPromise,
  other: OtherLeaf,
  { checkpoint: { root, size } }: CosignedNote,
): Outcome<PromiseVerdict> => {
  if (hexOf(other.leaf) === leaf) return unproved("it shows the line that was promised");
  const included = verifyInclusion({ index, leaf: other.leaf, proof: other.proof, root, size });
  if (!included.ok) return included;
  const sentence = `The installation ${by} promised that line ${index} of its log holds the record ${id}; its checkpoint of ${size} lines holds another line there.`;
  return success({ by, sentence, standing: "proved" });
};

interface Silence {
  readonly note: CosignedNote;
  readonly received: Instant;
}

const judgeSilence = (
  { by, id, index }: SignedPromise,
  { note, received }: Silence,
  { satisfies }: Believed,
): Outcome<PromiseVerdict> => {
  const { size } = note.checkpoint;
  const due = promiseDue(received);
  const late = note.times.filter(({ time }) => time > due);
  const [first] = late;
  if (size > index || first === undefined)
    return unproved(`no witness saw the log without that line more than ${promiseHours} hours later`);
  const who = [...new Set(late.map(({ witness }) => witness))];
  const said = who.length === 1 ? `says the witness ${first.witness}` : `say the witnesses ${who.join(", ")}`;
  const sentence = `The installation ${by} promised the record ${id} as line ${index} of its log at ${received}; at ${first.time} its log had ${size} lines, ${said}.`;
  return success({ by, sentence, standing: satisfies((witness) => who.includes(witness)) ? "proved" : "word" });
};

const unproved = (why: string): Outcome<never, PromiseFailure> =>
  refuse("promiseUnproved", `The file does not prove a broken promise: ${why}.`);

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

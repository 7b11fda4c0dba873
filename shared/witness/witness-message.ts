/** What two installations ask each other as logs and as witnesses, over the link of an exchange. */
import { z } from "zod";

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
/** Half of a surrogate pair has no bytes, so nobody could have signed such a name. */
const origin = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => name.isWellFormed(), "text that can be written");
const hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const proof = z.array(hash).max(63);
const noteKey = z.string().max(400);
const text = z.string().max(256 * 1024);

/** Heads for which a promise is asked at once, and origins that are asked about at once. */
export const witnessEntriesMax = 1000;

/** The verifier keys of an installation: of its log and of itself as a witness. */
const keysSchema = z.strictObject({ log: noteKey, witness: noteKey });

export const promiseSchema = z.strictObject({
  by: hex64,
  from: hex64,
  id: hex64,
  index: count,
  leaf: hex64,
  log: origin,
  received: z.string().max(40),
  sig: z.string().regex(/^[0-9a-f]{128}$/),
});

/** A question by the one member that it has. */
export const witnessAskSchema = z.union([
  /** Says the own keys and asks for theirs. */
  z.strictObject({ keys: keysSchema }),
  /** The body of a request to a witness (C2SP tlog-witness, add-checkpoint). */
  z.strictObject({ add: z.strictObject({ body: text }) }),
  /** Asks a log to prove that its first `from` lines are those of two checkpoints that it signed. */
  z.strictObject({ consistency: z.strictObject({ from: count, origin, to: count }) }),
  /** Asks a log which line stands at a place, with the proof for a checkpoint of so many lines. */
  z.strictObject({ inclusion: z.strictObject({ index: count, origin, size: count }) }),
  /** Asks for the newest checkpoints that were seen of logs, by the SHA-256 of their origins. */
  z.strictObject({ seen: z.strictObject({ origins: z.array(hex64).max(witnessEntriesMax) }) }),
  /** Asks for promises that these records will stay in the log. */
  z.strictObject({ promise: z.strictObject({ ids: z.array(hex64).min(1).max(witnessEntriesMax) }) }),
  /** Tells of a log that misbehaved, with the proof. */
  z.strictObject({ alarm: z.strictObject({ proof: text }) }),
]);

/** The answer to the question that was asked longest ago. */
export const witnessReplySchema = z.union([
  z.strictObject({ keys: keysSchema }),
  z.strictObject({ answer: z.strictObject({ body: text, status: z.literal([200, 400, 403, 404, 409, 422]) }) }),
  /** `old_root` is the root of the first lines as the log has them now. */
  z.strictObject({ consistency: z.strictObject({ old_root: hash, proof }) }),
  z.strictObject({ inclusion: z.strictObject({ leaf: hash, proof }) }),
  z.strictObject({ notes: z.array(text).max(witnessEntriesMax) }),
  z.strictObject({ promises: z.array(promiseSchema).max(witnessEntriesMax) }),
  z.strictObject({ heard: z.strictObject({}) }),
  z.strictObject({ refused: z.strictObject({ kind: z.string().max(60), message: z.string().max(2000) }) }),
]);

export type WitnessAsk = z.infer<typeof witnessAskSchema>;
export type WitnessReply = z.infer<typeof witnessReplySchema>;
export type SignedPromise = z.infer<typeof promiseSchema>;
export type InstallationKeys = z.infer<typeof keysSchema>;

/** Asks the other side; `null` when the exchange has ended. */
export type AskPeer = (question: WitnessAsk) => Promise<WitnessReply | null>;

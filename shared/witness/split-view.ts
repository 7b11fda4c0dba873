/**
 * The proof that a log shows different pasts to different people: two checkpoints that it signed, and that no single
 * log can have signed. Whoever has the file judges it alone.
 */
import { z } from "zod";
import type { VerifySignature } from "../crypto/signature.ts";
import { base64Of, bytesOfBase64 } from "../encoding/base64.ts";
import type { Checkpoint } from "../ledger/checkpoint.ts";
import { sameHash } from "../ledger/merkle.ts";
import { verifyConsistency } from "../ledger/merkle-proof.ts";
import { noteKeyText, parseNoteKey, type NoteKey } from "../ledger/note-key.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import { openCosignedNote } from "./cosigned-note.ts";

export interface SplitView {
  readonly log: NoteKey;
  /** The notes of the two checkpoints, the one of fewer lines first. */
  readonly notes: readonly [string, string];
  /**
   * Where the sizes differ: what the log itself gave to prove that the larger one continues another root than it signed
   * for the smaller.
   */
  readonly past: { readonly oldRoot: Uint8Array; readonly proof: ReadonlyArray<Uint8Array> } | null;
}

export type SplitViewFailure = Failure & { readonly kind: "splitViewShape" | "splitViewUnproved" };

/** The two checkpoints of a proved split view. */
export interface ProvedSplit {
  readonly log: NoteKey;
  readonly older: Checkpoint;
  readonly newer: Checkpoint;
}

const hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const schema = z.strictObject({
  format: z.literal("throughlife/split-view"),
  log: z.string().max(400),
  notes: z.tuple([z.string().max(256 * 1024), z.string().max(256 * 1024)]),
  past: z.strictObject({ old_root: hash, proof: z.array(hash).max(63) }).nullable(),
  v: z.literal(1),
});

/** The proof as the text of a file: one JSON object and LF. */
export const splitViewText = ({ log, notes, past }: SplitView): string =>
  `${JSON.stringify({
    format: "throughlife/split-view",
    log: noteKeyText(log),
    notes: [...notes],
    past: past === null ? null : { old_root: base64Of(past.oldRoot), proof: past.proof.map(base64Of) },
    v: 1,
  })}\n`;

/** Reads the text of a proof; what it proves is judged by `verifySplitView`. */
export const parseSplitView = (text: string): Outcome<SplitView, SplitViewFailure> => {
  const parsed = schema.safeParse(jsonOf(text));
  const log = parsed.success ? parseNoteKey(parsed.data.log) : null;
  if (!parsed.success || log?.ok !== true)
    return refuse("splitViewShape", "This is no proof of a split view of a log.");
  const { notes, past } = parsed.data;
  const oldRoot = past === null ? null : bytesOfBase64(past.old_root);
  if (past === null || oldRoot === null) return success({ log: log.value, notes, past: null });
  const proof = past.proof.flatMap((base64) => bytesOfBase64(base64) ?? []);
  return success({ log: log.value, notes, past: { oldRoot, proof } });
};

/** Judges a proof: both notes signed by the log, and no log could have signed both. */
export const verifySplitView = (split: SplitView, verify: VerifySignature): Outcome<ProvedSplit> => {
  const { log, notes, past } = split;
  const known = { logs: [log], witnesses: [] };
  const [older, newer] = [openCosignedNote(notes[0], verify, known), openCosignedNote(notes[1], verify, known)];
  if (!older.ok) return older;
  if (!newer.ok) return newer;
  const [first, second] = [older.value.checkpoint, newer.value.checkpoint];
  if (older.value.log.key !== log.key || newer.value.log.key !== log.key || first.origin !== second.origin)
    return unproved("the two checkpoints are not of the same log");
  if (first.size === second.size) {
    if (sameHash(first.root, second.root)) return unproved("both checkpoints have the same root");
    return success({ log, newer: second, older: first });
  }
  if (past === null || sameHash(past.oldRoot, first.root)) return unproved("it does not show that they contradict");
  const claim = { oldSize: first.size, oldRoot: past.oldRoot, proof: past.proof };
  const consistent = verifyConsistency({ ...claim, size: second.size, root: second.root });
  return consistent.ok ? success({ log, newer: second, older: first }) : unproved("its proof does not hold");
};

/** What a proved split view means, in one sentence. */
export const splitViewSentence = ({ log, newer, older }: ProvedSplit): string =>
  older.size === newer.size
    ? `The log ${log.name} signed two checkpoints of ${older.size} lines with different roots: it shows different pasts.`
    : `The log ${log.name} signed a checkpoint of ${older.size} lines, and one of ${newer.size} lines that continues another past.`;

const unproved = (why: string): Outcome<never, SplitViewFailure> =>
  refuse("splitViewUnproved", `The file does not prove a split view: ${why}.`);

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

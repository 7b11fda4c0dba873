/**
 * A checkpoint with the cosignatures of its witnesses, opened with the keys that its own names hold (record-format.md,
 * section 7, Checkpoint) and with those of other witnesses that the reader knows.
 */
import type { VerifySignature } from "../crypto/signature.ts";
import { openCheckpoint, type Checkpoint } from "../ledger/checkpoint.ts";
import { rememberKeys } from "../ledger/frame.ts";
import { noteKeyOf, type NoteKey, type NoteKeyUse } from "../ledger/note-key.ts";
import { parseNote } from "../ledger/note.ts";
import { refuse, success, type Outcome } from "../outcome/outcome.ts";
import type { WitnessTime } from "./time-evidence.ts";

/** Logs and witnesses whose names do not hold their key. */
export interface KnownNoteKeys {
  readonly logs: ReadonlyArray<NoteKey>;
  readonly witnesses: ReadonlyArray<NoteKey>;
}

export interface CosignedNote {
  readonly checkpoint: Checkpoint;
  /** The three lines that are signed. */
  readonly text: string;
  readonly log: NoteKey;
  /** The cosignatures that were verified, in the order of their lines. */
  readonly times: ReadonlyArray<WitnessTime>;
}

/** Nobody besides those who are called by their key. */
export const noOtherKeys: KnownNoteKeys = { logs: [], witnesses: [] };

/** The key that a name of this format holds; `null` for other names and for keys that no signature could come from. */
export const keyOfNoteName = (name: string, use: NoteKeyUse): NoteKey | null => {
  const hex = /^throughlife\/([0-9a-f]{64})$/.exec(name)?.[1];
  const key = hex === undefined ? null : checkedKey(hex);
  return key?.ok === true ? noteKeyOf(name, use, key.value) : null;
};

/** The log that a checkpoint says it is of. */
export const logOfNote = (note: string, known: KnownNoteKeys = noOtherKeys): Outcome<NoteKey> => {
  const origin = originOf(note);
  const log = keyOfNoteName(origin, "signature") ?? known.logs.find(({ name }) => name === origin);
  return log === undefined
    ? refuse("checkpointOrigin", `The origin "${origin.slice(0, originShownMax)}" of a checkpoint names no log key.`)
    : success(log);
};

/** The first line: which log it is. */
export const originOf = (note: string): string => note.slice(0, Math.max(0, note.indexOf("\n")));

/** Opens a cosigned note: signed by its log, and every cosignature of a witness that can be known verified. */
export const openCosignedNote = (
  note: string,
  verify: VerifySignature,
  known: KnownNoteKeys = noOtherKeys,
): Outcome<CosignedNote> => {
  const log = logOfNote(note, known);
  if (!log.ok) return log;
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const names = new Set(parsed.value.signatures.map(({ name }) => name));
  const selfNamed = [...names].flatMap((name) => keyOfNoteName(name, "cosignature") ?? []);
  const opened = openCheckpoint(note, { log: log.value, witnesses: [...selfNamed, ...known.witnesses] }, verify);
  if (!opened.ok) return opened;
  const { checkpoint, cosignatures, text } = opened.value;
  const times = cosignatures.flatMap(({ key, time }) => (time === null ? [] : [{ time, witness: key.key }]));
  return success({ checkpoint, log: log.value, text, times });
};

const originShownMax = 100;

/** Rule 1 costs a millisecond; the answer for a key never changes. */
const checkedKey = rememberKeys();

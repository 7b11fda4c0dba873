/** Checkpoints and receipts as a verifier meets them: each must be signed by the log that its origin names. */
import type { VerifySignature } from "../../shared/crypto/signature.ts";
import { acceptableKey } from "../../shared/crypto/key-rule.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { openCheckpoint, type OpenedCheckpoint } from "../../shared/ledger/checkpoint.ts";
import { noteKeyOf, type NoteKey } from "../../shared/ledger/note-key.ts";
import { parseReceipt, verifyReceipt } from "../../shared/ledger/receipt.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";

/** The key of the log that a checkpoint says it comes from: an origin of this format holds its own key (section 7). */
export const logKeyOf = (note: string): Outcome<NoteKey> => {
  const origin = note.slice(0, note.indexOf("\n"));
  const key = acceptableKey(/^throughlife\/([0-9a-f]{64})$/.exec(origin)?.[1] ?? "");
  if (!key.ok)
    return refuse("checkpointOrigin", `The origin "${origin.slice(0, 100)}" of a checkpoint names no log key.`);
  return success(noteKeyOf(origin, "signature", key.value));
};

/** Opens a checkpoint with the key that its origin names. */
export const openOwnCheckpoint = (note: string, verify: VerifySignature): Outcome<OpenedCheckpoint> => {
  const log = logKeyOf(note);
  return log.ok ? openCheckpoint(note, { log: log.value, witnesses: [] }, verify) : log;
};

/** Verifies that a line stands in the log whose checkpoint the proof ends with. */
export const checkReceipt = (
  receipt: { readonly line: string; readonly proof: string },
  verify: VerifySignature,
): Outcome<OpenedCheckpoint> => {
  const parsed = parseReceipt(receipt.proof);
  if (!parsed.ok) return parsed;
  const log = logKeyOf(parsed.value.checkpoint);
  if (!log.ok) return log;
  return verifyReceipt(parsed.value, utf8Of(receipt.line), { log: log.value, witnesses: [] }, verify);
};

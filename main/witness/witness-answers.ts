/** What this installation answers when another one asks it as a log or as a witness. */
import { base64Of } from "../../shared/encoding/base64.ts";
import { noteKeyText, parseNoteKey, type NoteKey } from "../../shared/ledger/note-key.ts";
import { success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { InstallationKeys, WitnessAsk, WitnessReply } from "../../shared/witness/witness-message.ts";
import { givePromises } from "./promise-giving.ts";
import type { OwnLog } from "./own-logs.ts";
import type { LinkedPeer } from "./linked-peer.ts";
import type { WitnessParts } from "./witness-parts.ts";

/** Answers one question; whatever cannot be answered is refused in words. */
export const answerPeer = async (parts: WitnessParts, peer: LinkedPeer, ask: WitnessAsk): Promise<WitnessReply> => {
  if ("keys" in ask) return keysReply(parts, peer, ask.keys);
  if ("add" in ask) {
    const answer = await parts.watching.add(ask.add.body);
    return answer.ok ? { answer: answer.value } : refused(answer.failure);
  }
  if ("consistency" in ask) return consistencyReply(parts, ask.consistency);
  if ("inclusion" in ask) return inclusionReply(parts, ask.inclusion);
  if ("seen" in ask) return { notes: [...parts.watching.newest(new Set(ask.seen.origins))] };
  if ("promise" in ask) return promiseReply(parts, ask.promise.ids);
  const believed = await parts.watching.believe(ask.alarm.proof);
  return believed.ok ? { heard: {} } : refused(believed.failure);
};

/** The verifier keys of this installation. */
export const ownKeys = ({ log, witness }: Pick<WitnessParts, "log" | "witness">): InstallationKeys => ({
  log: noteKeyText(log),
  witness: noteKeyText(witness.key),
});

/** Notes what the other side says of its own keys; it has proved who it is. */
export const noteKeys = async (
  { known, now, onChanged }: Pick<WitnessParts, "known" | "now" | "onChanged">,
  { installation, name }: LinkedPeer,
  keys: InstallationKeys,
): Promise<Outcome<{ readonly log: NoteKey; readonly witness: NoteKey }>> => {
  const log = parseNoteKey(keys.log);
  if (!log.ok) return log;
  const witness = parseNoteKey(keys.witness);
  if (!witness.ok) return witness;
  const noted = await known.note({ installation, log: log.value, name, since: now(), witness: witness.value });
  if (!noted.ok) return noted;
  if (noted.value) onChanged();
  return success({ log: log.value, witness: witness.value });
};

const refused = ({ kind, message }: Failure): WitnessReply => ({
  refused: { kind: kind.slice(0, 60), message: message.slice(0, 2000) },
});

const keysReply = async (parts: WitnessParts, peer: LinkedPeer, keys: InstallationKeys): Promise<WitnessReply> => {
  const noted = await noteKeys(parts, peer, keys);
  return noted.ok ? { keys: ownKeys(parts) } : refused(noted.failure);
};

const otherLog = (origin: string): WitnessReply =>
  refused({ kind: "proofOrigin", message: `This installation has no log ${origin.slice(0, 100)}.` });

const outOfRange = (size: number): WitnessReply =>
  refused({ kind: "proofRange", message: `The log has ${size} lines; there is no proof for more.` });

const consistencyReply = (
  { logs }: WitnessParts,
  { from, origin, to }: { readonly from: number; readonly origin: string; readonly to: number },
): WitnessReply => {
  const log: OwnLog | null = logs.of(origin);
  if (log === null) return otherLog(origin);
  const { tree } = log;
  if (from > to || to > tree.size()) return outOfRange(tree.size());
  return { consistency: { old_root: base64Of(tree.root(from)), proof: tree.consistencyProof(from, to).map(base64Of) } };
};

const inclusionReply = (
  { logs }: WitnessParts,
  { index, origin, size }: { readonly index: number; readonly origin: string; readonly size: number },
): WitnessReply => {
  const log = logs.of(origin);
  if (log === null) return otherLog(origin);
  const { tree } = log;
  if (index >= size || size > tree.size()) return outOfRange(tree.size());
  return { inclusion: { leaf: base64Of(tree.leafAt(index)), proof: tree.inclusionProof(index, size).map(base64Of) } };
};

const promiseReply = async ({ promises }: WitnessParts, ids: ReadonlyArray<string>): Promise<WitnessReply> => {
  const given = await givePromises(promises, ids);
  return given.ok ? { promises: [...given.value] } : refused(given.failure);
};

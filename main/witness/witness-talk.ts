/** What this installation asks another one after an exchange: to cosign its log, and to prove that log's own past. */
import { digestHex } from "../../shared/crypto/digest.ts";
import { bytesOfBase64 } from "../../shared/encoding/base64.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import type { NoteKey } from "../../shared/ledger/note-key.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { addCheckpointText, conflictSize, type WitnessAnswer } from "../../shared/witness/add-checkpoint.ts";
import { openCosignedNote } from "../../shared/witness/cosigned-note.ts";
import type { AskPeer } from "../../shared/witness/witness-message.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { askForPromises, checkOpenPromises } from "./promise-giving.ts";
import { noteKeys, ownKeys } from "./witness-answers.ts";
import type { LinkedPeer } from "./linked-peer.ts";
import type { WitnessParts } from "./witness-parts.ts";

/** What came of asking a witness. */
export type Witnessing =
  | { readonly kind: "cosigned"; readonly size: number }
  | { readonly kind: "refused"; readonly failure: Failure };

/** Introduces itself, compares checkpoints, and asks to be cosigned; `null` when the exchange has ended meanwhile. */
export const talkToPeer = async (
  parts: WitnessParts,
  peer: LinkedPeer,
  { ask, heads }: { readonly ask: AskPeer; readonly heads: ReadonlyArray<string> },
): Promise<Outcome<Witnessing | null>> => {
  const introduced = await ask({ keys: ownKeys(parts) });
  if (introduced === null) return success(null);
  if (!("keys" in introduced)) return notSaid(introduced);
  const keys = await noteKeys(parts, peer, introduced.keys);
  if (!keys.ok) return keys;
  const compared = await compareNotes(parts, keys.value.log, ask);
  if (!compared.ok) return compared;
  await tellAlarms(parts, ask);
  const log = keys.value.log.name;
  const promised = await askForPromises(parts.promises, { log, peer }, { ask, heads });
  if (!promised.ok) return promised;
  const checked = await checkOpenPromises(parts.promises, peer.installation, ask);
  return checked.ok ? askToCosign(parts, keys.value.witness, ask) : checked;
};

/** Asks a witness for a cosignature on a fresh checkpoint; told of another size than expected it asks once more. */
export const askToCosign = async (
  parts: WitnessParts,
  witness: NoteKey,
  ask: AskPeer,
): Promise<Outcome<Witnessing | null>> => {
  const note = await parts.freshCheckpoint();
  if (!note.ok) return note;
  const { origin } = parts.logs.current;
  let old = parts.shelf.cosignedSize(origin, witness.key);
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const request = cosigningRequest(parts, note.value, old);
    if (!request.ok) return success({ failure: request.failure, kind: "refused" });
    const reply = await ask({ add: { body: request.value } });
    if (reply === null) return success(null);
    if (!("answer" in reply)) return notSaid(reply);
    const size = conflictSize(reply.answer);
    if (size === null) return takeAnswer(parts, { answer: reply.answer, note: note.value, witness });
    old = size;
  }
  return refusedBy(witness, "it keeps naming other sizes of this log");
};

/** The body of a request to cosign `note`, as it follows the checkpoint of `old` lines. */
export const cosigningRequest = ({ logs }: Pick<WitnessParts, "logs">, note: string, old: number): Outcome<string> => {
  const size = sizeOfNote(note);
  // Nobody's word alone makes this folder an old one: only a checkpoint that its own log has signed does.
  if (old > size)
    return refuse("witnessAhead", `The witness says that it cosigned ${old} lines of this log, which has ${size}.`);
  const proof = old === 0 ? [] : logs.current.tree.consistencyProof(old, size);
  return success(addCheckpointText({ note, old, proof }));
};

/** Takes a witness's answer: its lines are verified and kept with the checkpoint. */
export const takeAnswer = async (
  { isRevoked, shelf }: Pick<WitnessParts, "isRevoked" | "shelf">,
  { answer, note, witness }: { readonly answer: WitnessAnswer; readonly note: string; readonly witness: NoteKey },
): Promise<Outcome<Witnessing>> => {
  if (isRevoked(witness.key)) return refusedBy(witness, "its key is revoked, so nothing that it cosigns counts");
  if (answer.status !== 200) return refusedBy(witness, `${answer.status} ${answer.body.trim().slice(0, 500)}`);
  const cosigned = `${note}${answer.body}`;
  const opened = openCosignedNote(cosigned, nodeVerify, { logs: [], witnesses: [witness] });
  if (!opened.ok) return success({ failure: opened.failure, kind: "refused" });
  if (!opened.value.times.some((time) => time.witness === witness.key))
    return refusedBy(witness, "its answer holds no cosignature of the key that it named");
  const kept = await shelf.takeOwn(cosigned);
  return kept.ok ? success({ kind: "cosigned", size: opened.value.checkpoint.size }) : kept;
};

/** Once for a size that is not known here, and once more where somebody else asks at the same time. */
const attemptsMax = 3;

/** Swaps the newest checkpoints of logs that both know, and lets the other side prove what of its own is open. */
const compareNotes = async (parts: WitnessParts, log: NoteKey, ask: AskPeer): Promise<Outcome<null>> => {
  const { current } = parts.logs;
  const origins = [
    ...new Set([digestHex(utf8Of(current.origin)), digestHex(utf8Of(log.name)), ...parts.watching.origins()]),
  ];
  const reply = await ask({ seen: { origins: origins.slice(0, originsMax) } });
  if (reply === null) return success(null);
  for (const note of "notes" in reply ? reply.notes : []) {
    const seen = await seeNote(parts, log, note);
    if (!seen.ok) return seen;
  }
  return parts.watching.settle(log.name, async (from, to) => {
    const past = await ask({ consistency: { from, origin: log.name, to } });
    if (past === null) return "ended";
    if (!("consistency" in past)) return null;
    const oldRoot = bytesOfBase64(past.consistency.old_root);
    return oldRoot === null
      ? null
      : { oldRoot, proof: past.consistency.proof.flatMap((text) => bytesOfBase64(text) ?? []) };
  });
};

const originsMax = 1000;

const seeNote = async (parts: WitnessParts, log: NoteKey, note: string): Promise<Outcome<null>> => {
  const opened = openCosignedNote(note, nodeVerify, { logs: [log], witnesses: [] });
  // Somebody else's note that cannot be read says nothing about anybody.
  if (!opened.ok) return success(null);
  const { checkpoint } = opened.value;
  if (checkpoint.origin !== parts.logs.current.origin) return parts.watching.see(opened.value, note);
  const { tree } = parts.logs.current;
  if (checkpoint.size <= tree.size()) return success(null);
  const sentence = `Somebody has seen a checkpoint of ${checkpoint.size} lines of this log, which has ${tree.size()}: this data folder was restored from a backup, or runs in another place too.`;
  await parts.onBehind(sentence);
  return refuse("returned", sentence);
};

const tellAlarms = async ({ alarms }: WitnessParts, ask: AskPeer): Promise<void> => {
  for (const { kind, proof } of alarms.all())
    if (kind === "split" && (await ask({ alarm: { proof } })) === null) return;
};

const sizeOfNote = (note: string): number => Number(note.split("\n")[1]);

const notSaid = (reply: object): Outcome<Witnessing> =>
  success({
    failure:
      "refused" in reply
        ? failureOf(reply.refused)
        : { kind: "peerMessage", message: "The answer of the other side is to another question." },
    kind: "refused",
  });

const failureOf = (refused: unknown): Failure =>
  typeof refused === "object" && refused !== null && "kind" in refused && "message" in refused
    ? { kind: String(refused.kind), message: String(refused.message) }
    : { kind: "peerMessage", message: "The other side refused without a reason." };

const refusedBy = (witness: NoteKey, why: string): Outcome<Witnessing> =>
  success({
    failure: { kind: "witnessRefused", message: `The witness ${witness.name} did not cosign: ${why}.` },
    kind: "refused",
  });

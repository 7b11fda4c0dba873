/** Promises in both directions: given for records that others brought, asked for what was sent, and checked later. */
import { millisOfInstant, type Instant } from "../../shared/clock/instant.ts";
import { bytesOfBase64 } from "../../shared/encoding/base64.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { leafHash } from "../../shared/ledger/merkle.ts";
import { verifyInclusion } from "../../shared/ledger/merkle-proof.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import {
  brokenPromiseText,
  promiseHours,
  signPromise,
  verifyBrokenPromise,
  verifyPromise,
  type Believed,
  type BrokenPromise,
} from "../../shared/witness/promise.ts";
import { witnessEntriesMax, type AskPeer, type SignedPromise } from "../../shared/witness/witness-message.ts";
import type { Journal } from "../journal/journal.ts";
import { lineBytes } from "../journal/journal-line.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import type { Signer } from "../signature/signer.ts";
import type { LogWatch } from "./log-watch.ts";
import type { OwnLogs } from "./own-logs.ts";
import type { PromiseBook } from "./promise-book.ts";
import type { LinkedPeer } from "./linked-peer.ts";

export interface PromiseParts {
  readonly book: PromiseBook;
  readonly journal: Pick<Journal, "lineOf" | "read">;
  readonly logs: OwnLogs;
  readonly signer: Signer;
  readonly now: () => Instant;
  /** What is remembered of a log. */
  readonly watchOf: (origin: string) => LogWatch | null;
  readonly onBroken: (sentence: string) => void;
  /** The witnesses whose word counts for this installation: a quorum of its register's policy. */
  readonly believed: () => Believed;
}

/** Promises that the records of these ids, as far as they are here, stay in the log. */
export const givePromises = async (
  { journal, logs, signer }: Pick<PromiseParts, "journal" | "logs" | "signer">,
  ids: ReadonlyArray<string>,
): Promise<Outcome<ReadonlyArray<SignedPromise>>> => {
  const promises: SignedPromise[] = [];
  for (const id of ids) {
    const record = parseRecordId(id);
    const place = record === null ? null : logs.placeOf(record);
    const number = record === null ? null : journal.lineOf(record);
    const log = place === null ? null : logs.of(place.origin);
    if (place === null || number === null || log === null) continue;
    const line = await journal.read(number);
    if (!line.ok) return line;
    const { from, received } = line.value;
    const leaf = hexOf(log.tree.leafAt(place.index));
    const promise = { by: signer.key, from, id, index: place.index, leaf, log: place.origin, received };
    promises.push(signPromise(promise, signer.sign));
  }
  return success(promises);
};

/** Asks a peer to promise what it was sent, and keeps the promises that hold. */
export const askForPromises = async (
  parts: PromiseParts,
  { peer, log }: { readonly peer: LinkedPeer; readonly log: string },
  { ask, heads }: { readonly ask: AskPeer; readonly heads: ReadonlyArray<string> },
): Promise<Outcome<null>> => {
  const ids = heads.filter((id) => !parts.book.has(peer.installation, id)).slice(0, witnessEntriesMax);
  const reply = ids.length === 0 ? null : await ask({ promise: { ids } });
  if (reply === null || !("promises" in reply)) return success(null);
  const asked = new Set(ids);
  for (const promise of reply.promises) {
    const isOurs = asked.delete(promise.id) && promise.by === peer.installation && promise.log === log;
    const good = isOurs ? await checkPromise(parts, promise) : refuse("promiseOther", "Nobody asked for it.");
    const kept = good.ok ? await parts.book.take(promise, parts.now()) : success(null);
    if (!kept.ok) return kept;
  }
  return success(null);
};

/** Looks whether a peer's log still holds what it has promised. */
export const checkOpenPromises = async (parts: PromiseParts, by: string, ask: AskPeer): Promise<Outcome<null>> => {
  for (const promise of parts.book.openOf(by).slice(0, checkedAtOnceMax)) {
    const checked = await checkOne(parts, promise, ask);
    if (!checked.ok) return checked;
  }
  return success(null);
};

/** Promises that are looked after in one exchange. */
const checkedAtOnceMax = 200;

/** A promise is good when its giver signed it, its time is believable and it is about the very line that was sent. */
const checkPromise = async ({ journal, now }: PromiseParts, promise: SignedPromise): Promise<Outcome<null>> => {
  const verified = verifyPromise(promise, nodeVerify);
  if (!verified.ok) return verified;
  const hours = Math.abs(millisOfInstant(verified.value) - millisOfInstant(now())) / 3_600_000;
  if (hours > promiseHours) return refuse("promiseClock", "The clock of whoever promised is off by more than a day.");
  const id = parseRecordId(promise.id);
  const number = id === null ? null : journal.lineOf(id);
  const line = number === null ? null : await journal.read(number);
  if (line === null || !line.ok) return line ?? refuse("promiseOther", "The record of the promise is not here.");
  const theirs = lineBytes({ frame: line.value.frame, from: promise.from, received: verified.value });
  return hexOf(leafHash(theirs)) === promise.leaf
    ? success(null)
    : refuse("promiseLeaf", "The promise is about another line than the one that was sent.");
};

const checkOne = async (parts: PromiseParts, promise: SignedPromise, ask: AskPeer): Promise<Outcome<null>> => {
  const watch = parts.watchOf(promise.log);
  const newest = watch?.seen().at(-1);
  if (watch === null || newest === undefined) return success(null);
  if (newest.checkpoint.size <= promise.index) return checkSilence(parts, promise, watch);
  const { root, size } = newest.checkpoint;
  const reply = await ask({ inclusion: { index: promise.index, origin: promise.log, size } });
  const leaf = reply !== null && "inclusion" in reply ? bytesOfBase64(reply.inclusion.leaf) : null;
  if (reply === null || !("inclusion" in reply) || leaf === null) return success(null);
  const proof = reply.inclusion.proof.flatMap((text) => bytesOfBase64(text) ?? []);
  if (!verifyInclusion({ index: promise.index, leaf, proof, root, size }).ok) return success(null);
  const at = parts.now();
  if (hexOf(leaf) === promise.leaf) return parts.book.settle(promise, "kept", { at, proof: "" });
  return broken(parts, { note: newest.note, other: { leaf, proof }, promise });
};

// Either of the two may bear the times of enough witnesses: the one cosigned here, and the newest that came along.
const checkSilence = async (parts: PromiseParts, promise: SignedPromise, watch: LogWatch): Promise<Outcome<null>> => {
  for (const shown of [watch.cosigned(), watch.seen().at(-1)]) {
    const found = { note: shown?.note ?? "", other: null, promise };
    const judged = verifyBrokenPromise(found, nodeVerify, parts.believed());
    if (judged.ok && judged.value.standing === "proved") return broken(parts, found);
  }
  return success(null);
};

// What somebody says who is no witness of the register is no verdict about a log.
const broken = async (
  { believed, book, now, onBroken }: PromiseParts,
  found: BrokenPromise,
): Promise<Outcome<null>> => {
  const judged = verifyBrokenPromise(found, nodeVerify, believed());
  if (!judged.ok || judged.value.standing === "word") return success(null);
  const settled = await book.settle(found.promise, "broken", { at: now(), proof: brokenPromiseText(found) });
  if (settled.ok) onBroken(judged.value.sentence);
  return settled;
};

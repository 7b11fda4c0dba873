/**
 * Witnessing, put together: what this installation knows of times, whom it cosigns, who cosigns it, and the alarms
 * (record-format.md, sections 6 to 8).
 */
import type { Instant } from "../../shared/clock/instant.ts";
import type { NoteKey } from "../../shared/ledger/note-key.ts";
import type { NoteSigner } from "../../shared/ledger/note.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { conflictSize } from "../../shared/witness/add-checkpoint.ts";
import { originOf, type KnownNoteKeys } from "../../shared/witness/cosigned-note.ts";
import type { Believed } from "../../shared/witness/promise.ts";
import type { CarriedAnswer } from "../../shared/witness/witness-file.ts";
import type { AskPeer, WitnessAsk, WitnessReply } from "../../shared/witness/witness-message.ts";
import { satisfies, type WitnessPolicy } from "../../shared/witness/witness-policy.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import type { Signer } from "../signature/signer.ts";
import type { Journal } from "../journal/journal.ts";
import { openAlarmBook, type Alarm, type AlarmBook } from "./alarm-book.ts";
import { openKnownInstallations, type KnownInstallation, type KnownInstallations } from "./known-installations.ts";
import { openLogWatching, type LogWatching } from "./log-watching.ts";
import { openNoteShelf, type NoteShelf } from "./note-shelf.ts";
import { ownLogs, type OwnLogs } from "./own-logs.ts";
import { openPromiseBook, type PromiseBook } from "./promise-book.ts";
import { answerPeer } from "./witness-answers.ts";
import type { LinkedPeer } from "./linked-peer.ts";
import type { WitnessParts } from "./witness-parts.ts";
import { cosigningRequest, takeAnswer, talkToPeer, type Witnessing } from "./witness-talk.ts";

export interface WitnessServiceParts {
  readonly files: DiskFiles;
  /** The data folder. */
  readonly folder: string;
  readonly journal: Journal;
  /** Signs promises. */
  readonly installation: Signer;
  /** The key of the log that is written. */
  readonly log: NoteKey;
  readonly witness: NoteSigner;
  readonly now: () => Instant;
  /** Witnesses that policies name, besides those that were met; the same array as long as they are the same. */
  readonly policyWitnesses: () => ReadonlyArray<NoteKey>;
  /** True for an installation with which records are exchanged now. */
  readonly isPeer: (installation: string) => boolean;
  /** True for a witness key that a register here has revoked. */
  readonly isRevoked: (witness: string) => boolean;
  /** The policies of the own register: a time that a quorum of one stands behind is believed. */
  readonly ownPolicies: () => ReadonlyArray<WitnessPolicy>;
  readonly onAlarm: (alarm: Alarm) => void;
  readonly onBroken: (sentence: string) => void;
  readonly onBehind: (sentence: string) => Promise<Outcome<unknown>>;
  readonly onChanged: () => void;
}

/** The body of a request, and the sizes between which it asks. */
export interface CosigningRequest {
  readonly body: string;
  readonly old: number;
  readonly size: number;
}

/** How asking a witness went last. */
export interface WitnessState {
  readonly at: Instant;
  readonly failure: Failure | null;
}

export interface WitnessService {
  readonly alarms: AlarmBook;
  readonly known: KnownInstallations;
  readonly logs: OwnLogs;
  readonly shelf: NoteShelf;
  readonly watching: LogWatching;
  readonly promises: PromiseBook;
  /** How asking each witness went last since the folder was opened, by its key. */
  readonly asked: ReadonlyMap<string, WitnessState>;
  /** The keys by which others know this installation's log and cosignatures. */
  readonly keys: { readonly log: NoteKey; readonly witness: NoteKey };
  readonly isRevoked: (witness: string) => boolean;
  /** A request to a witness, for the way by stick. */
  readonly request: (witness: NoteKey) => Promise<Outcome<CosigningRequest>>;
  /** Takes an answer that came by stick. */
  readonly take: (witness: NoteKey, carried: CarriedAnswer) => Promise<Outcome<Witnessing>>;
  readonly answer: (peer: LinkedPeer, ask: WitnessAsk) => Promise<WitnessReply>;
  /** Asks what there is to ask after an exchange; a failure is of this machine. */
  readonly talk: (
    peer: LinkedPeer,
    talk: { readonly ask: AskPeer; readonly heads: ReadonlyArray<string> },
  ) => Promise<Failure | null>;
}

/** Opens what the data folder remembers. */
export const openWitnessService = async (parts: WitnessServiceParts): Promise<Outcome<WitnessService>> => {
  const { files } = parts;
  const folder = `${parts.folder}/witness`;
  const made = await makeFolderDurably(files, folder);
  if (!made.ok) return made;
  const known = await openKnownInstallations(files, folder);
  if (!known.ok) return known;
  const alarms = await openAlarmBook(files, folder);
  if (!alarms.ok) return alarms;
  const promises = await openPromiseBook(files, folder);
  if (!promises.ok) return promises;
  const logs = ownLogs(parts.journal, parts.log.name);
  const shelf = await openNoteShelf({
    files,
    folder: parts.folder,
    known: knownKeys(known.value, parts.policyWitnesses),
    own: { origins: logs.all.map(({ origin }) => origin), placeOf: logs.placeOf },
  });
  if (!shelf.ok) return shelf;
  const watched = known.value.all().flatMap(({ log }) => log ?? []);
  const watching = await openLogWatching(
    { ...parts, admitted: (origin) => admitted(parts, known.value, origin), alarms: alarms.value, folder },
    watched,
  );
  if (!watching.ok) return watching;
  const books = { alarms: alarms.value, known: known.value, promises: promises.value };
  return success(new Witnesses(parts, { ...books, logs, shelf: shelf.value, watching: watching.value }));
};

interface Opened extends Pick<WitnessParts, "alarms" | "known" | "logs" | "shelf" | "watching"> {
  readonly promises: PromiseBook;
}

class Witnesses implements WitnessService {
  readonly alarms: AlarmBook;
  readonly known: KnownInstallations;
  readonly logs: OwnLogs;
  readonly shelf: NoteShelf;
  readonly watching: LogWatching;
  readonly promises: PromiseBook;
  readonly asked = new Map<string, WitnessState>();
  readonly isRevoked: WitnessService["isRevoked"];
  readonly keys: WitnessService["keys"];
  readonly #parts: WitnessParts;
  /** Sizes that witnesses named by stick and that this installation holds no cosignature of. */
  readonly #told = new Map<string, number>();

  constructor(parts: WitnessServiceParts, opened: Opened) {
    this.isRevoked = parts.isRevoked;
    this.keys = { log: parts.log, witness: parts.witness.key };
    this.alarms = opened.alarms;
    this.known = opened.known;
    this.logs = opened.logs;
    this.shelf = opened.shelf;
    this.watching = opened.watching;
    this.promises = opened.promises;
    this.shelf.onSeen((note, text) => this.watching.see(note, text));
    this.#parts = {
      ...parts,
      ...opened,
      freshCheckpoint: async () => {
        const secured = await parts.journal.secure();
        return secured.ok ? parts.journal.checkpoint() : secured;
      },
      promises: {
        ...parts,
        believed: () => believedBy(parts),
        book: opened.promises,
        logs: opened.logs,
        signer: parts.installation,
        watchOf: (origin) => opened.watching.of(origin),
      },
    };
  }

  readonly answer: WitnessService["answer"] = (peer, ask) => answerPeer(this.#parts, peer, ask);

  readonly talk: WitnessService["talk"] = async (peer, talk) => {
    const talked = await talkToPeer(this.#parts, peer, talk);
    if (!talked.ok) return talked.failure;
    if (talked.value !== null) this.#note(peer, talked.value);
    return null;
  };

  readonly request: WitnessService["request"] = async (witness) => {
    const note = await this.#parts.freshCheckpoint();
    if (!note.ok) return note;
    const old = this.#told.get(witness.key) ?? this.shelf.cosignedSize(this.logs.current.origin, witness.key);
    const body = cosigningRequest(this.#parts, note.value, old);
    return body.ok ? success({ body: body.value, old, size: this.logs.current.tree.size() }) : body;
  };

  readonly take: WitnessService["take"] = async (witness, { answer, note }) => {
    const size = conflictSize(answer);
    if (size !== null) {
      this.#told.set(witness.key, size);
      const why = `It cosigned ${size} lines of this log last. Make the request once more, as it follows from there.`;
      return refuse("witnessOther", why);
    }
    if (originOf(note) !== this.logs.current.origin)
      return refuse("checkpointOrigin", "The answer is about another log than the one that is written here.");
    const taken = await takeAnswer(this.#parts, { answer, note, witness });
    if (taken.ok && taken.value.kind === "cosigned") this.#told.delete(witness.key);
    this.#parts.onChanged();
    return taken;
  };

  #note({ installation }: LinkedPeer, witnessing: Witnessing): void {
    const witness = this.known.all().find((known) => known.installation === installation)?.witness;
    const failure = witnessing.kind === "refused" ? witnessing.failure : null;
    if (witness !== null && witness !== undefined) this.asked.set(witness.key, { at: this.#parts.now(), failure });
    this.#parts.onChanged();
  }
}

const believedBy = ({ isRevoked, ownPolicies }: Pick<WitnessServiceParts, "isRevoked" | "ownPolicies">): Believed => {
  const policies = ownPolicies();
  const witnesses = policies.flatMap((policy) => policy.witnesses.map(({ key }) => key));
  return {
    known: { logs: [], witnesses },
    satisfies: (has) => policies.some((policy) => satisfies(policy, (key) => has(key) && !isRevoked(key))),
  };
};

/** Logs of joined peers, and those that a person named; of each the one that it writes now. */
const admitted = (
  { isPeer }: Pick<WitnessServiceParts, "isPeer">,
  known: KnownInstallations,
  origin: string,
): NoteKey | Failure | null => {
  const whose = known.ofLog(origin);
  if (whose === null || whose.log === null) return null;
  if (whose.installation !== null && !isPeer(whose.installation))
    return { kind: "witnessStranger", message: `${whose.name} is no peer of this installation any more.` };
  const now: KnownInstallation | undefined = known
    .all()
    .find(({ installation, name }) =>
      whose.installation === null ? name === whose.name : installation === whose.installation,
    );
  if (now?.log !== null && now?.log !== undefined && now.log.name !== origin)
    return { kind: "logClosed", message: `${whose.name} writes another log now; nothing of this one is cosigned.` };
  return whose.log;
};

/** All keys that names do not hold; the same object as long as they are the same. */
const knownKeys = (known: KnownInstallations, policyWitnesses: () => ReadonlyArray<NoteKey>): (() => KnownNoteKeys) => {
  let [count, policy]: [number, ReadonlyArray<NoteKey>] = [-1, []];
  let keys: KnownNoteKeys = { logs: [], witnesses: [] };
  return () => {
    const [all, named] = [known.all(), policyWitnesses()];
    if (all.length === count && named === policy) return keys;
    [count, policy] = [all.length, named];
    keys = {
      logs: all.flatMap(({ log }) => log ?? []),
      witnesses: [...named, ...all.flatMap(({ witness }) => witness ?? [])],
    };
    return keys;
  };
};

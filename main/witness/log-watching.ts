/**
 * Watches the logs of others: cosigns what continues the last checkpoint, keeps every checkpoint that it sees, and
 * raises an alarm where two of them contradict each other (C2SP tlog-witness; record-format.md, section 7).
 */
import { instantFromMillis, millisOfInstant, type Instant } from "../../shared/clock/instant.ts";
import { digestHex } from "../../shared/crypto/digest.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { cosignatureLine } from "../../shared/ledger/checkpoint.ts";
import { sameHash } from "../../shared/ledger/merkle.ts";
import { verifyConsistency } from "../../shared/ledger/merkle-proof.ts";
import type { NoteKey } from "../../shared/ledger/note-key.ts";
import type { NoteSigner } from "../../shared/ledger/note.ts";
import { failed, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { judgeAddCheckpoint, type WitnessAnswer } from "../../shared/witness/add-checkpoint.ts";
import { openCosignedNote, originOf, type CosignedNote } from "../../shared/witness/cosigned-note.ts";
import {
  parseSplitView,
  splitViewSentence,
  splitViewText,
  verifySplitView,
  type SplitView,
} from "../../shared/witness/split-view.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import type { Alarm, AlarmBook } from "./alarm-book.ts";
import { openLogWatch, type LogWatch, type SeenCheckpoint } from "./log-watch.ts";

export interface WatchingParts {
  readonly files: DiskFiles;
  /** `witness/` of the data folder. */
  readonly folder: string;
  readonly alarms: AlarmBook;
  readonly witness: NoteSigner;
  /** The log of somebody whom this installation witnesses, or why it does not; `null` for a log of nobody known. */
  readonly admitted: (origin: string) => NoteKey | Failure | null;
  readonly now: () => Instant;
  readonly onAlarm: (alarm: Alarm) => void;
  readonly onChanged: () => void;
}

/** What a log shows of its past. */
export interface ShownPast {
  readonly oldRoot: Uint8Array;
  readonly proof: ReadonlyArray<Uint8Array>;
}

/**
 * Asks a log to prove that a checkpoint continues a smaller one; `null` when it does not prove it, "ended" when the
 * link ended before it could, which says nothing about the log.
 */
export type AskPast = (from: number, to: number) => Promise<ShownPast | "ended" | null>;

export interface LogWatching {
  /** Answers a request of the witness protocol. A failure is of this machine: nothing was promised. */
  readonly add: (body: string) => Promise<Outcome<WitnessAnswer>>;
  /** Remembers a checkpoint that came from anywhere. */
  readonly see: (opened: CosignedNote, note: string) => Promise<Outcome<null>>;
  /** Lets a log prove what of its checkpoints is not known to be one past. */
  readonly settle: (origin: string, ask: AskPast) => Promise<Outcome<null>>;
  /** The newest checkpoints that were seen, of logs whose origin has one of these digests. */
  readonly newest: (origins: ReadonlySet<string>) => ReadonlyArray<string>;
  /** The digests of the origins of all logs that were seen. */
  readonly origins: () => ReadonlyArray<string>;
  readonly of: (origin: string) => LogWatch | null;
  /** Takes an alarm of somebody else, if its proof holds. */
  readonly believe: (proof: string) => Promise<Outcome<null>>;
}

/** Logs of which checkpoints are remembered; beyond it somebody floods us with logs. */
export const watchedLogsMax = 4000;
/** Checkpoints that a log is asked to prove in one exchange. */
const settledAtOnceMax = 50;

/** Opens what is remembered of these logs. */
export const openLogWatching = async (
  parts: WatchingParts,
  logs: ReadonlyArray<NoteKey>,
): Promise<Outcome<LogWatching>> => {
  const watching = new Watching(parts);
  for (const log of logs) {
    const opened = await watching.watch(log);
    if (!opened.ok) return opened;
  }
  return success(watching);
};

class Watching implements LogWatching {
  readonly #parts: WatchingParts;
  readonly #watches = new Map<string, LogWatch>();
  readonly #opening = new Map<string, Promise<Outcome<LogWatch>>>();

  constructor(parts: WatchingParts) {
    this.#parts = parts;
  }

  /** What is remembered of a log, opened once. */
  async watch(log: NoteKey): Promise<Outcome<LogWatch>> {
    const known = this.#watches.get(log.name);
    if (known !== undefined) return success(known);
    if (this.#watches.size >= watchedLogsMax) return failed(tooManyLogs);
    const { files, folder, witness } = this.#parts;
    const opening = this.#opening.get(log.name) ?? openLogWatch(files, folder, { log, witness: witness.key });
    this.#opening.set(log.name, opening);
    const opened = await opening;
    this.#opening.delete(log.name);
    if (opened.ok) this.#watches.set(log.name, this.#watches.get(log.name) ?? opened.value);
    return opened;
  }

  readonly of: LogWatching["of"] = (origin) => this.#watches.get(origin) ?? null;

  readonly add: LogWatching["add"] = async (body) => {
    const origin = originOf(body.slice(body.indexOf("\n\n") + 2));
    const admitted = this.#parts.admitted(origin);
    if (admitted !== null && "kind" in admitted) return success({ body: admitted.message, status: 403 });
    const alarm = this.#parts.alarms.of(origin);
    if (alarm?.kind === "split")
      return success({ body: `Nothing of this log is cosigned: ${alarm.message}`, status: 403 });
    if (admitted === null) return success(this.#judged(body, null, null));
    const watch = await this.watch(admitted);
    if (!watch.ok) return watch;
    if (watch.value.damage !== null) return failed(watch.value.damage);
    return watch.value.alone(() => this.#addTo(watch.value, admitted, body));
  };

  readonly see: LogWatching["see"] = async (opened, note) => {
    const watch = await this.watch(opened.log);
    if (watch.ok) return watch.value.alone(() => this.#seeIn(watch.value, opened, note));
    return watch.failure.kind === tooManyLogs.kind ? success(null) : watch;
  };

  readonly settle: LogWatching["settle"] = async (origin, ask) => {
    const watch = this.#watches.get(origin);
    return watch === undefined ? success(null) : this.#settleIn(watch, ask);
  };

  readonly origins: LogWatching["origins"] = () => [...this.#watches.keys()].map(digestOfOrigin);

  readonly newest: LogWatching["newest"] = (origins) =>
    [...this.#watches.values()]
      .filter(({ origin }) => origins.has(digestOfOrigin(origin)))
      .flatMap((watch) => watch.seen().at(-1)?.note ?? []);

  readonly believe: LogWatching["believe"] = async (proof) => {
    const split = parseSplitView(proof);
    if (!split.ok) return split;
    const proved = verifySplitView(split.value, nodeVerify);
    return proved.ok ? this.#alarm(split.value) : proved;
  };

  #judged(body: string, log: NoteKey | null, watch: LogWatch | null): WitnessAnswer {
    const judged = judgeAddCheckpoint(
      body,
      { lastOf: () => watch?.cosigned()?.checkpoint ?? null, logOf: () => log },
      nodeVerify,
    );
    if (judged.kind === "good") throw new Error("A log of nobody known was judged good");
    return judged.answer;
  }

  async #addTo(watch: LogWatch, log: NoteKey, body: string): Promise<Outcome<WitnessAnswer>> {
    const ground = { lastOf: () => watch.cosigned()?.checkpoint ?? null, logOf: () => log };
    const judged = judgeAddCheckpoint(body, ground, nodeVerify);
    const found = judged.kind === "good" ? judged : judged.suspect;
    const opened = found === null ? null : this.#openOf(log, found.note);
    if (opened !== null && found !== null) {
      const seen = await this.#seeIn(watch, opened, found.note);
      if (!seen.ok) return seen;
      const alarm = this.#parts.alarms.of(watch.origin);
      if (judged.kind === "good" && alarm?.kind === "split") return success({ body: alarm.message, status: 422 });
    }
    if (judged.kind === "refused" || opened === null)
      return success(judged.kind === "refused" ? judged.answer : badNote);
    const { key } = this.#parts.witness;
    if (key.use !== "cosignature") throw new Error("A witness key cosigns");
    const seconds = Math.floor(millisOfInstant(this.#parts.now()) / 1000);
    const line = cosignatureLine(judged.text, seconds, this.#parts.witness);
    const time = instantFromMillis(seconds * 1000);
    const kept = await watch.keepCosigned(opened, judged.note, { line, time });
    if (!kept.ok) return kept;
    this.#parts.onChanged();
    return success({ body: line, status: 200 });
  }

  #openOf(log: NoteKey, note: string): CosignedNote | null {
    const opened = openCosignedNote(note, nodeVerify, { logs: [log], witnesses: [] });
    return opened.ok ? opened.value : null;
  }

  async #seeIn(watch: LogWatch, opened: CosignedNote, note: string): Promise<Outcome<null>> {
    const seeing = await watch.see(opened, note);
    if (!seeing.ok) return seeing;
    if (seeing.value.kind !== "split") return success(null);
    return this.#alarm({ log: opened.log, notes: [seeing.value.other.note, note], past: null });
  }

  // Nothing of the log is held back while it is asked: its answer may wait for ours.
  async #settleIn(watch: LogWatch, ask: AskPast): Promise<Outcome<null>> {
    const newest = watch.seen().at(-1);
    const open = watch.seen().filter((seen) => !seen.isProved && seen !== newest);
    const last = watch.cosigned()?.checkpoint.size ?? 0;
    for (const seen of [...open, ...(newest === undefined || newest.isProved ? [] : [newest])].slice(
      0,
      settledAtOnceMax,
    )) {
      const other = seen === newest ? watch.seen().find(({ checkpoint }) => checkpoint.size === last) : newest;
      if (other === undefined || other === seen) continue;
      const pair = seen.checkpoint.size < other.checkpoint.size ? ([seen, other] as const) : ([other, seen] as const);
      const [from, to] = [pair[0].checkpoint.size, pair[1].checkpoint.size];
      const past = from === 0 ? { oldRoot: pair[0].checkpoint.root, proof: [] } : await ask(from, to);
      if (past === "ended") return success(null);
      const settled = await watch.alone(() => this.#settlePair(watch, pair, past));
      if (!settled.ok) return settled;
      if (settled.value) await watch.alone(() => watch.prove(seen.checkpoint.size));
    }
    return success(null);
  }

  /** True when the log proved that the larger of the two continues the smaller. */
  async #settlePair(
    watch: LogWatch,
    [older, newer]: readonly [SeenCheckpoint, SeenCheckpoint],
    past: ShownPast | null,
  ): Promise<Outcome<boolean>> {
    const [from, to] = [older.checkpoint, newer.checkpoint];
    const log = this.#logOf(watch, newer.note);
    if (log === null) return success(false);
    const notes = [older.note, newer.note] as const;
    const holds =
      past !== null &&
      verifyConsistency({ oldRoot: past.oldRoot, oldSize: from.size, proof: past.proof, root: to.root, size: to.size })
        .ok;
    if (!holds) return this.#unproved({ log, notes, past: null }, from.size, to.size);
    if (sameHash(past.oldRoot, from.root)) {
      const ended = await this.#parts.alarms.proved(watch.origin, this.#parts.now());
      return ended.ok ? success(true) : ended;
    }
    const raised = await this.#alarm({ log, notes, past });
    return raised.ok ? success(false) : raised;
  }

  #logOf(watch: LogWatch, note: string): NoteKey | null {
    const admitted = this.#parts.admitted(watch.origin);
    const logs = admitted === null || "kind" in admitted ? [] : [admitted];
    const opened = openCosignedNote(note, nodeVerify, { logs, witnesses: [] });
    return opened.ok ? opened.value.log : null;
  }

  async #unproved(split: SplitView, from: number, to: number): Promise<Outcome<boolean>> {
    const message = `The log ${split.log.name} does not prove that its checkpoint of ${to} lines continues its checkpoint of ${from} lines. Nothing of it is believed until it does.`;
    const raised = await this.#raise({
      kind: "unproved",
      message,
      origin: split.log.name,
      proof: splitViewText(split),
    });
    return raised.ok ? success(false) : raised;
  }

  #alarm(split: SplitView): Promise<Outcome<null>> {
    const proved = verifySplitView(split, nodeVerify);
    if (!proved.ok) throw new Error(`An alarm without a proof: ${proved.failure.message}`);
    const message = splitViewSentence(proved.value);
    return this.#raise({ kind: "split", message, origin: split.log.name, proof: splitViewText(split) });
  }

  async #raise(found: Omit<Alarm, "found">): Promise<Outcome<null>> {
    const alarm = { ...found, found: this.#parts.now() };
    const raised = await this.#parts.alarms.raise(alarm);
    if (!raised.ok) return raised;
    if (raised.value) this.#parts.onAlarm(alarm);
    return success(null);
  }
}

const digestOfOrigin = (origin: string): string => digestHex(utf8Of(origin));

const badNote: WitnessAnswer = { body: "The checkpoint cannot be read.", status: 400 };

const tooManyLogs: Failure = {
  kind: "tooManyLogs",
  message: `Checkpoints of ${watchedLogsMax} logs are remembered already; another one is not looked at.`,
};

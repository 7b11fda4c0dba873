/**
 * All that is remembered of one log of somebody else: the checkpoint that this installation cosigned last, and every
 * checkpoint that it has seen (C2SP tlog-witness; record-format.md, section 7).
 */
import { digestHex } from "../../shared/crypto/digest.ts";
import { textOf, utf8Of } from "../../shared/encoding/utf8.ts";
import type { Checkpoint } from "../../shared/ledger/checkpoint.ts";
import { sameHash } from "../../shared/ledger/merkle.ts";
import { noteLengthMax } from "../../shared/ledger/note.ts";
import { failed, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { openCosignedNote, originOf, type CosignedNote } from "../../shared/witness/cosigned-note.ts";
import type { Instant } from "../../shared/clock/instant.ts";
import type { NoteKey } from "../../shared/ledger/note-key.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { openLineFile, type LineFile } from "./line-file.ts";

/** A checkpoint as it was seen. */
export interface SeenCheckpoint {
  readonly checkpoint: Checkpoint;
  /** The note, as its log signed it. */
  readonly note: string;
  /** True once it is known that the newest checkpoint continues it, or it is continued by the one cosigned. */
  readonly isProved: boolean;
}

/** A checkpoint with this installation's own cosignature on its note. */
export interface CosignedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly time: Instant;
  readonly note: string;
}

/** What became of a checkpoint: `split` was signed beside `other`, which has the same size. */
export type Seeing = { readonly kind: "known" | "new" } | { readonly kind: "split"; readonly other: SeenCheckpoint };

export interface LogWatch {
  readonly origin: string;
  /** The checkpoint that was cosigned last, and when; `null` where none was. */
  readonly cosigned: () => CosignedCheckpoint | null;
  /** Why nothing is cosigned, or `null`. */
  readonly damage: Failure | null;
  /** Every checkpoint seen, by size. */
  readonly seen: () => ReadonlyArray<SeenCheckpoint>;
  /** Remembers a checkpoint whose signature was verified. */
  readonly see: (opened: CosignedNote, note: string) => Promise<Outcome<Seeing>>;
  /** Says that the log has proved that it continues this checkpoint. */
  readonly prove: (size: number) => Promise<Outcome<null>>;
  /** Makes durable that this note, with this line of cosignature, was cosigned; only then may the line be given. */
  readonly keepCosigned: (opened: CosignedNote, note: string, cosignature: Cosigning) => Promise<Outcome<null>>;
  /** Runs something while nothing else of this log changes. */
  readonly alone: <T>(run: () => Promise<T>) => Promise<T>;
}

export interface Cosigning {
  readonly line: string;
  readonly time: Instant;
}

/** The folder of a log in `witness/`: the SHA-256 of its origin, as the protocol names it. */
export const watchFolder = (folder: string, origin: string): string => `${folder}/${digestHex(utf8Of(origin))}`;

/** Opens what is remembered of a log; nothing yet is an empty memory. `witness` is the key that cosigns here. */
export const openLogWatch = async (
  files: DiskFiles,
  folder: string,
  { log, witness }: { readonly log: NoteKey; readonly witness: NoteKey },
): Promise<Outcome<LogWatch>> => {
  const path = watchFolder(folder, log.name);
  const made = await makeFolderDurably(files, path);
  if (!made.ok) return made;
  const lines = await openLineFile<SeenLine>(files, `${path}/seen`, { isForgiving: true, parse: seenLine });
  if (!lines.ok) return lines;
  const read = await readBounded(files, `${path}/checkpoint`, noteLengthMax);
  if (!read.ok && read.failure.kind !== "missing") return failed(read.failure);
  const note = read.ok ? (textOf(read.value) ?? "") : null;
  return success(new Watch({ files, lines: lines.value, log, note, path, witness }));
};

interface SeenLine {
  readonly how: "cosigned" | "proved" | "seen";
  readonly note: string;
}

const seenLine = (json: unknown): SeenLine | null => {
  if (typeof json !== "object" || json === null || !("how" in json) || !("note" in json)) return null;
  const { how, note } = json;
  const isHow = how === "cosigned" || how === "proved" || how === "seen";
  return isHow && typeof note === "string" ? { how, note } : null;
};

interface WatchParts {
  readonly files: DiskFiles;
  readonly lines: LineFile<SeenLine>;
  readonly log: NoteKey;
  /** The file `checkpoint`; `null` where it is missing. */
  readonly note: string | null;
  readonly path: string;
  readonly witness: NoteKey;
}

class Watch implements LogWatch {
  readonly origin: string;
  readonly damage: Failure | null;
  readonly #parts: WatchParts;
  readonly #seen = new Map<number, SeenCheckpoint>();
  #cosigned: CosignedCheckpoint | null = null;
  #hasFile: boolean;
  #before: Promise<unknown> = Promise.resolve();

  constructor(parts: WatchParts) {
    this.#hasFile = parts.note !== null;
    this.origin = parts.log.name;
    this.#parts = parts;
    const known = { logs: [parts.log], witnesses: [parts.witness] };
    const open = (note: string): CosignedNote | null => {
      const opened = openCosignedNote(note, nodeVerify, known);
      return opened.ok && originOf(note) === this.origin ? opened.value : null;
    };
    for (const { how, note } of parts.lines.values()) {
      const opened = open(note);
      if (opened !== null) this.#remember(opened, note, how);
    }
    const last = parts.note === null ? null : open(parts.note);
    const isOwn = last !== null && this.#adopt(last, parts.note ?? "");
    this.damage = parts.note === null || isOwn ? null : damaged(parts.path, this.origin);
  }

  readonly cosigned: LogWatch["cosigned"] = () => this.#cosigned;

  readonly seen: LogWatch["seen"] = () =>
    [...this.#seen.values()].sort((left, right) => left.checkpoint.size - right.checkpoint.size);

  readonly see: LogWatch["see"] = async (opened, note) => {
    const { root, size } = opened.checkpoint;
    const before = this.#seen.get(size);
    if (before !== undefined)
      return success(sameHash(before.checkpoint.root, root) ? { kind: "known" } : { kind: "split", other: before });
    const kept = await this.#parts.lines.append({ how: "seen", note });
    if (!kept.ok) return kept;
    this.#remember(opened, note, "seen");
    return success({ kind: "new" });
  };

  readonly prove: LogWatch["prove"] = async (size) => {
    const found = this.#seen.get(size);
    if (found === undefined || found.isProved) return success(null);
    const kept = await this.#parts.lines.append({ how: "proved", note: found.note });
    if (!kept.ok) return kept;
    this.#seen.set(size, { ...found, isProved: true });
    return success(null);
  };

  readonly keepCosigned: LogWatch["keepCosigned"] = async (opened, note, { line, time }) => {
    const { checkpoint } = opened;
    const before = this.#cosigned?.checkpoint;
    const whole = `${note}${line}`;
    // The same again is safe already: the file says so.
    if (before?.size === checkpoint.size && this.#hasFile) {
      this.#cosigned = { checkpoint, note: whole, time };
      return success(null);
    }
    const kept = await this.#parts.lines.append({ how: "cosigned", note: whole });
    if (!kept.ok) return kept;
    const written = await writeDurably(this.#parts.files, `${this.#parts.path}/checkpoint`, utf8Of(whole));
    if (!written.ok) return written;
    this.#hasFile = true;
    this.#remember(opened, note, "proved");
    this.#cosigned = { checkpoint, note: whole, time };
    return success(null);
  };

  readonly alone: LogWatch["alone"] = (run) => {
    const done = this.#before.then(run);
    this.#before = done.catch(() => undefined);
    return done;
  };

  #remember(opened: CosignedNote, note: string, how: SeenLine["how"]): void {
    const { checkpoint } = opened;
    const before = this.#seen.get(checkpoint.size);
    const isProved = how !== "seen" || before?.isProved === true;
    this.#seen.set(checkpoint.size, { checkpoint, isProved, note: before?.note ?? note });
    if (how === "cosigned") this.#adopt(opened, note);
  }

  /** Takes a checkpoint with this installation's own cosignature as the last; false for one without. */
  #adopt({ checkpoint, times }: CosignedNote, note: string): boolean {
    const own = times.find(({ witness }) => witness === this.#parts.witness.key);
    if (own === undefined) return false;
    const before = this.#cosigned;
    if (before === null || before.checkpoint.size < checkpoint.size)
      this.#cosigned = { checkpoint, note, time: own.time };
    return true;
  }
}

const damaged = (path: string, origin: string): Failure => ({
  kind: "witnessDamaged",
  message: `${path}/checkpoint is not what this installation cosigned last of the log ${origin.slice(0, 28)}…: it was changed or is damaged. Nothing of this log is cosigned until the file is back from a copy of the data folder, or this installation has a new witness key ("throughlife renew").`,
});

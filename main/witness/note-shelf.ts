/**
 * What this node knows of times: cosigned notes, the cosigned checkpoints of its own logs, and receipts of others'
 * (record-format.md, sections 6 and 7). Each signature is checked once and remembered while the program runs.
 */
import type { Instant } from "../../shared/clock/instant.ts";
import { digestHex } from "../../shared/crypto/digest.ts";
import { textOf, utf8Of } from "../../shared/encoding/utf8.ts";
import { frameHeadBytes } from "../../shared/ledger/frame.ts";
import { parseRecordId, type RecordId } from "../../shared/ledger/record.ts";
import { noteLengthMax } from "../../shared/ledger/note.ts";
import { parseReceipt, verifyReceipt } from "../../shared/ledger/receipt.ts";
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import {
  logOfNote,
  openCosignedNote,
  originOf,
  type CosignedNote,
  type KnownNoteKeys,
} from "../../shared/witness/cosigned-note.ts";
import { earliestTimes, type EarliestTimes } from "../../shared/witness/earliest-times.ts";
import type { TimeEvidence, WitnessTime } from "../../shared/witness/time-evidence.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { parseLine } from "../journal/journal-line.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { openLineFile, type LineFile } from "./line-file.ts";
import { watchFolder } from "./log-watch.ts";

/** A journal line, without its LF, and the text of the proof that it stands in a log. */
export interface ReceiptTexts {
  readonly line: string;
  readonly proof: string;
}

/** What the shelf needs of the journal. */
export interface OwnLines {
  /** The log and the place in it at which a record stands here; `null` for one that is not here. */
  readonly placeOf: (record: RecordId) => { readonly origin: string; readonly index: number } | null;
  /** The logs of this installation, the oldest first. */
  readonly origins: ReadonlyArray<string>;
}

export interface ShelfParts {
  readonly files: DiskFiles;
  /** The data folder. */
  readonly folder: string;
  readonly own: OwnLines;
  /** Logs and witnesses whose names do not hold their key: those that policies and people name. */
  readonly known: () => KnownNoteKeys;
}

export interface NoteShelf {
  readonly evidence: TimeEvidence;
  /** Calls the listener whenever something new is known. */
  readonly onLearnt: (listener: () => void) => void;
  /** Calls the listener with every checkpoint of others that comes in, before it is kept. */
  readonly onSeen: (listener: (opened: CosignedNote, note: string) => Promise<Outcome<null>>) => void;
  /** The text of a note, as it was kept. */
  readonly text: (sha256: string) => string | null;
  /** Verifies and keeps a note of any log. */
  readonly takeNote: (note: string) => Promise<Outcome<CosignedNote>>;
  /** Verifies a receipt, and keeps it where it says something new of a time. */
  readonly takeReceipt: (receipt: ReceiptTexts) => Promise<Outcome<CosignedNote>>;
  /** Keeps a checkpoint of this installation's own log with a new cosignature. */
  readonly takeOwn: (note: string) => Promise<Outcome<CosignedNote>>;
  /** The own cosigned notes of more than `index` lines, the smallest first. */
  readonly ownNotesHolding: (origin: string, index: number) => ReadonlyArray<string>;
  /** The size of an own log that a witness has cosigned, as far as is known here. */
  readonly cosignedSize: (origin: string, witness: string) => number;
  /** The latest cosignature of each witness on the own log that is written. */
  readonly lastCosigned: () => ReadonlyMap<string, Instant>;
  /**
   * The digest of the note by which a record should say that it is younger: the one with the best `score`, of equals
   * the one that came last.
   */
  readonly newest: (score: (times: ReadonlyArray<WitnessTime>) => Instant | null) => string | null;
}

/** Opens what the data folder keeps. Files that are not what their name says are left alone and not believed. */
export const openNoteShelf = async (parts: ShelfParts): Promise<Outcome<NoteShelf>> => {
  const shelf = new Shelf(parts);
  const opened = await shelf.open();
  return opened.ok ? success(shelf) : opened;
};

/** Notes among which the newest one is sought: those that came last. */
const candidatesMax = 64;
/** A line of a journal and a proof with its checkpoint. */
const receiptBytesMax = 1024 * 1024;

class Shelf implements NoteShelf {
  readonly #parts: ShelfParts;
  readonly #listeners = new Set<() => void>();
  #see: (opened: CosignedNote, note: string) => Promise<Outcome<null>> = async () => success(null);
  /** By the digest of the whole text. */
  readonly #notes = new Map<string, string>();
  /** What was verified, by the text of the note; forgotten when other keys become known. */
  readonly #opened = new Map<string, Outcome<CosignedNote>>();
  #openedWith: KnownNoteKeys | null = null;
  readonly #receipts = new Map<RecordId, string[]>();
  readonly #own = new Map<string, OwnLog>();
  /** Digests of the notes that came last. */
  #candidates: string[] = [];
  /** The newest own note that no record was told of yet. */
  #untold: string | null = null;
  #version = 0;

  constructor(parts: ShelfParts) {
    this.#parts = parts;
  }

  async open(): Promise<Outcome<null>> {
    for (const origin of this.#parts.own.origins) {
      const opened = await this.#openOwn(origin);
      if (!opened.ok) return opened;
    }
    await this.#readFolder("notes", noteLengthMax, (text, name) => void this.#notes.set(name, text));
    // Only what came last matters, and files have no order: the times in them do.
    this.#candidates = [...this.#notes.keys()].sort((left, right) =>
      this.#lastTime(left) < this.#lastTime(right) ? -1 : 1,
    );
    this.#candidates.splice(0, this.#candidates.length - candidatesMax);
    await this.#readFolder("receipts", receiptBytesMax, (text) => this.#rememberReceipt(splitReceipt(text)));
    this.#version = this.#notes.size + this.#receipts.size === 0 ? 0 : 1;
    return success(null);
  }

  readonly evidence: TimeEvidence = {
    inclusions: (record) => this.#inclusions(record),
    note: (sha256) => this.#timesOfNote(sha256),
    version: () => this.#version,
  };

  readonly onLearnt: NoteShelf["onLearnt"] = (listener) => void this.#listeners.add(listener);

  readonly onSeen: NoteShelf["onSeen"] = (listener) => void (this.#see = listener);

  readonly text: NoteShelf["text"] = (sha256) => this.#notes.get(sha256) ?? null;

  readonly takeNote: NoteShelf["takeNote"] = async (note) => {
    const opened = this.#openNote(note);
    if (!opened.ok) return opened;
    const seen = await this.#seen(opened.value, note);
    if (!seen.ok) return seen;
    const kept = opened.value.times.length === 0 ? success(undefined) : await this.#keep("notes", note);
    if (!kept.ok) return failed(kept.failure);
    if (opened.value.times.length > 0) this.#addNote(note);
    return opened;
  };

  readonly takeReceipt: NoteShelf["takeReceipt"] = async (receipt) => {
    const parsed = parseReceipt(receipt.proof);
    if (!parsed.ok) return parsed;
    const { checkpoint } = parsed.value;
    const log = logOfNote(checkpoint, this.#parts.known());
    if (!log.ok) return log;
    const verified = verifyReceipt(parsed.value, utf8Of(receipt.line), { log: log.value, witnesses: [] }, nodeVerify);
    if (!verified.ok) return verified;
    const opened = this.#openNote(checkpoint);
    if (!opened.ok) return opened;
    const seen = await this.#seen(opened.value, checkpoint);
    if (!seen.ok) return seen;
    const record = recordOfLine(receipt.line);
    if (record === null || !this.#saysNew(record, opened.value.times)) return opened;
    const kept = await this.#keep("receipts", `${receipt.line}\n${receipt.proof}`);
    if (!kept.ok) return failed(kept.failure);
    this.#rememberReceipt(receipt);
    this.#learnt();
    return opened;
  };

  readonly takeOwn: NoteShelf["takeOwn"] = async (note) => {
    const opened = this.#openNote(note);
    if (!opened.ok) return opened;
    const own = this.#own.get(opened.value.checkpoint.origin);
    if (own === undefined) throw new Error(`${opened.value.checkpoint.origin} is no log of this installation`);
    const isNew = own.take(opened.value, note);
    const appended = isNew ? await own.lines.append({ note }) : success(undefined);
    if (!appended.ok) return failed(appended.failure);
    const kept = await this.#keep("notes", note);
    if (!kept.ok) return failed(kept.failure);
    await this.#replaceUntold(digestHex(utf8Of(note)));
    this.#addNote(note);
    return opened;
  };

  readonly ownNotesHolding: NoteShelf["ownNotesHolding"] = (origin, index) =>
    this.#own.get(origin)?.notesHolding(index) ?? [];

  readonly cosignedSize: NoteShelf["cosignedSize"] = (origin, witness) =>
    this.#own.get(origin)?.times.sizeOf(witness) ?? 0;

  readonly lastCosigned: NoteShelf["lastCosigned"] = () =>
    this.#own.get(this.#parts.own.origins.at(-1) ?? "")?.last ?? new Map();

  readonly newest: NoteShelf["newest"] = (score) => {
    let [best, bestScore]: [string | null, string] = [null, ""];
    for (const sha256 of this.#candidates) {
      const found = score(this.#timesOfNote(sha256) ?? []) ?? "";
      if (best === null || found >= bestScore) [best, bestScore] = [sha256, found];
    }
    if (best !== null && best === this.#untold) this.#untold = null;
    return best;
  };

  async #openOwn(origin: string): Promise<Outcome<null>> {
    const path = watchFolder(`${this.#parts.folder}/witness`, origin);
    const made = await makeFolderDurably(this.#parts.files, path);
    if (!made.ok) return made;
    const lines = await openLineFile<OwnLine>(this.#parts.files, `${path}/cosigned`, {
      isForgiving: true,
      parse: ownLine,
    });
    if (!lines.ok) return lines;
    const own = new OwnLog(lines.value);
    this.#own.set(origin, own);
    // Their signatures were checked when they came; the digest of each line vouches for it since.
    for (const { note } of lines.value.values()) {
      const opened = openCosignedNote(note, () => true, this.#parts.known());
      if (opened.ok && originOf(note) === origin) own.take(opened.value, note);
    }
    return success(null);
  }

  /** Every file of a room whose name is the digest of what it holds. */
  async #readFolder(room: "notes" | "receipts", bytesMax: number, use: (text: string, name: string) => void) {
    const { files, folder } = this.#parts;
    const names = await files.list(`${folder}/${room}`);
    for (const name of names.ok ? names.value : []) {
      const bytes = await readBounded(files, `${folder}/${room}/${name}`, bytesMax);
      const text = bytes.ok ? textOf(bytes.value) : null;
      if (bytes.ok && text !== null && digestHex(bytes.value) === name) use(text, name);
    }
  }

  /** Hourly cosignatures of a log that rests would fill the disk: one that no record names gives way to the next. */
  async #replaceUntold(sha256: string): Promise<void> {
    const before = this.#untold;
    this.#untold = sha256;
    if (before === null || before === sha256) return;
    this.#notes.delete(before);
    this.#candidates = this.#candidates.filter((known) => known !== before);
    // What stays behind costs some bytes and nothing else.
    await this.#parts.files.unlink(`${this.#parts.folder}/notes/${before}`);
  }

  async #keep(room: "notes" | "receipts", text: string): Promise<Outcome<void>> {
    const { files, folder } = this.#parts;
    const bytes = utf8Of(text);
    const path = `${folder}/${room}/${digestHex(bytes)}`;
    if ((await files.stat(path)).ok) return success(undefined);
    const made = await makeFolderDurably(files, `${folder}/${room}`);
    return made.ok ? writeDurably(files, path, bytes) : made;
  }

  /** Own logs are not watched: their checkpoints follow from the journal. */
  #seen(opened: CosignedNote, note: string): Promise<Outcome<null>> {
    return this.#own.has(opened.checkpoint.origin) ? Promise.resolve(success(null)) : this.#see(opened, note);
  }

  #addNote(note: string): void {
    const sha256 = digestHex(utf8Of(note));
    if (this.#notes.has(sha256)) return;
    this.#notes.set(sha256, note);
    this.#candidates = [...this.#candidates, sha256].slice(-candidatesMax);
    this.#learnt();
  }

  #learnt(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  #openNote(note: string): Outcome<CosignedNote> {
    const known = this.#parts.known();
    if (this.#openedWith !== known) this.#opened.clear();
    this.#openedWith = known;
    const before = this.#opened.get(note);
    if (before !== undefined) return before;
    const opened = openCosignedNote(note, nodeVerify, known);
    if (opened.ok) this.#opened.set(note, opened);
    return opened;
  }

  #timesOfNote(sha256: string): ReadonlyArray<WitnessTime> | null {
    const note = this.#notes.get(sha256);
    const opened = note === undefined ? null : this.#openNote(note);
    return opened?.ok === true ? opened.value.times : null;
  }

  #lastTime(sha256: string): string {
    const times = this.#timesOfNote(sha256) ?? [];
    return times.reduce((last, { time }) => (time > last ? time : last), "");
  }

  #rememberReceipt({ line, proof }: ReceiptTexts): void {
    const record = recordOfLine(line);
    const parsed = parseReceipt(proof);
    if (record === null || !parsed.ok) return;
    const known = this.#receipts.get(record) ?? [];
    this.#receipts.set(record, known);
    known.push(parsed.value.checkpoint);
  }

  #inclusions(record: RecordId): ReadonlyArray<WitnessTime> {
    const place = this.#parts.own.placeOf(record);
    const own = place === null ? [] : (this.#own.get(place.origin)?.times.holding(place.index) ?? []);
    const receipts = this.#receipts.get(record);
    if (receipts === undefined) return own;
    const earliest = new Map<string, WitnessTime>(own.map((known) => [known.witness, known]));
    for (const checkpoint of receipts) {
      const opened = this.#openNote(checkpoint);
      for (const found of opened.ok ? opened.value.times : []) {
        const before = earliest.get(found.witness);
        if (before === undefined || found.time < before.time) earliest.set(found.witness, found);
      }
    }
    return [...earliest.values()];
  }

  #saysNew(record: RecordId, times: ReadonlyArray<WitnessTime>): boolean {
    const known = new Map(this.#inclusions(record).map(({ time, witness }) => [witness, time]));
    return times.some(({ time, witness }) => time < (known.get(witness) ?? unbounded));
  }
}

/** Later than every time that can be written. */
const unbounded = "9999-99";

interface OwnLine {
  readonly note: string;
}

const ownLine = (json: unknown): OwnLine | null =>
  typeof json === "object" && json !== null && "note" in json && typeof json.note === "string"
    ? { note: json.note }
    : null;

/** The cosigned checkpoints of one own log. */
class OwnLog {
  readonly lines: LineFile<OwnLine>;
  readonly times: EarliestTimes = earliestTimes();
  readonly last = new Map<string, Instant>();
  readonly #notes: { readonly size: number; readonly note: string }[] = [];

  constructor(lines: LineFile<OwnLine>) {
    this.lines = lines;
  }

  /** True when the note says something that was not known. */
  take({ checkpoint: { size }, times }: CosignedNote, note: string): boolean {
    const isNew = times.filter((time) => this.times.add(size, time)).length > 0;
    for (const { time, witness } of times) {
      if (time > (this.last.get(witness) ?? "")) this.last.set(witness, time);
    }
    if (isNew) this.#insert(size, note);
    return isNew;
  }

  notesHolding(index: number): ReadonlyArray<string> {
    return this.#notes.filter(({ size }) => size > index).map(({ note }) => note);
  }

  #insert(size: number, note: string): void {
    const place = this.#notes.findLastIndex((known) => known.size <= size);
    this.#notes.splice(place + 1, 0, { note, size });
  }
}

/** A receipt is kept as its line, LF and its proof. */
const splitReceipt = (text: string): ReceiptTexts => {
  const end = text.indexOf("\n");
  return { line: text.slice(0, end), proof: text.slice(end + 1) };
};

const recordOfLine = (line: string): RecordId | null => {
  const parsed = parseLine(utf8Of(line));
  return parsed.ok ? parseRecordId(digestHex(parsed.value.frame.subarray(frameHeadBytes))) : null;
};

/** Reads lines of an open journal, and checks each against the id that is known of it. */
import { frameHeadBytes } from "../../shared/ledger/frame.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome } from "../disk/disk-files.ts";
import { nodeDigestHex } from "../signature/node-digest.ts";
import type { JournalContents } from "./journal-contents.ts";
import { damagedLine, type LinePlace } from "./journal-fault.ts";
import type { JournalPaths } from "./journal-folder.ts";
import { lineBytesMax, parseLine } from "./journal-line.ts";
import type { Journal, JournalLine, ReadFailure } from "./journal.ts";
import { bytesOfLine, scanPart, type ScannedLine } from "./line-scan.ts";
import { PieceReader } from "./piece-reader.ts";

export interface ReaderParts {
  readonly files: DiskFiles;
  readonly paths: JournalPaths;
  readonly contents: JournalContents;
  /** Lines that are known to be damaged: they are not served. */
  readonly damaged: ReadonlySet<number>;
}

/** Reads; owns one open file for each part that was asked for. */
export class JournalReader {
  readonly #parts: ReaderParts;
  readonly #open = new Map<number, Promise<Outcome<PieceReader, DiskFailure>>>();

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  readonly read: Journal["read"] = async (line) => {
    const { places } = this.#parts.contents;
    if (!Number.isSafeInteger(line) || line < 0 || line >= places.size()) {
      return refuse("noSuchLine", `The journal has no line ${line}; it has ${places.size()}.`);
    }
    const place = places.placeOf(line);
    const bytes = await this.#bytesAt(place, places.endOf(line));
    return bytes.ok ? this.#checked(place, bytes.value) : bytes;
  };

  readonly lines: Journal["lines"] = (from) => this.#linesFrom(Math.max(0, from));

  /** Lets go of the files. */
  async close(): DiskOutcome<void> {
    const files = await Promise.all(Array.from(this.#open.values()));
    this.#open.clear();
    const closed = await Promise.all(files.map((part) => (part.ok ? part.value.file.close() : success(undefined))));
    return closed.find(({ ok }) => !ok) ?? success(undefined);
  }

  async *#linesFrom(from: number): ReturnType<Journal["lines"]> {
    const { places } = this.#parts.contents;
    // What is written while we read is seen in a later round: a line that is not confirmed may still be taken back.
    for (let next = from; next < places.size();) {
      const place = places.placeOf(next);
      const end = places.firstOf(place.part + 1);
      for await (const group of this.#linesOfPart(place, end)) {
        yield group;
        if (!group.ok) return;
      }
      next = end;
    }
  }

  /** The lines of one part from `place` on, below line `end`. */
  async *#linesOfPart(place: LinePlace, end: number): ReturnType<Journal["lines"]> {
    const part = await this.#part(place.part);
    if (!part.ok) return yield part;
    for await (const scanned of scanPart(part.value.file, place)) {
      if (!scanned.ok) return yield scanned;
      const { good, failure } = this.#served(scanned.value.filter(({ line }) => line < end));
      if (good.length > 0) yield success(good);
      if (failure !== null) return yield failed(failure);
      if ((scanned.value.at(-1)?.line ?? 0) >= end - 1) return;
    }
  }

  #served(scanned: ReadonlyArray<ScannedLine>): {
    readonly good: ReadonlyArray<JournalLine>;
    readonly failure: ReadFailure | null;
  } {
    const good: JournalLine[] = [];
    for (const line of scanned) {
      if (this.#parts.damaged.has(line.line)) continue;
      const checked = this.#checked(line, bytesOfLine(line));
      if (!checked.ok) return { good, failure: checked.failure };
      good.push(checked.value);
    }
    return { good, failure: null };
  }

  #checked({ part, line, offset }: LinePlace, bytes: Uint8Array): Outcome<JournalLine, ReadFailure> {
    const place = { part, line, offset };
    const known = this.#parts.contents.ids.idAt(line);
    if (this.#parts.damaged.has(line) || known === null) return failed(damagedLine(place, "is damaged"));
    const parsed = parseLine(bytes);
    if (!parsed.ok) return failed(damagedLine(place, parsed.failure.message));
    const id = parseRecordId(nodeDigestHex(parsed.value.frame.subarray(frameHeadBytes)));
    if (id === null || id !== known)
      return failed(damagedLine(place, "has become damaged since the journal was opened"));
    return success({ ...place, ...parsed.value, id });
  }

  /** The bytes of a line; without a known `end` it ends at its LF. */
  async #bytesAt({ part, offset }: LinePlace, end: number | null): Promise<Outcome<Uint8Array, DiskFailure>> {
    const opened = await this.#part(part);
    if (!opened.ok) return opened;
    const bytes = await opened.value.read(offset, end === null ? lineBytesMax + 1 : end - offset);
    if (!bytes.ok || end !== null) return bytes;
    const feed = bytes.value.indexOf(lineFeed);
    return success(feed < 0 ? bytes.value : bytes.value.subarray(0, feed));
  }

  async #part(part: number): Promise<Outcome<PieceReader, DiskFailure>> {
    const opening = this.#open.get(part) ?? this.#openPart(part);
    this.#open.set(part, opening);
    const opened = await opening;
    if (!opened.ok) this.#open.delete(part);
    return opened;
  }

  async #openPart(part: number): Promise<Outcome<PieceReader, DiskFailure>> {
    const file = await this.#parts.files.open(this.#parts.paths.part(part), "read");
    return file.ok ? success(new PieceReader(file.value)) : file;
  }
}

const lineFeed = 0x0a;

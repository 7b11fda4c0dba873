/** Reads lines of an open journal, and checks each against the id that is known of it. */
import { parseRecordId } from "../../shared/ledger/record.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { frameHeadBytes } from "../../shared/ledger/frame.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome, OpenFile } from "../disk/disk-files.ts";
import { readFully } from "../disk/read-fully.ts";
import { nodeDigestHex } from "../signature/node-digest.ts";
import type { JournalContents } from "./journal-contents.ts";
import { damagedLine, type LinePlace } from "./journal-fault.ts";
import type { JournalPaths } from "./journal-folder.ts";
import { lineBytesMax, parseLine } from "./journal-line.ts";
import type { Journal, JournalLine, ReadFailure } from "./journal.ts";
import { scanPart, type ScannedLine } from "./line-scan.ts";

export interface JournalReader extends Pick<Journal, "read" | "lines"> {
  readonly close: () => DiskOutcome<void>;
}

export interface ReaderParts {
  readonly files: DiskFiles;
  readonly paths: JournalPaths;
  readonly contents: JournalContents;
  /** Lines that are known to be damaged: they are not served. */
  readonly damaged: ReadonlySet<number>;
}

/** Reads with one open file for each part that was asked for. */
export const journalReader = ({ files, paths, contents, damaged }: ReaderParts): JournalReader => {
  const { places, ids } = contents;
  const open = new Map<number, Promise<Outcome<OpenFile, DiskFailure>>>();
  const partFile = async (part: number): Promise<Outcome<OpenFile, DiskFailure>> => {
    const before = open.get(part) ?? files.open(paths.part(part), "read");
    open.set(part, before);
    const file = await before;
    if (!file.ok) open.delete(part);
    return file;
  };

  const checked = (place: LinePlace, bytes: Uint8Array): Outcome<JournalLine, ReadFailure> => {
    const parsed = parseLine(bytes);
    const id = ids.idAt(place.line);
    if (damaged.has(place.line) || !parsed.ok || id === null) return failed(damagedLine(place, "is damaged"));
    const found = parseRecordId(nodeDigestHex(parsed.value.frame.subarray(frameHeadBytes)));
    if (found !== id || found === null) return failed(damagedLine(place, "has become damaged since the journal was opened"));
    return success({ part: place.part, line: place.line, offset: place.offset, ...parsed.value, id: found });
  };

  const read: Journal["read"] = async (line) => {
    if (!Number.isSafeInteger(line) || line < 0 || line >= places.size()) return refuse("noSuchLine", `The journal has no line ${line}; it has ${places.size()}.`);
    const place = places.placeOf(line);
    const end = places.endOf(line);
    const file = await partFile(place.part);
    if (!file.ok) return file;
    const bytes = new Uint8Array(end === null ? lineBytesMax + 1 : end - place.offset);
    const count = await readFully(file.value, bytes, place.offset);
    return count.ok ? checked(place, end === null ? upToLineFeed(bytes.subarray(0, count.value)) : bytes.subarray(0, count.value)) : count;
  };

  /** The lines of one part from `from` on, below `end`. */
  async function* linesOfPart(from: number, end: number): ReturnType<Journal["lines"]> {
    const place = places.placeOf(from);
    const file = await partFile(place.part);
    if (!file.ok) return yield file;
    for await (const scanned of scanPart(file.value, place)) {
      if (!scanned.ok) return yield scanned;
      const lines = servedOf(scanned.value.filter(({ line }) => line < end && !damaged.has(line)), checked);
      if (lines.good.length > 0) yield success(lines.good);
      if (lines.failure !== null) return yield failed(lines.failure);
      if ((scanned.value.at(-1)?.line ?? 0) >= end - 1) return;
    }
  }

  async function* lines(from: number): ReturnType<Journal["lines"]> {
    // What is written while we read is seen in a later round: a line that is not confirmed may still be taken back.
    for (let next = Math.max(0, from); next < places.size(); ) {
      const end = Math.min(places.size(), places.firstOf(places.placeOf(next).part + 1));
      for await (const group of linesOfPart(next, end)) {
        yield group;
        if (!group.ok) return;
      }
      next = end;
    }
  }

  const close = async (): DiskOutcome<void> => {
    const files_ = await Promise.all(open.values());
    open.clear();
    const closed = await Promise.all(files_.map((file) => (file.ok ? file.value.close() : success(undefined))));
    return closed.find(({ ok }) => !ok) ?? success(undefined);
  };
  return { read, lines, close };
};

const upToLineFeed = (bytes: Uint8Array): Uint8Array => {
  const feed = bytes.indexOf(0x0a);
  return feed < 0 ? bytes : bytes.subarray(0, feed);
};

interface Served {
  readonly good: ReadonlyArray<JournalLine>;
  readonly failure: ReadFailure | null;
}

const servedOf = (
  scanned: ReadonlyArray<ScannedLine>,
  checked: (place: LinePlace, bytes: Uint8Array) => Outcome<JournalLine, ReadFailure>,
): Served => {
  const good: JournalLine[] = [];
  for (const line of scanned) {
    const one = checked(line, line.bytes);
    if (!one.ok) return { good, failure: one.failure };
    good.push(one.value);
  }
  return { good, failure: null };
};

/** Splits a part of the journal into lines, chunk by chunk, whatever it holds. */
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { OpenFile } from "../disk/disk-files.ts";
import { readFully } from "../disk/read-fully.ts";
import type { LinePlace } from "./journal-fault.ts";
import { lineBytesMax } from "./journal-line.ts";

/** A run of bytes up to an LF, or up to the end of the part. Views of a chunk: who keeps one keeps a MiB. */
export interface ScannedLine extends LinePlace {
  /** 0x00 and the line: what its leaf hash is taken over (RFC 6962). */
  readonly entry: Uint8Array;
  /** An LF follows. */
  readonly ended: boolean;
}

/** The line without its LF. */
export const bytesOfLine = ({ entry }: ScannedLine): Uint8Array => entry.subarray(1);

/** Gives all lines from `start` on in groups. Of a line longer than any may be only the beginning is given. */
export async function* scanPart(
  file: OpenFile,
  start: LinePlace,
): AsyncGenerator<Outcome<ReadonlyArray<ScannedLine>, DiskFailure>, void> {
  const splitter = lineSplitter(start);
  let chunkBytes = firstChunkBytes;
  for (let position = start.offset; ; chunkBytes = Math.min(4 * chunkBytes, chunkBytesMax)) {
    const room = splitter.room(chunkBytes);
    const count = await readFully(file, room, position);
    if (!count.ok) return yield count;
    position += count.value;
    const isLast = count.value < room.length;
    const lines = splitter.split(count.value, isLast);
    if (lines.length > 0) yield success(lines);
    if (isLast) return;
  }
}

/** Longer than any line; a small journal is read at once. */
const firstChunkBytes = 64 * 1024;
/** Much longer than a line, so that most lines lie whole in one chunk. */
const chunkBytesMax = 1024 * 1024;
const lineFeed = 0x0a;

interface LineSplitter {
  /** The place for the next `count` bytes of the part. */
  readonly room: (count: number) => Uint8Array;
  /** The lines of the `count` bytes that were read into the room; with `isLast` also the rest without LF. */
  readonly split: (count: number, isLast: boolean) => ReadonlyArray<ScannedLine>;
}

const lineSplitter = ({ part, ...first }: LinePlace): LineSplitter => {
  let { line, offset } = first;
  // One byte stands before the first line, and the LF of the line before stands before every other: there goes the
  // 0x00.
  let chunk: Uint8Array = new Uint8Array(1);
  let used = 1;
  let isSkipping = false;

  const take = (start: number, end: number, ended: boolean): ScannedLine => {
    chunk[start - 1] = 0;
    return { part, line, offset, entry: chunk.subarray(start - 1, Math.min(end, start + lineBytesMax + 1)), ended };
  };
  const room = (count: number): Uint8Array => {
    const rest = chunk.subarray(1, used);
    // Every byte of it is written before it is looked at, so nothing is spent on zeros.
    chunk = new Uint8Array(Buffer.allocUnsafeSlow(1 + rest.length + count).buffer);
    chunk.set(rest, 1);
    used = 1 + rest.length;
    return chunk.subarray(used);
  };
  const keepRest = (start: number): void => {
    chunk = chunk.subarray(start - 1, used);
    used = chunk.length;
  };
  const split = (count: number, isLast: boolean): ReadonlyArray<ScannedLine> => {
    const lines: ScannedLine[] = [];
    const end = used + count;
    let start = 1;
    used = end;
    const feeds = Buffer.from(chunk.buffer, chunk.byteOffset, end);
    for (let feed = feeds.indexOf(lineFeed, start); feed >= 0; feed = feeds.indexOf(lineFeed, start)) {
      if (!isSkipping) lines.push(take(start, feed, true));
      isSkipping = false;
      line++;
      offset += feed + 1 - start;
      start = feed + 1;
    }
    const rest = end - start;
    if (rest > 0 && !isSkipping && (isLast || rest > lineBytesMax)) {
      lines.push(take(start, end, false));
      isSkipping = true;
    }
    if (isSkipping) {
      offset += rest;
      start = end;
    }
    keepRest(start);
    return lines;
  };
  return { room, split };
};

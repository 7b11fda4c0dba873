/** Takes the lines of a journal in, one after another, and says at the end which of them are what was confirmed. */
import { frameHeadBytes, readFrame, rememberKeys } from "../../shared/ledger/frame.ts";
import { nodeDigest } from "../signature/node-digest.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { damagedLine, type DamagedLine, type LinePlace } from "./journal-fault.ts";
import { addLine, emptyContents, type JournalContents } from "./journal-contents.ts";
import { metaBytes, parseLine } from "./journal-line.ts";
import type { JournalMark } from "./journal-mark.ts";
import { bytesOfLine, type ScannedLine } from "./line-scan.ts";

/** The first bad line behind the mark: from here on nothing was ever acknowledged. */
export interface BadTail extends LinePlace {
  /** Completes the sentence "the line …". */
  readonly why: string;
}

export interface JournalLoader {
  readonly contents: JournalContents;
  /** A line below the mark that the end of its part cut in two, or only its LF. */
  readonly torn: () => DamagedLine | null;
  readonly badTail: () => BadTail | null;
  /** Takes lines; behind the first bad line of the tail it takes no more. */
  readonly take: (lines: ReadonlyArray<ScannedLine>) => void;
}

/**
 * Begins to take lines in. Below the mark the Merkle root tells at the end what is genuine, so nothing else is looked
 * at here; behind it every line must have a good form and signature. `mark` is `null` where nobody knows what was
 * confirmed.
 */
export const journalLoader = (mark: JournalMark | null): JournalLoader => {
  const contents = emptyContents(Math.min(mark?.size ?? 0, roomLinesMax));
  let badTail: BadTail | null = null;
  let torn: DamagedLine | null = null;
  const takeOne = (line: ScannedLine): void => {
    const place = { part: line.part, line: line.line, offset: line.offset };
    if (mark === null || place.line >= mark.size) {
      const why = lineFault(line);
      if (why !== null) return void (badTail = { ...place, why });
    } else if (!line.ended) {
      torn ??= damagedLine(place, withoutFeed);
    }
    addLine(contents, place, nodeDigest(line.entry), idOf(line.entry));
  };
  const take: JournalLoader["take"] = (lines) => {
    for (const line of lines) if (badTail === null) takeOne(line);
  };
  return { contents, torn: () => torn, badTail: () => badTail, take };
};

/** A mark may say anything; more room than this is made only when lines come. */
const roomLinesMax = 1_000_000;

/** Says what is wrong with a line's end, form, signature or record, or `null`. */
export const lineFault = (line: ScannedLine): string | null => {
  if (!line.ended) return withoutFeed;
  const parsed = parseLine(bytesOfLine(line));
  if (!parsed.ok) return parsed.failure.message;
  const read = readFrame(parsed.value.frame, frameCheck);
  return read.ok ? null : `holds no good record: ${read.failure.message}`;
};

const frameCheck = { key: rememberKeys(), verify: nodeVerify };

const withoutFeed = "does not end in a line feed";

/** Where the record begins in an entry: behind 0x00, the meta object and the head of the frame. */
const recordStart = 1 + metaBytes + frameHeadBytes;

const idOf = (entry: Uint8Array): Uint8Array | null =>
  entry.length > recordStart ? nodeDigest(entry.subarray(recordStart)) : null;

/** Takes the lines of a journal in, one after another, and says at the end which of them are what was confirmed. */
import { frameHeadBytes, readFrame, rememberKeys } from "../../shared/ledger/frame.ts";
import { parseRecordId, type RecordId } from "../../shared/ledger/record.ts";
import { nodeDigest, nodeDigestHex } from "../signature/node-digest.ts";
import { createNodeVerify } from "../signature/node-signature.ts";
import { damagedLine, type DamagedLine, type LinePlace } from "./journal-fault.ts";
import { addLine, emptyContents, type JournalContents } from "./journal-contents.ts";
import { parseLine, type LineContent } from "./journal-line.ts";
import type { JournalMark } from "./journal-mark.ts";
import type { JournalLine } from "./journal.ts";
import type { ScannedLine } from "./line-scan.ts";

/** The first bad line behind the mark: from here on nothing was ever acknowledged. */
export interface BadTail extends LinePlace {
  /** Completes the sentence "the line …". */
  readonly why: string;
}

export interface JournalLoader {
  readonly contents: JournalContents;
  /** Lines below the mark whose very form is wrong. */
  readonly damaged: ReadonlyArray<DamagedLine>;
  readonly badTail: () => BadTail | null;
  /** The last line that was taken has no LF: the file ends within it. */
  readonly endsTorn: () => boolean;
  /** Takes lines and gives back those that are whole; behind the first bad line of the tail it takes no more. */
  readonly take: (lines: ReadonlyArray<ScannedLine>) => ReadonlyArray<JournalLine>;
}

/**
 * Begins to take lines in. Below the mark the Merkle root will tell what is genuine, so only the form is looked at here; behind
 * it, every line must have a good signature. `mark` is `null` where nobody knows what was confirmed.
 */
export const journalLoader = (mark: JournalMark | null): JournalLoader => {
  const contents = emptyContents();
  const damaged: DamagedLine[] = [];
  const frameFault = frameFaults();
  let badTail: BadTail | null = null;
  let endsTorn = false;
  const takeOne = (line: ScannedLine): JournalLine | null => {
    const { part, offset } = line;
    const place = { part, line: line.line, offset };
    const isTail = mark !== null && place.line >= mark.size;
    const parsed = parseLine(line.bytes);
    const why = whyBad(line, parsed.ok ? null : parsed.failure.message) ?? (isTail && parsed.ok ? frameFault(parsed.value) : null);
    if (why !== null && (isTail || mark === null)) badTail = { ...place, why };
    if (badTail !== null) return null;
    if (why !== null) damaged.push(damagedLine(place, why));
    const id = why === null && parsed.ok ? idOf(parsed.value) : null;
    addLine(contents, place, nodeDigest(line.entry), id);
    endsTorn = !line.ended;
    return parsed.ok && id !== null ? { ...place, ...parsed.value, id } : null;
  };
  const take: JournalLoader["take"] = (lines) => {
    const good: JournalLine[] = [];
    for (const line of lines) {
      const taken = badTail === null ? takeOne(line) : null;
      if (taken !== null) good.push(taken);
    }
    return good;
  };
  return { contents, damaged, badTail: () => badTail, endsTorn: () => endsTorn, take };
};

/** Says what is wrong with a line's signature or record, or `null`; remembers keys. */
export const frameFaults = (): ((line: LineContent) => string | null) => {
  const check = { key: rememberKeys(), verify: createNodeVerify() };
  return ({ frame }) => {
    const read = readFrame(frame, check);
    return read.ok ? null : `holds no good record: ${read.failure.message}`;
  };
};

const whyBad = ({ ended }: ScannedLine, shape: string | null): string | null => (ended ? shape : (shape ?? "does not end in a line feed"));

const idOf = ({ frame }: LineContent): RecordId => {
  const id = parseRecordId(nodeDigestHex(frame.subarray(frameHeadBytes)));
  return id ?? wrongDigest();
};

const wrongDigest = (): never => {
  throw new Error("SHA-256 gave something else than 64 hex digits");
};

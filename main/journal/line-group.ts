/** Lines that are written together: their bytes, leaf hashes and the tree that they lead to. */
import type { Instant } from "../../shared/clock/instant.ts";
import { frameHeadBytes } from "../../shared/ledger/frame.ts";
import { appendLeaf, type Frontier } from "../../shared/ledger/merkle.ts";
import { nodeDigest } from "../signature/node-digest.ts";
import type { JournalEntry } from "./journal.ts";
import { metaBytes, metaText } from "./journal-line.ts";
import { leafBytes } from "./leaf-file.ts";

export interface LineGroup {
  readonly entries: ReadonlyArray<JournalEntry>;
  /** Byte offset of each line in `bytes`. */
  readonly starts: ReadonlyArray<number>;
  /** All lines, each with its LF. */
  readonly bytes: Uint8Array;
  /** The leaf hashes of the lines, one after another. */
  readonly leaves: Uint8Array;
  readonly received: Instant;
  /** The tree after the group. */
  readonly frontier: Frontier;
}

/** Bytes of the line of an entry with its LF. */
export const lineLengthOf = ({ record }: JournalEntry): number => metaBytes + frameHeadBytes + record.bytes.length + 1;

/** Encodes lines that all arrived at `received`, behind the tree that is there. */
export const groupOf = (entries: ReadonlyArray<JournalEntry>, received: Instant, before: Frontier): LineGroup => {
  // A byte stands before the first line as the LF before every other: there goes the 0x00 of the leaf hash, for a
  // moment.
  const room = Buffer.allocUnsafe(1 + entries.reduce((sum, entry) => sum + lineLengthOf(entry), 0));
  const starts: number[] = [];
  const leaves = Buffer.allocUnsafe(entries.length * leafBytes);
  let frontier = before;
  let end = 1;
  for (const entry of entries) {
    const start = end;
    end = writeLine(room, start, entry, received);
    leaves.set(nodeDigest(room.subarray(start - 1, end)), starts.length * leafBytes);
    frontier = appendLeaf(frontier, leafOf(leaves, starts.length), nodeDigest);
    room[start - 1] = lineFeed;
    room[end++] = 0;
    starts.push(start - 1);
  }
  room[end - 1] = lineFeed;
  return { entries, starts, bytes: room.subarray(1), leaves, received, frontier };
};

/** The leaf hash of line `index` of a group. */
export const leafOf = (leaves: Uint8Array, index: number): Uint8Array =>
  leaves.subarray(index * leafBytes, (index + 1) * leafBytes);

const lineFeed = 0x0a;

/** Writes a line behind a 0x00 and gives its end. */
const writeLine = (room: Buffer, start: number, { from, record }: JournalEntry, received: Instant): number => {
  room[start - 1] = 0;
  const head = `${metaText(from, received)}${hexText(record.signature)} `;
  const headEnd = start + room.write(head, start, "latin1");
  if (headEnd - start !== metaBytes + frameHeadBytes)
    throw new Error("A line is made of a key, a time, a signature and a record");
  room.set(record.bytes, headEnd);
  return headEnd + record.bytes.length;
};

const hexText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");

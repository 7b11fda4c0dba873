/**
 * Puts damaged lines back from records that come in: a line is replaced if and only if its leaf hash is the one that
 * was confirmed (record-format.md, section 7).
 */
import { frameBytes } from "../../shared/ledger/frame.ts";
import { leafHash, sameHash } from "../../shared/ledger/merkle.ts";
import type { MerkleTree } from "../../shared/ledger/merkle-tree.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome, OpenFile } from "../disk/disk-files.ts";
import { readFully } from "../disk/read-fully.ts";
import { writeFully } from "../disk/write-fully.ts";
import type { JournalContents } from "./journal-contents.ts";
import type { LinePlace } from "./journal-fault.ts";
import type { JournalPaths } from "./journal-folder.ts";
import { metaBytes } from "./journal-line.ts";
import type { JournalEntry } from "./journal.ts";

export interface Mending {
  readonly files: DiskFiles;
  readonly paths: JournalPaths;
  /** What lies there now, damage included. */
  readonly contents: JournalContents;
  /** The leaf hashes that were confirmed; `null` where they are not known any more. */
  readonly genuine: Pick<MerkleTree, "leafAt" | "size"> | null;
  /** Numbers of the lines that are damaged; those that are put back go. */
  readonly damaged: Set<number>;
}

/** Tries the records on the damaged lines; gives the numbers of those that are whole again, and durably so. */
export const mendLines = async (
  mending: Mending,
  entries: ReadonlyArray<JournalEntry>,
): Promise<Outcome<ReadonlyArray<number>, DiskFailure>> => {
  const mended: number[] = [];
  for (const line of mending.damaged) {
    const done = await mendLine(mending, line, entries);
    if (!done.ok) return done;
    if (!done.value) continue;
    mending.damaged.delete(line);
    mended.push(line);
  }
  return success(mended);
};

const mendLine = async (
  { contents, files, genuine, paths }: Mending,
  line: number,
  entries: ReadonlyArray<JournalEntry>,
): Promise<Outcome<boolean, DiskFailure>> => {
  if (genuine === null || line >= genuine.size() || line >= contents.places.size()) return success(false);
  const place = contents.places.placeOf(line);
  const file = await files.open(paths.part(place.part), "readWrite");
  if (!file.ok) return file;
  const leaf = genuine.leafAt(line);
  const now = await bytesAt(file.value, place, contents.places.endOf(line));
  const found = now.ok ? lineWithLeaf(now.value, entries, leaf) : null;
  const written: Outcome<boolean, DiskFailure> = !now.ok
    ? now
    : found === null
      ? success(false)
      : await putBack(file.value, place, { bytes: found, leaf });
  const closed = await file.value.close();
  return written.ok && !closed.ok ? closed : written;
};

/** The bytes of the line; the last one of a part ends before its LF. */
const bytesAt = async (file: OpenFile, { offset }: LinePlace, end: number | null): DiskOutcome<Uint8Array> => {
  const facts = end === null ? await file.stat() : null;
  if (facts !== null && !facts.ok) return facts;
  const bytes = new Uint8Array(Math.max(0, (end ?? (facts?.value.sizeBytes ?? 0) - 1) - offset));
  const count = await readFully(file, bytes, offset);
  return count.ok ? success(bytes.subarray(0, count.value)) : count;
};

const lineWithLeaf = (now: Uint8Array, entries: ReadonlyArray<JournalEntry>, leaf: Uint8Array): Uint8Array | null => {
  for (const { record } of entries) {
    const frame = frameBytes(record);
    if (metaBytes + frame.length !== now.length) continue;
    const candidate = Uint8Array.from(now);
    candidate.set(frame, metaBytes);
    if (isLine(candidate, leaf) || flipsInMeta(candidate, leaf)) return candidate;
  }
  return null;
};

/** When and from where a record came nobody else knows: one flipped bit there is found by trying each. */
const flipsInMeta = (candidate: Uint8Array, leaf: Uint8Array): boolean => {
  for (let bit = 0; bit < metaBytes * 8; bit++) {
    flip(candidate, bit);
    if (isLine(candidate, leaf)) return true;
    flip(candidate, bit);
  }
  return false;
};

const flip = (bytes: Uint8Array, bit: number): void => {
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
};

const isLine = (bytes: Uint8Array, leaf: Uint8Array): boolean => sameHash(leafHash(bytes), leaf);

/** Written, synced and read again: only what lies on the disk counts. */
const putBack = async (
  file: OpenFile,
  { offset }: LinePlace,
  { bytes, leaf }: { readonly bytes: Uint8Array; readonly leaf: Uint8Array },
): Promise<Outcome<boolean, DiskFailure>> => {
  const written = await writeFully(file, bytes, offset);
  const synced = written.ok ? await file.datasync() : written;
  if (!synced.ok) return synced;
  const again = new Uint8Array(bytes.length);
  const count = await readFully(file, again, offset);
  return count.ok ? success(count.value === again.length && isLine(again, leaf)) : count;
};

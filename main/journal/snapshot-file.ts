/**
 * A snapshot of something that follows from the journal, as one file: an image and behind it one line that says what
 * it stands for. It is believed only when the line fits the bytes, this program and the journal; otherwise it is as if
 * there were none.
 */
import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { canonicalText, isObject, parseCanonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import type { DiskFiles, DiskOutcome } from "../disk/disk-files.ts";
import { beginDurableFile } from "../disk/durable-file.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { nodeDigestHex } from "../signature/node-digest.ts";
import type { Journal } from "./journal.ts";

/** How far an image follows the journal, and which program made it. */
export interface Watermark {
  /** Lines of the journal that are in it. */
  readonly lines: number;
  /** The journal's Merkle root at that size, as hex. */
  readonly root: string;
  /** What made it: a different program makes another one. */
  readonly program: string;
}

export interface Snapshot {
  readonly watermark: Watermark;
  readonly image: Uint8Array;
}

/** The journal that a snapshot follows. */
export type FollowedJournal = Pick<Journal, "size" | "tree">;

/** The watermark of an image of the first `lines` lines. */
export const watermarkAt = ({ tree }: FollowedJournal, lines: number, program: string): Watermark => ({
  lines,
  root: hexOf(tree.root(lines)),
  program,
});

/** Reads the snapshot at a path; `null` where there is none that this program made of this journal. */
export const readSnapshot = async (
  files: DiskFiles,
  path: string,
  { journal, program }: { readonly journal: FollowedJournal; readonly program: string },
): Promise<Snapshot | null> => {
  const bytes = await readBounded(files, path, snapshotBytesMax);
  const snapshot = bytes.ok ? parseSnapshot(bytes.value) : null;
  return snapshot !== null && fits(snapshot.watermark, journal, program) ? snapshot : null;
};

/** Replaces the snapshot at a path; `pieces` are its image, made one after another while others have their turn. */
export const writeSnapshot = async (
  files: DiskFiles,
  path: string,
  { pieces, watermark }: { readonly pieces: Iterable<Uint8Array>; readonly watermark: Watermark },
): DiskOutcome<void> => {
  const file = await beginDurableFile(files, path);
  if (!file.ok) return file;
  const hash = createHash("sha256");
  for await (const piece of gathered(pieces)) {
    hash.update(piece);
    const appended = await file.value.append(piece);
    if (!appended.ok) return appended;
  }
  const appended = await file.value.append(tailBytes(watermark, hash.digest("hex")));
  return appended.ok ? file.value.publish() : appended;
};

/** The bytes of a snapshot. */
export const snapshotBytes = ({ image, watermark }: Snapshot): Uint8Array =>
  Buffer.concat([image, tailBytes(watermark, nodeDigestHex(image))]);

/** The image and its watermark, or `null` when the bytes are not whole. */
export const parseSnapshot = (bytes: Uint8Array): Snapshot | null => {
  const end = bytes.length - 1;
  const start = end < 1 ? -1 : bytes.lastIndexOf(lineFeed, end - 1);
  if (start < 0 || bytes[end] !== lineFeed || end - start > tailBytesMax) return null;
  const tail = tailOf(bytes.subarray(start + 1, end));
  const image = bytes.subarray(0, start);
  if (tail === null || nodeDigestHex(image) !== tail.sha256) return null;
  return { image, watermark: { lines: tail.lines, root: tail.root, program: tail.program } };
};

/** Snapshots above this are not read: building anew is as good. */
const snapshotBytesMax = 1024 * 1024 * 1024;
const lineFeed = 0x0a;
/** The last line holds two digests, a number and a version. */
const tailBytesMax = 1000;
/** Bytes of one write, and of one digest: a few milliseconds. */
const pieceBytes = 1024 * 1024;
/** Pieces are made for so long before others have their turn. */
const turnMillis = 10;

const fits = (watermark: Watermark, journal: FollowedJournal, program: string): boolean =>
  watermark.program === program &&
  watermark.lines <= journal.size() &&
  watermark.root === hexOf(journal.tree.root(watermark.lines));

/** Small pieces put together and large ones cut, each a write. */
async function* gathered(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let small: Uint8Array[] = [];
  let bytes = 0;
  let began = performance.now();
  for (const piece of pieces) {
    for (let start = 0; start < piece.length; start += pieceBytes) {
      const part = piece.subarray(start, start + pieceBytes);
      small.push(part);
      bytes += part.length;
      if (bytes < pieceBytes) continue;
      yield Buffer.concat(small);
      small = [];
      bytes = 0;
    }
    if (performance.now() - began < turnMillis) continue;
    await nextTurn();
    began = performance.now();
  }
  yield Buffer.concat(small);
}

const tailBytes = (watermark: Watermark, sha256: string): Uint8Array =>
  utf8Of(`\n${canonicalText({ ...watermark, sha256 })}\n`);

const tailOf = (bytes: Uint8Array): (Watermark & { readonly sha256: string }) | null => {
  const parsed = parseCanonicalBytes(bytes);
  if (!parsed.ok || !isObject(parsed.value)) return null;
  const { lines, program, root, sha256 } = parsed.value;
  if (
    typeof lines !== "number" ||
    typeof program !== "string" ||
    typeof root !== "string" ||
    typeof sha256 !== "string"
  )
    return null;
  return { lines, program, root, sha256 };
};

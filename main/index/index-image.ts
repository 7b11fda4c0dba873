/**
 * The snapshot of an index as one file: a SQLite image and behind it one line that says what it stands for. It is
 * believed only when the line fits the bytes, this program and the journal; otherwise it is thrown away and the index
 * is built anew.
 */
import { canonicalText, isObject, parseCanonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { nodeDigestHex } from "../signature/node-digest.ts";

/** How far an image follows the journal, and which program made it. */
export interface Watermark {
  /** Lines of the journal that are in it. */
  readonly lines: number;
  /** The journal's Merkle root at that size, as hex. */
  readonly root: string;
  /** What wrote the rows: a different program makes different ones. */
  readonly program: string;
}

export interface IndexImage {
  readonly watermark: Watermark;
  readonly image: Uint8Array;
}

/** The bytes of a snapshot. */
export const snapshotBytes = ({ image, watermark }: IndexImage): Uint8Array => {
  const tail = utf8Of(`\n${canonicalText({ ...watermark, sha256: nodeDigestHex(image) })}\n`);
  const bytes = new Uint8Array(image.length + tail.length);
  bytes.set(image);
  bytes.set(tail, image.length);
  return bytes;
};

/** The image and its watermark, or `null` when the bytes are not whole. */
export const parseSnapshot = (bytes: Uint8Array): IndexImage | null => {
  const end = bytes.length - 1;
  const start = end < 1 ? -1 : bytes.lastIndexOf(lineFeed, end - 1);
  if (start < 0 || bytes[end] !== lineFeed || end - start > tailBytesMax) return null;
  const tail = tailOf(bytes.subarray(start + 1, end));
  const image = bytes.subarray(0, start);
  if (tail === null || nodeDigestHex(image) !== tail.sha256) return null;
  return { image, watermark: { lines: tail.lines, root: tail.root, program: tail.program } };
};

const lineFeed = 0x0a;
/** The last line holds two digests, a number and a version. */
const tailBytesMax = 1000;

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

/** Where a PDF ends: `startxref`, the offset of its table, `%%EOF`. */
import { Buffer } from "node:buffer";

export interface FileEnd {
  /** Offset of the cross-reference table that the end names. */
  readonly table: number;
  /** Offset behind the end. */
  readonly end: number;
}

/** The ends that are written exactly as record-format.md, section 10, says, the last one first; at most `endsMax`. */
export const exactEnds = (bytes: Uint8Array): ReadonlyArray<FileEnd> => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends: FileEnd[] = [];
  let before = file.length;
  for (let tries = 0; tries < triesMax && ends.length < endsMax && before > 0; tries++) {
    const at = file.lastIndexOf("startxref\n", before - 1);
    if (at < 0) break;
    const match = /^startxref\n(0|[1-9]\d{0,9})\n%%EOF\n/.exec(file.toString("latin1", at, at + endBytesMax));
    if (match !== null) ends.push({ table: Number(match[1]), end: at + match[0].length });
    before = at;
  }
  return ends;
};

/** The end of a file of any program: white space of any kind, up to 1,024 bytes behind it. */
export const looseEnd = (bytes: Uint8Array): FileEnd | null => {
  const from = Math.max(0, bytes.length - looseBytes);
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset + from, bytes.length - from).toString("latin1");
  const at = tail.lastIndexOf("startxref");
  const match = at < 0 ? null : /^startxref\s{1,4}(\d{1,10})\s{1,4}%%EOF/.exec(tail.slice(at));
  return match === null ? null : { table: Number(match[1]), end: from + at + match[0].length };
};

/** Ends that are looked at: base, bundle, and what somebody may have appended. */
const endsMax = 8;
/** Places that only look like an end, inside an attachment for example. */
const triesMax = 1_000;
const endBytesMax = 40;
const looseBytes = 2_048;

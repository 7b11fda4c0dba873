/** Splits the plain bytes of a bundle into lines, none longer than the format allows. */
import { Buffer } from "node:buffer";
import { bundleLineBytesMax } from "../../shared/ledger/bundle.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Chunks } from "./bundle-source.ts";

/** Whole lines without their LF, as many as one piece of the file ends. */
export type LineGroups = AsyncGenerator<Outcome<ReadonlyArray<Uint8Array>>, void>;

/** Groups of lines; text behind the last LF, a line that is too long and every failure of the source end them. */
export async function* plainLines(pieces: Chunks): LineGroups {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const piece of pieces) {
    if (!piece.ok) return yield piece;
    const split = splitLines(rest, piece.value);
    if (split.lines.length > 0) yield success(split.lines);
    rest = split.rest;
    if (split.isTooLong || rest.length > bundleLineBytesMax) return yield tooLong;
  }
  if (rest.length > 0) yield refuse("bundleCutOff", "The bundle is cut off in the middle of its last line. Get the whole file from its sender.");
}

interface Split {
  readonly lines: ReadonlyArray<Uint8Array>;
  readonly rest: Uint8Array;
  readonly isTooLong: boolean;
}

const splitLines = (before: Uint8Array, piece: Uint8Array): Split => {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = piece.indexOf(lineFeed); end >= 0; end = piece.indexOf(lineFeed, start)) {
    const part = piece.subarray(start, end);
    const line = lines.length === 0 && before.length > 0 ? Buffer.concat([before, part]) : part;
    if (line.length > bundleLineBytesMax) return { lines, rest: noBytes, isTooLong: true };
    lines.push(line);
    start = end + 1;
  }
  const rest = piece.subarray(start);
  return { lines, rest: lines.length === 0 && before.length > 0
    ? Buffer.concat([before, rest])
    : rest, isTooLong: false };
};

const lineFeed = 0x0a;
const noBytes = new Uint8Array(0);
const tooLong = refuse("bundleLineLength", `A line of the bundle is longer than ${bundleLineBytesMax} bytes; none may be.`);

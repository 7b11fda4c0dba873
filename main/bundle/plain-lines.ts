/** Splits the plain bytes of a bundle into lines, none longer than the format allows. */
import { Buffer } from "node:buffer";
import { bundleLineBytesMax } from "../../shared/ledger/bundle.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Chunks } from "./bundle-source.ts";

/** Whole lines without their LF, as many as one piece of the file ends. */
export type LineGroups = AsyncGenerator<Outcome<ReadonlyArray<Uint8Array>>, void>;

/** Groups of lines; text behind the last LF, a line that is too long and every failure of the source end them. */
export async function* plainLines(pieces: Chunks): LineGroups {
  const begun = new BegunLine();
  for await (const piece of pieces) {
    if (!piece.ok) return yield piece;
    const lines = takeLines(piece.value, begun);
    if (lines.length > 0) yield success(lines);
    if (begun.isTooLong) return yield tooLong;
  }
  if (begun.length > 0)
    yield refuse(
      "bundleCutOff",
      "The bundle is cut off in the middle of its last line. Get the whole file from its sender.",
    );
}

/** A line whose end has not come yet, in the pieces in which it came. */
class BegunLine {
  #parts: Uint8Array[] = [];
  length = 0;
  isTooLong = false;

  add(part: Uint8Array): void {
    this.#parts.push(part);
    this.length += part.length;
    this.isTooLong ||= this.length > bundleLineBytesMax;
  }

  /** The line, ended by its last part; the next one begins. */
  end(part: Uint8Array): Uint8Array {
    this.add(part);
    const line = this.#parts.length === 1 ? part : Buffer.concat(this.#parts);
    this.#parts = [];
    this.length = 0;
    return line;
  }
}

const takeLines = (piece: Uint8Array, begun: BegunLine): ReadonlyArray<Uint8Array> => {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = piece.indexOf(lineFeed); end >= 0; end = piece.indexOf(lineFeed, start)) {
    const line = begun.end(piece.subarray(start, end));
    if (begun.isTooLong) return lines;
    lines.push(line);
    start = end + 1;
  }
  if (start < piece.length) begun.add(piece.subarray(start));
  return lines;
};

const lineFeed = 0x0a;
const tooLong = refuse(
  "bundleLineLength",
  `A line of the bundle is longer than ${bundleLineBytesMax} bytes; none may be.`,
);

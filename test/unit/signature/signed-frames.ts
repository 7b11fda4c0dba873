/** Frames for the tests of signature checks. */
import { frameBytes } from "../../../shared/ledger/frame.ts";
import { recordNumber } from "../journal/journal-fixture.ts";

/** The frames of the records with the numbers `from` to `from + count - 1`. */
export const framesFrom = (from: number, count: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: count }, (_, index) => frameBytes(recordNumber(from + index)));

/** The frames in groups of `size`. */
export const inGroups = (frames: ReadonlyArray<Uint8Array>, size: number): ReadonlyArray<ReadonlyArray<Uint8Array>> =>
  Array.from({ length: Math.ceil(frames.length / size) }, (_, index) => frames.slice(index * size, (index + 1) * size));

/** A batch of frames: how it goes to a checking thread and what comes back. */
import type { FrameFailure } from "../../shared/ledger/frame.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import type { CheckSigned } from "./check-frame.ts";

/** All frames of a batch one after another, and where each ends; the buffer is handed over, not copied. */
export interface FrameBatch {
  readonly number: number;
  readonly buffer: ArrayBuffer;
  readonly ends: ReadonlyArray<number>;
}

/** The ids of the well signed frames up to the first fault, in their order. */
export interface BatchAnswer {
  readonly number: number;
  readonly ids: ReadonlyArray<RecordId>;
  readonly failure: FrameFailure | null;
}

/** Copies frames into one buffer. */
export const batchOf = (number: number, frames: ReadonlyArray<Uint8Array>): FrameBatch => {
  const bytes = new Uint8Array(frames.reduce((sum, frame) => sum + frame.length, 0));
  const ends: number[] = [];
  let end = 0;
  for (const frame of frames) {
    bytes.set(frame, end);
    end += frame.length;
    ends.push(end);
  }
  return { number, buffer: bytes.buffer, ends };
};

/** The frames of a batch. */
export const framesOf = (batch: FrameBatch): ReadonlyArray<Uint8Array> =>
  batch.ends.map((end, index) => {
    const start = batch.ends[index - 1] ?? 0;
    return new Uint8Array(batch.buffer, start, end - start);
  });

/** Checks what is signed of frames in their order and stops at the first fault. */
export const checkBatch = (number: number, frames: ReadonlyArray<Uint8Array>, check: CheckSigned): BatchAnswer => {
  const ids: RecordId[] = [];
  for (const frame of frames) {
    const checked = check(frame);
    if (!checked.ok) return { number, ids, failure: checked.failure };
    ids.push(checked.value);
  }
  return { number, ids, failure: null };
};

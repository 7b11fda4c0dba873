/** Checks a stream of frames on several threads, in order and with a bounded number of them in memory. */
import type { FrameFailure, SignedRecord } from "../../shared/ledger/frame.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { createCheckFrame } from "./check-frame.ts";
import { createCheckThreads, type CheckThreads } from "./check-threads.ts";
import { checkBatch, type BatchAnswer } from "./frame-batch.ts";
import { frameReader, type FrameGroups, type FrameReader } from "./frame-reader.ts";
import { storedFrame } from "./stored-frame.ts";

/** The first frame that must be refused; `index` counts the frames of the stream from 0. */
export type CheckedFailure = FrameFailure & { readonly index: number };

export type CheckedFrames = AsyncGenerator<Outcome<ReadonlyArray<SignedRecord>, CheckedFailure>, void>;

export interface FrameChecker {
  /**
   * Gives the records in the order of the frames, in groups; after the first fault, the good ones before it, then the
   * fault and nothing more. What has come is checked and given even while the source is slow. The bytes of a record are
   * the caller's own.
   */
  readonly check: (source: FrameGroups) => CheckedFrames;
  /** Ends the threads. */
  readonly close: () => Promise<void>;
}

export interface FrameCheckerOptions {
  /** Threads at most; they are started when a stream turns out to be long. */
  readonly threads: number;
  /** The program of a thread; another one in tests. */
  readonly program?: URL;
}

/** Makes a checker. Streams of fewer than 64 frames are checked at once, without a thread. */
export const createFrameChecker = (options: FrameCheckerOptions): FrameChecker => {
  const check = createCheckFrame();
  const pool = createCheckThreads({ ...options, check });
  const here: CheckThreads["check"] = (frames) => Promise.resolve(checkBatch(0, frames, check));
  // Two batches for each thread, so that none waits, and one that the consumer works on.
  const batchesMax = 1 + 2 * options.threads;
  return { check: (source) => checkStream(frameReader(source), { pool, here, batchesMax }), close: pool.close };
};

/** Starting a thread takes as long as checking some hundred frames. */
const framesBeforeThreads = 64;
/**
 * Large enough that handing a batch over costs nothing beside checking it, small enough to share the end of a stream.
 */
const batchFramesMax = 128;

interface Checking {
  readonly pool: CheckThreads;
  readonly here: CheckThreads["check"];
  readonly batchesMax: number;
}

interface Underway {
  readonly frames: ReadonlyArray<Uint8Array>;
  readonly answer: Promise<BatchAnswer>;
}

async function* checkStream(reader: FrameReader, checking: Checking): CheckedFrames {
  const underway: Underway[] = [];
  let given = 0;
  try {
    while (!reader.ended() || reader.ready() > 0 || underway.length > 0) {
      beginBatches(reader, underway, checking);
      const answer = await firstOf(reader, underway);
      if (answer === null) continue;
      const records = recordsOf(underway.shift()?.frames ?? [], answer.ids);
      given += records.length;
      if (records.length > 0) yield success(records);
      if (answer.failure !== null) return yield failed({ ...answer.failure, index: given });
    }
  } finally {
    reader.stop();
  }
}

const beginBatches = (reader: FrameReader, underway: Underway[], { pool, here, batchesMax }: Checking): void => {
  while (underway.length < batchesMax && reader.ready() > 0) {
    const frames = reader.take(batchFramesMax);
    const answer = reader.seen() < framesBeforeThreads ? here(frames) : pool.check(frames);
    underway.push({ frames, answer });
  }
};

/** Waits for what comes first: the answer to the oldest batch, or (`null`) more frames, if there is room for them. */
const firstOf = (reader: FrameReader, [oldest]: ReadonlyArray<Underway>): Promise<BatchAnswer | null> => {
  const wantsMore = !reader.ended() && reader.ready() < batchFramesMax;
  return Promise.race([...(oldest === undefined ? [] : [oldest.answer]), ...(wantsMore ? [reader.more()] : [])]);
};

const recordsOf = (frames: ReadonlyArray<Uint8Array>, ids: ReadonlyArray<RecordId>): ReadonlyArray<SignedRecord> =>
  frames.slice(0, ids.length).map((frame, index) => storedFrame(ids[index] ?? missingId(), frame));

const missingId = (): never => {
  throw new Error("A batch has fewer ids than good frames");
};

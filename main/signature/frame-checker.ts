/** Checks a stream of frames on several threads, in order and with a bounded number of them in memory. */
import type { FrameFailure, SignedRecord } from "../../shared/ledger/frame.ts";
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { createCheckSigned, readSigned } from "./check-frame.ts";
import { createCheckThreads, type CheckThreads } from "./check-threads.ts";
import { checkBatch, type BatchAnswer } from "./frame-batch.ts";
import { frameReader, type FrameGroups, type FrameReader } from "./frame-reader.ts";

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
  const check = createCheckSigned();
  const pool = createCheckThreads({ ...options, check });
  const here: CheckThreads["check"] = (frames) => Promise.resolve(checkBatch(0, frames, check));
  // So many for each thread that none waits while the consumer writes a group to disk and into the index.
  const batchesMax = 2 + batchesPerThread * options.threads;
  return { check: (source) => checkStream(frameReader(source), { pool, here, batchesMax }), close: pool.close };
};

const batchesPerThread = 4;
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
  const feeding = new Feeding(reader, checking);
  let given = 0;
  try {
    for (let batch = await feeding.next(); batch !== null; batch = await feeding.next()) {
      const answer = await batch.answer;
      feeding.drop();
      const { failure, records } = recordsOf(batch.frames, answer);
      given += records.length;
      if (records.length > 0) yield success(records);
      if (failure !== null) return yield failed({ ...failure, index: given });
    }
  } finally {
    feeding.stop();
  }
}

/**
 * Keeps the threads busy, whatever the consumer does meanwhile: as long as there is room, frames are read and begun,
 * and none waits for a batch to become full.
 */
class Feeding {
  readonly #reader: FrameReader;
  readonly #checking: Checking;
  readonly #underway: Underway[] = [];
  readonly #ended: Promise<void>;
  #isStopped = false;
  #room: () => void = () => undefined;
  #news: () => void = () => undefined;

  constructor(reader: FrameReader, checking: Checking) {
    this.#reader = reader;
    this.#checking = checking;
    this.#ended = this.#feed();
    // Whoever asks for the next batch hears of a source that fails.
    this.#ended.catch(() => undefined);
  }

  /** The oldest batch that is under way; `null` when the stream has ended and all batches were dropped. */
  async next(): Promise<Underway | null> {
    while (this.#underway.length === 0) {
      const news = new Promise<boolean>((resolve) => (this.#news = () => resolve(true)));
      const isNews = await Promise.race([news, this.#ended.then(() => false)]);
      if (!isNews && this.#underway.length === 0) return null;
    }
    return this.#underway[0] ?? null;
  }

  /** Done with the oldest batch. */
  drop(): void {
    this.#underway.shift();
    this.#room();
  }

  stop(): void {
    this.#isStopped = true;
    this.#reader.stop();
    this.#room();
  }

  async #feed(): Promise<void> {
    while (!this.#isStopped && (!this.#reader.ended() || this.#reader.ready() > 0)) {
      this.#begin();
      if (this.#underway.length >= this.#checking.batchesMax) {
        await new Promise<void>((resolve) => (this.#room = resolve));
      } else if (!this.#reader.ended()) {
        await this.#reader.more();
      }
    }
  }

  #begin(): void {
    const { batchesMax, here, pool } = this.#checking;
    while (this.#underway.length < batchesMax && this.#reader.ready() > 0) {
      const frames = this.#reader.take(batchFramesMax);
      const answer = this.#reader.seen() < framesBeforeThreads ? here(frames) : pool.check(frames);
      this.#underway.push({ frames, answer });
    }
    if (this.#underway.length > 0) this.#news();
  }
}

/** The records of well signed frames up to the first that is none; behind them, what the batch itself ended with. */
const recordsOf = (frames: ReadonlyArray<Uint8Array>, { failure, ids }: BatchAnswer): ReadBatch => {
  const records: SignedRecord[] = [];
  for (const [index, id] of ids.entries()) {
    const read = readSigned(id, frames[index] ?? missingFrame());
    if (!read.ok) return { failure: read.failure, records };
    records.push(read.value);
  }
  return { failure, records };
};

interface ReadBatch {
  readonly records: ReadonlyArray<SignedRecord>;
  readonly failure: FrameFailure | null;
}

const missingFrame = (): never => {
  throw new Error("A batch has more ids than frames");
};

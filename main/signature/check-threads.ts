/**
 * A few threads that check batches of frames. A thread that dies loses nothing: its batches are checked here instead.
 */
import { Worker } from "node:worker_threads";
import type { CheckSigned } from "./check-frame.ts";
import { batchOf, checkBatch, type BatchAnswer } from "./frame-batch.ts";

export interface CheckThreads {
  /** Checks a batch on the thread with the least to do. The frames must not be changed before the answer. */
  readonly check: (frames: ReadonlyArray<Uint8Array>) => Promise<BatchAnswer>;
  readonly close: () => Promise<void>;
}

export interface CheckThreadsOptions {
  readonly threads: number;
  readonly check: CheckSigned;
  /** The program of a thread; another one in tests. */
  readonly program?: URL;
}

/** Starts threads as they are needed, at most `threads`; an idle thread does not keep the process alive. */
export const createCheckThreads = (options: CheckThreadsOptions): CheckThreads => {
  const running: Thread[] = [];
  let startsLeft = options.threads + restartsMax;
  let number = 0;
  const leastBusy = (): Thread | undefined => {
    const idle = running.find((thread) => thread.waiting.size === 0);
    if (idle === undefined && running.length < options.threads && startsLeft > 0) {
      startsLeft--;
      running.push(startThread(options, (dead) => void running.splice(running.indexOf(dead), 1)));
      return running.at(-1);
    }
    return idle ?? running.toSorted((a, b) => a.waiting.size - b.waiting.size)[0];
  };
  const check = (frames: ReadonlyArray<Uint8Array>): Promise<BatchAnswer> => {
    const thread = leastBusy();
    return thread === undefined
      ? Promise.resolve(checkBatch(number, frames, options.check))
      : ask(thread, ++number, frames);
  };
  const close = async (): Promise<void> => {
    startsLeft = 0;
    await Promise.all(running.splice(0).map((thread) => thread.worker.terminate()));
  };
  return { check, close };
};

/** A thread that dies again and again points at the machine; then the rest is checked here, slower and safely. */
const restartsMax = 8;

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, WaitingBatch>;
}

interface WaitingBatch {
  readonly frames: ReadonlyArray<Uint8Array>;
  readonly answer: (answer: BatchAnswer) => void;
}

const threadProgram = new URL("./frame-check-thread.ts", import.meta.url);

const startThread = (
  { check, program = threadProgram }: CheckThreadsOptions,
  onDeath: (thread: Thread) => void,
): Thread => {
  const thread: Thread = { worker: new Worker(program), waiting: new Map() };
  thread.worker.unref();
  thread.worker.on("message", (answer: BatchAnswer) => {
    thread.waiting.get(answer.number)?.answer(answer);
    thread.waiting.delete(answer.number);
    if (thread.waiting.size === 0) thread.worker.unref();
  });
  // An error is always followed by the exit, which looks after the batches.
  thread.worker.on("error", () => undefined);
  thread.worker.on("exit", () => {
    onDeath(thread);
    for (const [number, batch] of thread.waiting) batch.answer(checkBatch(number, batch.frames, check));
    thread.waiting.clear();
  });
  return thread;
};

const ask = (thread: Thread, number: number, frames: ReadonlyArray<Uint8Array>): Promise<BatchAnswer> =>
  new Promise((answer) => {
    const batch = batchOf(number, frames);
    thread.waiting.set(number, { frames, answer });
    thread.worker.ref();
    thread.worker.postMessage(batch, [batch.buffer]);
  });

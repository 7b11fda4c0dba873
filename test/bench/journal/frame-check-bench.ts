/**
 * Measures bulk signature checks on threads beside the bare `crypto.verify` on as many threads, and how much memory a
 * stream of any length takes. Alone: `node test/bench/journal/frame-check-bench.ts [RECORDS]`.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { frameBytes } from "../../../shared/ledger/frame.ts";
import { createFrameChecker, type FrameChecker } from "../../../main/signature/frame-checker.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { boundFigure, figureLine, rateFigure, type Figure } from "../figure.ts";
import { secondsOf, signRecord, unsignedRecords } from "./bench-records.ts";

/** A stream of any length takes so much memory at most: what is under way in the threads. */
const peakMegabytesMax = 100;

/** Runs the measurement over frames of 10,000 different records, as often as they are needed. */
export const benchFrameCheck = async (
  records: number,
  threads = availableParallelism(),
): Promise<ReadonlyArray<Figure>> => {
  const frames = unsignedRecords(10_000).map((one) => frameBytes(signRecord(one)));
  const bare = await bareVerifiers(threads, frames.slice(0, 1000));
  const checker = createFrameChecker({ threads });
  await checkAll(checker, frames, 2000);
  const before = await secondsOf(() => bare.verify(records / 2));
  const base = process.memoryUsage().rss;
  let peak = base;
  const checked = await secondsOf(async () => {
    peak = await checkAll(checker, frames, records);
  });
  const behind = await secondsOf(() => bare.verify(records / 2));
  await bare.close();
  await checker.close();
  return [
    rateFigure({
      name: `frames checked on ${threads} threads`,
      beside: "bare crypto.verify on as many",
      measured: records / checked,
      limit: records / (before + behind),
      target: 0.7,
    }),
    boundFigure({
      name: `memory while ${records} frames are checked`,
      value: (peak - base) / 1e6,
      most: peakMegabytesMax,
      unit: "MB above the start",
      beside: `bound ${peakMegabytesMax} MB`,
    }),
  ];
};

/** Checks `count` frames in groups as a bundle's reader gives them; gives the most memory that was seen. */
const checkAll = async (checker: FrameChecker, frames: ReadonlyArray<Uint8Array>, count: number): Promise<number> => {
  const groupSize = 100;
  const groups = function* () {
    for (let given = 0; given < count; given += groupSize) {
      yield frames.slice(given % frames.length, (given % frames.length) + groupSize);
    }
  };
  let peak = 0;
  let checked = 0;
  for await (const group of checker.check(groups())) {
    checked += valueOf(group).length;
    if (checked % 12_800 < groupSize) peak = Math.max(peak, process.memoryUsage().rss);
  }
  if (checked !== count) throw new Error(`${checked} of ${count} frames were checked`);
  return peak;
};

interface BareVerifiers {
  readonly verify: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const bareVerifiers = async (threads: number, frames: ReadonlyArray<Uint8Array>): Promise<BareVerifiers> => {
  const program = new URL("./bare-verify-thread.ts", import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(program, { workerData: frames }));
  const ask = (worker: Worker, count: number): Promise<void> =>
    new Promise((answer) => {
      worker.once("message", () => answer());
      worker.postMessage(count);
    });
  const verify = async (count: number): Promise<void> => {
    await Promise.all(workers.map((worker) => ask(worker, Math.ceil(count / threads))));
  };
  await verify(1000);
  return { verify, close: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))) };
};

if (import.meta.main) {
  for (const figure of await benchFrameCheck(Number(process.argv[2] ?? 100_000))) {
    process.stdout.write(`${figureLine(figure)}\n`);
  }
}

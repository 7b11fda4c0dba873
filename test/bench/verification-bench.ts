/** Measures the verification of a bundle beside the bare `crypto.verify` of its signatures on as many threads. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { fileSource } from "../../main/bundle/bundle-source.ts";
import { nodeDiskFiles } from "../../main/disk/node-disk-files.ts";
import { createFrameChecker } from "../../main/signature/frame-checker.ts";
import { nodeVerify } from "../../main/signature/node-signature.ts";
import { verdictOf } from "../../main/verify/verdict.ts";
import { readBundleEvidence } from "../../main/verify/verify-bundle.ts";
import { frameBytes } from "../../shared/ledger/frame.ts";
import { valueOf } from "../doubles/value-of.ts";
import type { BareBatch } from "./bare-verify-thread.ts";
import type { BenchFleet } from "./bench-fleet.ts";
import { rateFigure, stopwatch, type Figure } from "./figure.ts";

export interface VerificationFigures {
  readonly figures: ReadonlyArray<Figure>;
  /** Records a second on all processors: what an exchange is measured by. */
  readonly perSecond: number;
}

/**
 * Verifies the bundle at `path` with one processor left for reading it, and with checking threads on all of them: then
 * the reading takes part of what the bare rate had for itself.
 */
export const benchVerification = async (fleet: BenchFleet, path: string): Promise<VerificationFigures> => {
  const all = availableParallelism();
  const spared = await measure(fleet, path, Math.max(1, all - 1));
  const full = all === 1 ? spared : await measure(fleet, path, all);
  const figures = all === 1 ? [spared.figure] : [spared.figure, full.figure];
  return { figures, perSecond: full.perSecond };
};

// The bare rate is measured before and behind, so that a machine that gets busier in between cheats nobody.
const measure = async (fleet: BenchFleet, path: string, threads: number) => {
  const { length } = fleet.records;
  const before = await bareSeconds(fleet, threads);
  const perSecond = length / (await verifySeconds(path, threads));
  const behind = await bareSeconds(fleet, threads);
  const figure = rateFigure({
    name: `verification of a bundle, checked on ${threads} of ${availableParallelism()} processors`,
    beside: `bare crypto.verify on as many`,
    measured: perSecond,
    limit: (2 * length) / (before + behind),
    target: 0.8,
  });
  return { figure, perSecond };
};

const verifySeconds = async (path: string, threads: number): Promise<number> => {
  const watch = stopwatch();
  const checker = createFrameChecker({ threads });
  const source = valueOf(await fileSource(nodeDiskFiles(process.platform), path));
  const { end, evidence } = await readBundleEvidence(source, { checker, verify: nodeVerify });
  const { verdict } = verdictOf(evidence, { end, kind: "bundle", remarks: [], strict: false, trust: null });
  const seconds = watch();
  await checker.close();
  if (verdict !== "self-consistent") throw new Error(`The bundle of the bench is ${verdict}`);
  return seconds;
};

/** Signatures, messages and keys lie ready; each thread verifies its share. */
const bareSeconds = async ({ records }: BenchFleet, threads: number): Promise<number> => {
  const share = Math.ceil(records.length / threads);
  const program = new URL("./bare-verify-thread.ts", import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(program));
  const batchOf = (thread: number): BareBatch =>
    records.slice(thread * share, (thread + 1) * share).map((signed) => frameBytes(signed));
  await Promise.all(workers.map((worker, thread) => answerTo(worker, batchOf(thread))));
  const watch = stopwatch();
  await Promise.all(workers.map((worker) => answerTo(worker, "verify")));
  const seconds = watch();
  await Promise.all(workers.map((worker) => worker.terminate()));
  return seconds;
};

const answerTo = (worker: Worker, message: BareBatch | "verify"): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", () => {
      worker.off("error", reject);
      resolve();
    });
    worker.postMessage(message);
  });

/** Measures the verification of a bundle beside the bare `crypto.verify` of its signatures on as many threads. */
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { nodeDiskFiles } from "../../main/disk/node-disk-files.ts";
import { fileSource } from "../../main/bundle/bundle-source.ts";
import { createFrameChecker } from "../../main/signature/frame-checker.ts";
import { nodeVerify } from "../../main/signature/node-signature.ts";
import { readBundleEvidence } from "../../main/verify/verify-bundle.ts";
import { verdictOf } from "../../main/verify/verdict.ts";
import { frameBytes } from "../../shared/ledger/frame.ts";
import { valueOf } from "../doubles/value-of.ts";
import type { BareBatch } from "./bare-verify-thread.ts";
import { fleetBundle, type BenchFleet } from "./bench-fleet.ts";
import { rateFigure, stopwatch, type Figure } from "./figure.ts";

/** The bare rate before and after, so that a change of the machine's load in between is seen; then the verification. */
export const benchVerification = async (fleet: BenchFleet, folder: string): Promise<ReadonlyArray<Figure>> => {
  const threads = availableParallelism();
  const path = join(folder, "fleet.tlbundle");
  await writeFile(path, await fleetBundle(fleet));
  const before = await bareSeconds(fleet, threads);
  const verified = await verifySeconds(path, threads);
  const after = await bareSeconds(fleet, threads);
  const { length } = fleet.records;
  return [
    rateFigure({
      name: `verification of a bundle, ${threads} threads`,
      beside: `bare crypto.verify on ${threads} threads`,
      measured: length / verified,
      limit: length / ((before + after) / 2),
      target: 0.7,
    }),
  ];
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
  const workers = Array.from({ length: threads }, () => new Worker(new URL("./bare-verify-thread.ts", import.meta.url)));
  const ready = workers.map((worker, thread) => {
    const batch: BareBatch = records.slice(thread * share, (thread + 1) * share).map((signed) => frameBytes(signed));
    const answered = answerOf(worker);
    worker.postMessage(batch);
    return answered;
  });
  await Promise.all(ready);
  const watch = stopwatch();
  await Promise.all(
    workers.map((worker) => {
      const answered = answerOf(worker);
      worker.postMessage("verify");
      return answered;
    }),
  );
  const seconds = watch();
  await Promise.all(workers.map((worker) => worker.terminate()));
  return seconds;
};

const answerOf = (worker: Worker): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", () => {
      worker.off("error", reject);
      resolve();
    });
  });

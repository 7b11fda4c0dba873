/**
 * Base PDFs made on a worker thread, with progress and cancel: the caller's thread does no layout. Nothing is written
 * to disk.
 */
import { Worker } from "node:worker_threads";
import { refuse, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ReportDocument } from "../../shared/report/report-document.ts";
import type { BasePdfFailure, BasePdfOptions, PageProgress } from "../document/base-pdf.ts";
import type { DocumentFailure } from "../document/document-failure.ts";
import type { BasePdfAnswer, BasePdfJob, MadeBase } from "./base-pdf-job.ts";

export interface MakeBaseOptions extends BasePdfOptions {
  readonly progress?: PageProgress;
  /** Ends the work at once; the outcome is then `cancelled`. */
  readonly signal?: AbortSignal;
}

export interface Cancelled extends Failure {
  readonly kind: "cancelled";
}

export interface WorkerFailed extends Failure {
  readonly kind: "workerFailed";
}

export type MakeBaseFailure = BasePdfFailure | DocumentFailure | Cancelled | WorkerFailed;

/**
 * The base PDF of a report with its hash and the hashes of its pages (record-format.md, section 10). For a preview
 * use the bytes as they are; to issue, record the hashes and attach the bundle.
 */
export const makeBase = (
  document: ReportDocument,
  options: MakeBaseOptions = {},
): Promise<Outcome<MadeBase, MakeBaseFailure>> => {
  const { progress, signal, ...rest } = options;
  if (signal?.aborted === true) return Promise.resolve(cancelled);
  const job: BasePdfJob = { document, options: rest };
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./base-pdf-worker.ts", import.meta.url), { workerData: job });
    const end = (outcome: Outcome<MadeBase, MakeBaseFailure>): void => {
      signal?.removeEventListener("abort", cancel);
      resolve(outcome);
      void worker.terminate();
    };
    const cancel = (): void => end(cancelled);
    signal?.addEventListener("abort", cancel, { once: true });
    worker.on("message", (answer: BasePdfAnswer) => {
      if (answer.kind === "done") end(answer.outcome);
      else progress?.(answer.done, answer.total);
    });
    worker.on("error", (error) => end(workerFailed(error)));
    worker.on("exit", () => end(workerFailed(new Error("it ended without an answer"))));
  });
};

const cancelled = refuse("cancelled", "The report was cancelled. Nothing was written.");

const workerFailed = (error: unknown) =>
  refuse(
    "workerFailed",
    `The report could not be laid out: ${error instanceof Error ? error.message : String(error)}. Nothing was ` +
      "written; tell the makers of the program.",
  );

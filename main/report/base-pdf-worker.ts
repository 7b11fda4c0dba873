/** The worker thread that makes one base PDF, tells each page, answers and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { basePdf, type BasePdfFailure } from "../document/base-pdf.ts";
import type { DocumentFailure } from "../document/document-failure.ts";
import { describeBase } from "../document/read-document.ts";
import type { BasePdfAnswer, BasePdfJob, MadeBase } from "./base-pdf-job.ts";

const answer = (message: BasePdfAnswer): void => parentPort?.postMessage(message);

/** The base, read back by the same reader that verifies it. */
const made = async ({
  document,
  options,
}: BasePdfJob): Promise<Outcome<MadeBase, BasePdfFailure | DocumentFailure>> => {
  const bytes = await basePdf(document, options, (done, total) => answer({ kind: "progress", done, total }));
  if (!bytes.ok) return bytes;
  const described = describeBase(bytes.value);
  if (!described.ok) return described;
  return success({ bytes: bytes.value, base_sha256: described.value.baseSha256, pages: described.value.pages.sha256 });
};

const job: BasePdfJob = workerData;
void made(job).then((outcome) => answer({ kind: "done", outcome }));

/** The program of a checking thread: takes batches of frames, answers with their ids or the first fault. */
import { parentPort } from "node:worker_threads";
import { createCheckSigned } from "./check-frame.ts";
import { checkBatch, framesOf, type FrameBatch } from "./frame-batch.ts";

const check = createCheckSigned();

parentPort?.on("message", (batch: FrameBatch) => {
  parentPort?.postMessage(checkBatch(batch.number, framesOf(batch), check));
});

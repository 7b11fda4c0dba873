/** A checking thread that takes its work and dies. */
import { parentPort } from "node:worker_threads";

parentPort?.on("message", () => process.exit(3));

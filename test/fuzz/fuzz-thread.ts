/** A thread of `npm run fuzz`: tries every so many-th input and says what came of them. */
import { parentPort, workerData } from "node:worker_threads";
import { fuzzInput, tryInput } from "./fuzz-input.ts";
import { fuzzTargets } from "./targets.ts";

/** What a thread is to do. `now[0]` is the number of the input that it is at, so that a watcher sees it standing still. */
export interface FuzzWork {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly only: string | null;
  readonly now: Int32Array;
}

/** Something that must never be, with the input that led to it. */
export interface FuzzFind {
  readonly target: string;
  readonly number: number;
  readonly what: string;
  readonly bytes: Uint8Array;
}

export interface FuzzResult {
  readonly finds: ReadonlyArray<FuzzFind>;
  /** How often each target refused and accepted, and why. */
  readonly counts: ReadonlyMap<string, number>;
}

/** More are not needed to see what is wrong. */
const findsMax = 50;

const run = async ({ from, now, only, seed, step, to }: FuzzWork): Promise<FuzzResult> => {
  const targets = fuzzTargets.filter(({ name }) => only === null || name === only);
  const counts = new Map<string, number>();
  const finds: FuzzFind[] = [];
  for (let number = from; number < to && finds.length < findsMax; number += step) {
    Atomics.store(now, 0, number);
    const input = fuzzInput(targets, seed, number);
    const answer = await tryInput(input);
    const key = `${input.target.name}\t${answer.kind}\t${answer.kind === "refused" ? answer.reason : answer.kind === "accepted" ? answer.because : "find"}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (answer.kind === "find") finds.push({ bytes: input.bytes, number, target: input.target.name, what: answer.what });
  }
  return { counts, finds };
};

const isWork = (data: unknown): data is FuzzWork => typeof data === "object" && data !== null && "now" in data;

if (isWork(workerData)) parentPort?.postMessage(await run(workerData));

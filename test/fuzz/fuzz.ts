/**
 * Fuzzes every reader of the program: `npm run fuzz -- [--inputs N] [--seed S] [--target NAME] [--from NUMBER]`. A find is
 * kept under test/fuzz/corpus and named by its seed and number, with which it is made again.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { keepInput, keptInputs } from "./corpus.ts";
import { tryInput } from "./fuzz-input.ts";
import type { FuzzFind, FuzzResult, FuzzWork } from "./fuzz-thread.ts";
import { fuzzTargets } from "./targets.ts";

const inputsUsual = 1_000_000;
/** An input that a thread has stood at for so long is a find: nothing may take that long. */
const standsStillMs = 60_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Wish {
  readonly inputs: number;
  readonly seed: number;
  readonly from: number;
  readonly only: string | null;
}

const runThread = (work: FuzzWork): Promise<FuzzResult> =>
  new Promise((resolve) => {
    const worker = new Worker(new URL("./fuzz-thread.ts", import.meta.url), { workerData: work });
    let [at, since] = [-1, Date.now()];
    const stuck = (what: string): FuzzResult => {
      const number = Atomics.load(work.now, 0);
      return { counts: new Map(), finds: [{ bytes: new Uint8Array(0), number, target: work.only ?? "unknown", what }] };
    };
    const watch = setInterval(() => {
      const number = Atomics.load(work.now, 0);
      if (number !== at) [at, since] = [number, Date.now()];
      else if (Date.now() - since > standsStillMs) end(stuck(`the thread stood still for ${standsStillMs} ms`));
    }, 1000);
    const end = (result: FuzzResult): void => {
      clearInterval(watch);
      void worker.terminate();
      resolve(result);
    };
    worker.once("message", (result: FuzzResult) => end(result));
    worker.once("error", (error) => end(stuck(`the thread ended: ${error.message}`)));
  });

const tryKept = async (): Promise<ReadonlyArray<FuzzFind>> => {
  const finds: FuzzFind[] = [];
  for (const input of keptInputs(fuzzTargets)) {
    const answer = await tryInput(input);
    if (answer.kind === "find") finds.push({ bytes: input.bytes, number: -1, target: input.target.name, what: answer.what });
  }
  return finds;
};

const run = async ({ from, inputs, only, seed }: Wish): Promise<ReadonlyArray<FuzzFind>> => {
  const threads = availableParallelism();
  const work = (first: number): FuzzWork => ({
    from: from + first, now: new Int32Array(new SharedArrayBuffer(4)), only, seed, step: threads, to: from + inputs,
  });
  const results = await Promise.all(Array.from({ length: threads }, (_, first) => runThread(work(first))));
  const counts = new Map<string, number>();
  for (const [key, count] of results.flatMap((result) => [...result.counts])) counts.set(key, (counts.get(key) ?? 0) + count);
  for (const [key, count] of [...counts].sort()) say(`${String(count).padStart(9)}  ${key.replaceAll("\t", "  ")}`);
  return results.flatMap(({ finds }) => finds);
};

const main = async (): Promise<void> => {
  const options = { from: { default: "0", type: "string" }, inputs: { default: String(inputsUsual), type: "string" }, seed: { default: "1", type: "string" }, target: { type: "string" } } as const;
  const { values } = parseArgs({ options });
  const wish = { from: Number(values.from), inputs: Number(values.inputs), only: values.target ?? null, seed: Number(values.seed) };
  const isTarget = wish.only === null || fuzzTargets.some(({ name }) => name === wish.only);
  if (![wish.from, wish.inputs, wish.seed].every(Number.isSafeInteger) || !isTarget) {
    process.stderr.write(`--inputs, --seed and --from take whole numbers; --target one of ${fuzzTargets.map(({ name }) => name).join(", ")}.\n`);
    process.exitCode = 2;
    return;
  }
  const began = Date.now();
  const finds = [...(await tryKept()), ...(await run(wish))];
  for (const { bytes, number, target, what } of finds) {
    say(`FIND  ${target}, seed ${wish.seed}, input ${number}: ${what}${number < 0 ? "" : `; kept as ${keepInput(target, bytes)}`}`);
  }
  say(`${wish.inputs} inputs, seed ${wish.seed}, ${Math.round((Date.now() - began) / 1000)} s: ${finds.length === 0 ? "never a crash, never an acceptance" : `${finds.length} finds`}`);
  process.exitCode = finds.length === 0 ? 0 : 1;
};

await main();

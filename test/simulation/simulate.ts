/** `npm run simulate -- --seeds N [--from S]` runs seeds, `--seed S` runs one and tells its story. */
import { parseArgs } from "node:util";
import { runSeed, type SeedReport } from "./run-seed.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A long run says now and then how far it is. */
const tellEvery = 100;

const tellStory = async (seed: number): Promise<void> => {
  const report = await runSeed(seed);
  for (const line of report.story) say(line);
  say(JSON.stringify({ acts: report.acts, counts: report.counts, digest: report.digest, seed }));
  if (report.faults.length > 0) process.exitCode = 1;
};

const runMany = async (from: number, seeds: number): Promise<void> => {
  const began = performance.now();
  const failed: SeedReport[] = [];
  const totals = new Map<string, number>();
  for (let seed = from; seed < from + seeds; seed++) {
    const report = await runSeed(seed);
    for (const [name, count] of Object.entries(report.counts)) totals.set(name, (totals.get(name) ?? 0) + count);
    if ((seed - from + 1) % tellEvery === 0) say(`${seed - from + 1} seeds, ${failed.length} failed`);
    if (report.faults.length === 0) continue;
    failed.push(report);
    say(`seed ${seed}: ${report.faults[0]}`);
    say(`  npm run simulate -- --seed ${seed}`);
  }
  const seconds = (performance.now() - began) / 1000;
  say(`${seeds} seeds in ${seconds.toFixed(1)} s, ${failed.length} failed`);
  say([...totals].map(([name, count]) => `${name}: ${count}`).join(", "));
  if (failed.length > 0) process.exitCode = 1;
};

const { values } = parseArgs({
  options: {
    from: { default: "1", type: "string" },
    seed: { type: "string" },
    seeds: { default: "200", type: "string" },
  },
});
if (values.seed === undefined) await runMany(Number(values.from), Number(values.seeds));
else await tellStory(Number(values.seed));

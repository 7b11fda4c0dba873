/**
 * Measures the program: `npm run bench -- [--records N]`. Each figure stands beside a limit that is measured in the
 * same run; the last line is everything as JSON. A figure under its target is said, and fails nothing.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compileCacheFolder } from "../../main/shell/local/data-folder.ts";
import { assetsMax } from "../../main/demo/generate-fleet.ts";
import type { Figure } from "./figure.ts";

// As the command line does: threads and child processes find the compiled sources.
process.env["NODE_COMPILE_CACHE"] ??= compileCacheFolder(process.env);
enableCompileCache(process.env["NODE_COMPILE_CACHE"]);

const recordsUsual = 100_000;
/** Fewer are over before anything is warm. */
const recordsMin = 1000;
/** One history, as large as any machine's life, is judged. */
const standingRecords = 10_000;
/** The larger bundle has so many bytes for each record: 500 MB for 100,000. */
const bundleMegabytesPerRecord = 0.005;

/** Each of the companies that converge begins with this part of the records: 10,000 of 100,000. */
const convergingShare = 10;

const { benchFleet, fleetBundle } = await import("./bench-fleet.ts");
const { writeBenchFolder } = await import("./bench-folder.ts");
const { figureLine, meetsTarget, stopwatch } = await import("./figure.ts");

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const machine = (): string => {
  const load = loadavg().map((average) => average.toFixed(1));
  const model = cpus()[0]?.model.trim() ?? "unknown";
  return `${availableParallelism()} processors (${model}), Node ${process.version}, load ${load.join(" ")}`;
};

const run = async (records: number, folder: string): Promise<ReadonlyArray<Figure>> => {
  const figures: Figure[] = [];
  const tell = (some: ReadonlyArray<Figure>): void => {
    for (const figure of some) say(figureLine(figure));
    figures.push(...some);
  };
  const fleet = benchFleet(records);
  const bundle = join(folder, "fleet.tlbundle");
  await writeFile(bundle, await fleetBundle(fleet));
  const { benchVerification } = await import("./verification-bench.ts");
  const verified = await benchVerification(fleet, bundle);
  tell(verified.figures);
  const { benchFrameCheck } = await import("./journal/frame-check-bench.ts");
  tell(await benchFrameCheck(records));
  const { benchJournal } = await import("./journal/journal-bench.ts");
  tell(await benchJournal(records));
  const { benchProofs } = await import("./journal/proof-bench.ts");
  tell(await benchProofs());
  const { benchStanding } = await import("./standing-bench.ts");
  tell(benchStanding(standingRecords));
  const { benchRecorder } = await import("./recorder-bench.ts");
  tell([await benchRecorder(join(folder, "recorder"), records / 5)]);
  const { benchIndex } = await import("./index/index-bench.ts");
  tell(await benchIndex(records));
  const [sender, receiver] = [join(folder, "north"), join(folder, "south")];
  await writeBenchFolder(sender, fleet);
  const { benchNode } = await import("./node-bench.ts");
  tell(await benchNode(sender, fleet.records.length));
  const { benchAnswers } = await import("./answers-bench.ts");
  tell(await benchAnswers(sender, fleet.records.length));
  const { benchWarmStart } = await import("./warm-start-bench.ts");
  tell(await benchWarmStart(sender, fleet.records.length));
  const { benchSync } = await import("./sync-bench.ts");
  const length = fleet.records.length;
  tell(await benchSync({ receiver, records: length, sender, verifiedPerSecond: verified.perSecond }));
  const { benchConvergence } = await import("./convergence-bench.ts");
  const each = Math.ceil(records / convergingShare);
  tell(await benchConvergence({ folder, records: each, verifiedPerSecond: verified.perSecond }));
  const { benchReports } = await import("./report-bench.ts");
  tell(await benchReports());
  const { benchMemory } = await import("./memory-bench.ts");
  tell([await benchMemory(folder, records * bundleMegabytesPerRecord)]);
  const { benchFleetScreen } = await import("./fleet-screen-bench.ts");
  tell(await benchFleetScreen(join(folder, "screen"), Math.min(records, assetsMax)));
  return figures;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { records: { default: String(recordsUsual), type: "string" } } });
  const records = Number(values.records);
  if (!Number.isInteger(records) || records < recordsMin) {
    process.stderr.write(`--records takes a whole number of at least ${recordsMin}.\n`);
    process.exitCode = 2;
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), "throughlife-bench-"));
  const watch = stopwatch();
  try {
    const before = machine();
    say(`${records} records; ${before}`);
    const figures = await run(records, folder);
    const under = figures.filter((figure) => !meetsTarget(figure)).length;
    const verdict = under === 0 ? "Every figure meets its target" : `${under} figures are under their target`;
    say(`${verdict}; ${watch().toFixed(0)} s; ${machine()}`);
    const rows = figures.map((figure) => ({ ...figure, passes: meetsTarget(figure) }));
    const load = { after: machine(), before };
    say(JSON.stringify({ figures: rows, machine: load, records, seconds: Math.round(watch()) }));
  } finally {
    await rm(folder, { force: true, recursive: true });
  }
};

await main();

/** Measures what a person waits for: the start of a node with many records, and the windows that screens ask for. */
import { boundFigure, type Figure } from "./figure.ts";
import { runProgram } from "./run-program.ts";

/** A screen is there within this time, with years of history (product.md, section 1). */
const startMsMax = 2000;
/** What a person feels as at once. */
const windowMsMax = 100;

interface StartTimes {
  readonly start_ms: number;
  readonly assets_ms: number;
  readonly timeline_ms: number;
  readonly detail_ms: number;
  readonly rss_mb: number;
}

/** Starts the node in a process of its own: once to write the snapshot, once with it. */
export const benchNode = async (folder: string, records: number): Promise<ReadonlyArray<Figure>> => {
  await runProgram("start-program.ts", [folder]);
  const times: StartTimes = await runProgram("start-program.ts", [folder]);
  const bound = (name: string, value: number, most: number) =>
    boundFigure({ beside: `bound ${most} ms`, most, name, unit: "ms", value });
  return [
    bound(`start with ${records} records to the first asset.list`, times.start_ms, startMsMax),
    bound("asset.list, a window of 100", times.assets_ms, windowMsMax),
    bound("history.timeline, the latest 50", times.timeline_ms, windowMsMax),
    bound("asset.get", times.detail_ms, windowMsMax),
  ];
};

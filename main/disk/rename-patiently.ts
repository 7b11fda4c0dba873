/** Renames a file that a virus scanner or a backup may hold for a moment, as Windows lets them. */
import { setTimeout as timer } from "node:timers/promises";
import type { DiskFiles, DiskOutcome } from "./disk-files.ts";

export type Wait = (milliseconds: number) => Promise<void>;

/** Eight tries, waiting 10, 20, 40 … ms between them, 1.3 s in all: scanners let go within a second. */
export const renameTriesMax = 8;
export const firstWaitMs = 10;

/** Renames, and tries again while the failure is `busy`. */
export const renamePatiently = async (
  files: DiskFiles,
  from: string,
  to: string,
  wait: Wait = timer,
): DiskOutcome<void> => {
  for (let tries = 1; ; tries++) {
    const renamed = await files.rename(from, to);
    if (renamed.ok || renamed.failure.kind !== "busy" || tries === renameTriesMax) return renamed;
    await wait(firstWaitMs * 2 ** (tries - 1));
  }
};

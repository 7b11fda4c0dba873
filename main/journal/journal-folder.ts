/** The files of a journal in its data folder, as they are found. */
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, OpenFile } from "../disk/disk-files.ts";
import { damagedMark, missingMark, missingPart, type JournalFault } from "./journal-fault.ts";
import { largerMark, type JournalMark } from "./journal-mark.ts";
import { scanPart, type ScannedLine } from "./line-scan.ts";
import { readMarkSlots } from "./mark-file.ts";
import { leavesName, partName, partNumberOf } from "./part-name.ts";

/** Paths inside a data folder. */
export interface JournalPaths {
  readonly folder: string;
  readonly mark: string;
  readonly checkpoint: string;
  readonly quarantine: string;
  readonly part: (part: number) => string;
  readonly leaves: (part: number) => string;
}

export const journalPaths = (dataFolder: string): JournalPaths => ({
  folder: `${dataFolder}/journal`,
  mark: `${dataFolder}/mark`,
  checkpoint: `${dataFolder}/checkpoint`,
  quarantine: `${dataFolder}/quarantine`,
  part: (part) => `${dataFolder}/journal/${partName(part)}`,
  leaves: (part) => `${dataFolder}/journal/${leavesName(part)}`,
});

/** Where a log lies: the first in the data folder itself, those that followed closed ones beside it. */
export const logFolder = (dataFolder: string, number: number): string =>
  number === 0 ? dataFolder : `${dataFolder}/logs/${String(number).padStart(6, "0")}`;

export interface FoundJournal {
  /** How many parts stand there without a gap, from 0 on. */
  readonly parts: number;
  /** What is confirmed; `null` when it is not known. */
  readonly mark: JournalMark | null;
  /** There is neither a mark nor a line: nothing was ever confirmed here. */
  readonly isNew: boolean;
  /** What is wrong so far. */
  readonly fault: JournalFault | null;
}

/** Looks at names and mark; no line is read. */
export const findJournal = async (
  files: DiskFiles,
  paths: JournalPaths,
): Promise<Outcome<FoundJournal, DiskFailure>> => {
  // The mark first: a journal that is being written meanwhile may only have more than its mark says.
  const slots = await readMarkSlots(files, paths.mark);
  const numbers = await partNumbers(files, paths);
  if (!numbers.ok) return numbers;
  const gap = numbers.value.findIndex((part, index) => part !== index);
  const parts = gap < 0 ? numbers.value.length : gap;
  const hole = gap < 0 ? null : missingPart(gap);
  if (slots.ok) {
    const mark = largerMark(...slots.value);
    return success({ parts, mark, isNew: false, fault: mark === null ? damagedMark() : hole });
  }
  if (slots.failure.kind !== "missing") return slots;
  const hasLines = await anyLine(files, paths, parts);
  if (!hasLines.ok) return hasLines;
  const isNew = hole === null && !hasLines.value;
  return success({ parts, mark: null, isNew, fault: isNew ? null : missingMark() });
};

/** Opens part after part and gives its lines in groups, from line 0 on. */
export async function* scanParts(files: DiskFiles, paths: JournalPaths, parts: number): ReturnType<typeof scanPart> {
  let line = 0;
  for (let part = 0; part < parts; part++) {
    const file = await files.open(paths.part(part), "read");
    if (!file.ok) return yield file;
    for await (const lines of scanAndClose(file.value, { part, line, offset: 0 })) {
      yield lines;
      if (!lines.ok) return;
      line += lines.value.length;
    }
  }
}

async function* scanAndClose(file: OpenFile, start: ScannedLinePlace): ReturnType<typeof scanPart> {
  try {
    yield* scanPart(file, start);
  } finally {
    await file.close();
  }
}

type ScannedLinePlace = Pick<ScannedLine, "part" | "line" | "offset">;

const partNumbers = async (
  files: DiskFiles,
  paths: JournalPaths,
): Promise<Outcome<ReadonlyArray<number>, DiskFailure>> => {
  const names = await files.list(paths.folder);
  if (!names.ok) return names.failure.kind === "missing" ? success([]) : names;
  return success(names.value.map(partNumberOf).filter((part) => part !== null));
};

const anyLine = async (
  files: DiskFiles,
  paths: JournalPaths,
  parts: number,
): Promise<Outcome<boolean, DiskFailure>> => {
  for (let part = 0; part < parts; part++) {
    const facts = await files.stat(paths.part(part));
    if (!facts.ok) return facts;
    if (facts.value.sizeBytes > 0) return success(true);
  }
  return success(false);
};

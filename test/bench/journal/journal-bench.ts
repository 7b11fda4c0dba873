/**
 * Measures the journal on the real disk: grouped durable appends beside the bare signature and digest of the same records,
 * the syncs of one interactive append, and opening. Alone: `node test/bench/journal/journal-bench.ts [RECORDS]`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DiskFiles, OpenFile } from "../../../main/disk/disk-files.ts";
import { nodeDiskFiles } from "../../../main/disk/node-disk-files.ts";
import type { Journal, JournalEntry } from "../../../main/journal/journal.ts";
import { openJournal } from "../../../main/journal/open-journal.ts";
import { fileOutsideMark } from "../../../main/journal/outside-mark.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { installation, log, noon } from "../../unit/journal/journal-fixture.ts";
import { secondsOf, signRecord, unsignedRecords, type UnsignedRecord } from "./bench-records.ts";

export interface JournalFigures {
  readonly records: number;
  readonly groupSize: number;
  /** Sign and digest alone, a second. */
  readonly barePerSecond: number;
  /** Sign, digest and append durably in groups, a second. */
  readonly appendedPerSecond: number;
  /** Syncs of files and folders that one interactive append waits for. */
  readonly syncsOfOneAppend: number;
  /** Median of an interactive append. */
  readonly oneAppendMillis: number;
  readonly openMillis: number;
}

/** Runs the measurement; the journal lies in a temporary folder of its own. */
export const benchJournal = async (records: number, groupSize = 64): Promise<JournalFigures> => {
  const folder = await mkdtemp(join(tmpdir(), "journal-bench-"));
  try {
    return await measure(folder, records, groupSize);
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** The figures as lines of text. */
export const journalFigureLines = (figures: JournalFigures): ReadonlyArray<string> => [
  `journal append: ${figures.records} records in groups of ${figures.groupSize}: ${figures.appendedPerSecond.toFixed(0)}/s; bare sign and digest: ${figures.barePerSecond.toFixed(0)}/s; ratio ${(100 * figures.appendedPerSecond / figures.barePerSecond).toFixed(0)} % (limit 70 %)`,
  `journal one interactive append: ${figures.syncsOfOneAppend} syncs (limit 3), ${figures.oneAppendMillis.toFixed(2)} ms`,
  `journal opening: ${figures.openMillis.toFixed(0)} ms for ${figures.records} lines`,
];

const measure = async (folder: string, records: number, groupSize: number): Promise<JournalFigures> => {
  const counted = countingSyncs(nodeDiskFiles(process.platform));
  const outsideMark = fileOutsideMark(nodeDiskFiles(process.platform), `${folder}/marks/own.json`);
  const deps = { files: counted.files, log, now: () => noon, outsideMark };
  const open = async (): Promise<Journal> => valueOf(await openJournal(deps, { dataFolder: `${folder}/data` }));
  const unsigned = unsignedRecords(records + 20);
  const journal = await open();
  // The bare rate is measured before and behind, so that a machine that gets busier in between cheats nobody.
  const before = await secondsOf(() => unsigned.slice(0, records / 2).forEach(signRecord));
  const appended = await secondsOf(() => appendAll(journal, unsigned.slice(0, records), groupSize));
  const behind = await secondsOf(() => unsigned.slice(records / 2, records).forEach(signRecord));
  const millis: number[] = [];
  let syncs = 0;
  for (const one of unsigned.slice(records)) {
    const record = signRecord(one);
    const start = counted.count();
    millis.push(1000 * (await secondsOf(async () => valueOf(await journal.append([{ from: installation.key, record }])))));
    syncs = Math.max(syncs, counted.count() - start);
  }
  valueOf(await journal.close());
  const opened = await secondsOf(async () => valueOf(await (await open()).close()));
  return {
    records,
    groupSize,
    barePerSecond: records / (before + behind),
    appendedPerSecond: records / appended,
    syncsOfOneAppend: syncs,
    oneAppendMillis: millis.toSorted((one, other) => one - other)[10] ?? 0,
    openMillis: 1000 * opened,
  };
};

/** Groups under way at once: while one is on its way to the disk, the next are signed. */
const groupsUnderWay = 8;

const appendAll = async (journal: Journal, unsigned: ReadonlyArray<UnsignedRecord>, groupSize: number): Promise<void> => {
  const underway: Array<ReturnType<Journal["append"]>> = [];
  for (let from = 0; from < unsigned.length; from += groupSize) {
    if (underway.length >= groupsUnderWay) valueOf(await (underway.shift() ?? journal.append([])));
    const group = unsigned.slice(from, from + groupSize);
    underway.push(journal.append(group.map((one): JournalEntry => ({ from: installation.key, record: signRecord(one) }))));
    await new Promise((soon) => setImmediate(soon));
  }
  for (const call of underway) valueOf(await call);
};

const countingSyncs = (files: DiskFiles): { readonly files: DiskFiles; readonly count: () => number } => {
  let count = 0;
  const counting = <A extends ReadonlyArray<unknown>, R>(work: (...given: A) => R) => (...given: A): R => {
    count++;
    return work(...given);
  };
  const countedFile = (file: OpenFile): OpenFile => ({ ...file, datasync: counting(file.datasync), sync: counting(file.sync) });
  const open: DiskFiles["open"] = async (path, how, mode) => {
    const file = await files.open(path, how, mode);
    return file.ok ? { ok: true, value: countedFile(file.value) } : file;
  };
  return { files: { ...files, open, syncFolder: counting(files.syncFolder) }, count: () => count };
};

if (import.meta.main) {
  for (const line of journalFigureLines(await benchJournal(Number(process.argv[2] ?? 100_000)))) process.stdout.write(`${line}\n`);
}

/**
 * Measures the journal on the real disk: grouped durable appends beside the bare signature and digest of the same
 * records, the syncs of one interactive append, and opening. Alone: `node test/bench/journal/journal-bench.ts [RECORDS]`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DiskFiles, OpenFile } from "../../../main/disk/disk-files.ts";
import { nodeDiskFiles } from "../../../main/disk/node-disk-files.ts";
import type { Journal, JournalEntry } from "../../../main/journal/journal.ts";
import { openJournal } from "../../../main/journal/open-journal.ts";
import { fileOutsideMark } from "../../../main/journal/outside-mark.ts";
import { nodeDigestHex } from "../../../main/signature/node-digest.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { installation, log, noon } from "../../unit/journal/journal-fixture.ts";
import { boundFigure, figureLine, rateFigure, type Figure } from "../figure.ts";
import { secondsOf, signRecord, unsignedRecords, type UnsignedRecord } from "./bench-records.ts";

/** What an interactive append may wait for: its line, its mark, and a new part now and then. */
const syncsMax = 3;

/** Runs the measurement; the journal lies in a temporary folder of its own. */
export const benchJournal = async (records: number, groupSize = 64): Promise<ReadonlyArray<Figure>> => {
  const folder = await mkdtemp(join(tmpdir(), "journal-bench-"));
  try {
    return await measure(folder, records, groupSize);
  } finally {
    await rm(folder, { recursive: true });
  }
};

const measure = async (folder: string, records: number, groupSize: number): Promise<ReadonlyArray<Figure>> => {
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
    const entry = { from: installation.key, record };
    millis.push(1000 * (await secondsOf(async () => valueOf(await journal.append([entry])))));
    syncs = Math.max(syncs, counted.count() - start);
  }
  valueOf(await journal.close());
  const opened = await secondsOf(async () => valueOf(await (await open()).close()));
  const digested = await secondsOf(() => unsigned.slice(0, records).forEach(digestTwice));
  const millisOfOne = millis.toSorted((one, other) => one - other)[10] ?? 0;
  return [
    rateFigure({
      name: `journal, durable appends in groups of ${groupSize}`,
      beside: "bare signature and digest of the same records",
      measured: records / appended,
      limit: records / (before + behind),
      target: 0.7,
    }),
    boundFigure({
      name: `one interactive append (${millisOfOne.toFixed(1)} ms)`,
      value: syncs,
      most: syncsMax,
      unit: "syncs",
      beside: `at most ${syncsMax}`,
    }),
    {
      name: `journal opened with ${records} lines`,
      measured: `${Math.round(1000 * opened)} ms`,
      beside: `their two digests alone: ${Math.round(1000 * digested)} ms`,
      ratio: opened / digested,
      target: null,
    },
  ];
};

/** What opening cannot do without: the leaf of the line, and the id of its record. */
const digestTwice = ({ bytes }: UnsignedRecord): void => {
  nodeDigestHex(bytes);
  nodeDigestHex(bytes);
};

/** Groups under way at once: while one is on its way to the disk, the next are signed. */
const groupsUnderWay = 8;

const appendAll = async (
  journal: Journal,
  unsigned: ReadonlyArray<UnsignedRecord>,
  groupSize: number,
): Promise<void> => {
  const underway: Array<ReturnType<Journal["append"]>> = [];
  for (let from = 0; from < unsigned.length; from += groupSize) {
    if (underway.length >= groupsUnderWay) valueOf(await (underway.shift() ?? journal.append([])));
    const group = unsigned.slice(from, from + groupSize);
    underway.push(journal.append(group.map(entryOf)));
    await new Promise((soon) => setImmediate(soon));
  }
  for (const call of underway) valueOf(await call);
};

const entryOf = (one: UnsignedRecord): JournalEntry => ({ from: installation.key, record: signRecord(one) });

const countingSyncs = (files: DiskFiles): { readonly files: DiskFiles; readonly count: () => number } => {
  let count = 0;
  const counting = <A extends ReadonlyArray<unknown>, R>(work: (...given: A) => R) => (...given: A): R => {
    count++;
    return work(...given);
  };
  const countedFile = (file: OpenFile): OpenFile => ({
    ...file,
    datasync: counting(file.datasync),
    sync: counting(file.sync),
  });
  const open: DiskFiles["open"] = async (path, how, mode) => {
    const file = await files.open(path, how, mode);
    return file.ok ? { ok: true, value: countedFile(file.value) } : file;
  };
  return { files: { ...files, open, syncFolder: counting(files.syncFolder) }, count: () => count };
};

if (import.meta.main) {
  for (const figure of await benchJournal(Number(process.argv[2] ?? 100_000))) {
    process.stdout.write(`${figureLine(figure)}\n`);
  }
}

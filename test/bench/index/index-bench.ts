/**
 * Measures the index: a rebuild beside the bare parse, digest and insert of the same rows into the same tables with the
 * same lookups, in one run, and a start from a snapshot. Alone: `node test/bench/index/index-bench.ts [RECORDS]`.
 */
import { hash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  columnsOf, createTable, indexLookups, indexTableNames, insertRow, type IndexTable, type SqlValue,
} from "../../../shared/projection/index-tables.ts";
import { splitFrame, type SignedRecord } from "../../../shared/ledger/frame.ts";
import { nodeDiskFiles } from "../../../main/disk/node-disk-files.ts";
import { readBounded } from "../../../main/disk/read-bounded.ts";
import { parseSnapshot } from "../../../main/journal/snapshot-file.ts";
import { rebuildIndex } from "../../../main/index/rebuild-index.ts";
import { loadSqlite, SqlDatabase } from "../../../main/index/sql-database.ts";
import { indexCompany, ownInstallation, type IndexCompany } from "../../doubles/index-company.ts";
import { seededHistories } from "../../doubles/seeded-histories.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { figureLine, stopwatch, type Figure } from "../figure.ts";

/** Runs the measurement over `records` records, 200 an asset. The snapshot lies in a temporary folder of its own. */
export const benchIndex = async (records: number): Promise<ReadonlyArray<Figure>> => {
  const folder = await mkdtemp(join(tmpdir(), "index-bench-"));
  try {
    return await measure(seededHistories({ seed: 1, assets: Math.ceil(records / 200), records, disorder: 0 }).records, join(folder, "index.sqlite"));
  } finally {
    await rm(folder, { recursive: true });
  }
};

const measure = async (records: ReadonlyArray<SignedRecord>, snapshot: string): Promise<ReadonlyArray<Figure>> => {
  const files = nodeDiskFiles(process.platform);
  const company = indexCompany(files, snapshot);
  const graph = await secondsOf(() => company.bring(records, ownInstallation));
  const index = await company.open();
  valueOf(await index.snapshot());
  const bytes = valueOf(await readBounded(files, snapshot, 1e10));
  const rows = await plannedRows(bytes);
  // The bare work is measured before and behind, so that a machine that gets busier in between cheats nobody.
  const before = await secondsOf(() => bareBuild(company, rows));
  const rebuilt = await secondsOf(async () => valueOf(await rebuildIndex(await loadSqlite(), company.deps))[Symbol.dispose]());
  const behind = await secondsOf(() => bareBuild(company, rows));
  const bare = (before + behind) / 2;
  const resumed = await secondsOf(async () => void (await company.open()));
  await company.close();
  return [
    {
      name: `index rebuild of ${records.length} records`, measured: seconds(rebuilt),
      beside: `bare parse, digest and insert of the same ${rows.count} rows: ${seconds(bare)}`, ratio: rebuilt / bare, target: { atMost: 3 },
    },
    {
      name: "index from its snapshot", measured: `${seconds(resumed)} for ${(bytes.length / 1e6).toFixed(1)} MB`,
      beside: `graph from the same records, without journal: ${seconds(graph)}`, ratio: resumed / graph, target: { atMost: 1 },
    },
  ];
};

const seconds = (value: number): string => `${value.toFixed(2)} s`;

const secondsOf = async (work: () => unknown): Promise<number> => {
  const elapsed = stopwatch();
  await work();
  return elapsed();
};

interface PlannedRows {
  readonly count: number;
  /** Statement and values of every row, those of a record under its line, the others under -1. */
  readonly byLine: ReadonlyMap<number, ReadonlyArray<readonly [string, SqlValue[]]>>;
}

const plannedRows = async (snapshot: Uint8Array): Promise<PlannedRows> => {
  using database = new SqlDatabase(await loadSqlite(), parseSnapshot(snapshot)?.image);
  const all = indexTableNames.flatMap((table) =>
    database.ask({ text: `SELECT * FROM ${table}`, values: [], row: (row) => planOf(table, [...row]) }),
  );
  const byLine = Map.groupBy(all, ({ line }) => line);
  return { count: all.length, byLine: new Map([...byLine].map(([line, rows]) => [line, rows.map(({ run }) => run)])) };
};

const planOf = (table: IndexTable, values: SqlValue[]): { readonly line: number; readonly run: readonly [string, SqlValue[]] } => {
  const column = columnsOf(table).findIndex((name) => name === "line" || name === "record");
  return { line: Number(column < 0 ? -1 : values[column]), run: [insertRow(table), values] };
};

const bareBuild = async ({ journal }: IndexCompany, { byLine }: PlannedRows): Promise<void> => {
  using database = new SqlDatabase(await loadSqlite());
  database.script(indexTableNames.map(createTable));
  for await (const lines of journal.lines(0)) {
    database.transaction(() => {
      for (const { frame, line } of valueOf(lines)) {
        const { bytes } = valueOf(splitFrame(frame));
        JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
        hash("sha256", bytes, "hex");
        for (const [text, values] of byLine.get(line) ?? []) database.run(text, values);
      }
    });
  }
  database.script(indexLookups);
  database.transaction(() => {
    for (const [text, values] of byLine.get(-1) ?? []) database.run(text, values);
  });
};

if (import.meta.main) for (const figure of await benchIndex(Number(process.argv[2] ?? 100_000))) console.log(figureLine(figure));

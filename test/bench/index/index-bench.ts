/**
 * Measures the index: a rebuild beside the bare parse, digest and insert of the same rows into the same tables with the same
 * lookups, in one run. Alone: `node test/bench/index/index-bench.ts [RECORDS]`.
 */
import { hash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { columnsOf, createTable, indexLookups, indexTableNames, insertRow, type IndexTable, type SqlValue } from "../../../shared/projection/index-tables.ts";
import { splitFrame } from "../../../shared/ledger/frame.ts";
import { parseSnapshot } from "../../../main/index/index-image.ts";
import { rebuildIndex } from "../../../main/index/rebuild-index.ts";
import { loadSqlite, SqlDatabase } from "../../../main/index/sql-database.ts";
import { readBounded } from "../../../main/disk/read-bounded.ts";
import { indexCompany, ownInstallation, type IndexCompany } from "../../doubles/index-company.ts";
import { seededHistories } from "../../doubles/seeded-histories.ts";
import { valueOf } from "../../doubles/value-of.ts";

export interface IndexFigures {
  readonly records: number;
  readonly rows: number;
  /** Parse, digest and insert alone. */
  readonly bareSeconds: number;
  /** The index built from the journal, the graph being there. */
  readonly rebuildSeconds: number;
  /** Graph, verdicts and index from the journal: a start without a snapshot. */
  readonly coldSeconds: number;
  /** The index from its snapshot. */
  readonly snapshotSeconds: number;
  readonly snapshotBytes: number;
  /** One record told and the fleet asked for, on average. */
  readonly appendMicros: number;
}

/** Runs the measurement over `records` records of `assets` assets. */
export const benchIndex = async (records: number, assets: number): Promise<IndexFigures> => {
  const fleet = seededHistories({ seed: 1, assets, records, disorder: 0 });
  const company = indexCompany();
  const cold = await seconds(async () => {
    company.bring(fleet.records, ownInstallation);
    await company.open();
  });
  const sqlite = await loadSqlite();
  const rebuild = await seconds(async () => valueOf(await rebuildIndex(sqlite, company.deps))[Symbol.dispose]());
  const index = await company.open();
  valueOf(await index.snapshot());
  const bytes = valueOf(await readBounded(company.files, "/index.sqlite", 1e10));
  const resumed = await seconds(async () => void (await company.open()));
  const rows = await plannedRows(bytes);
  const bare = await seconds(() => bareBuild(company, rows));
  const appendMicros = await appendTime(company, fleet.records.length);
  return {
    records: fleet.records.length, rows: rows.count, bareSeconds: bare, rebuildSeconds: rebuild, coldSeconds: cold, snapshotSeconds: resumed,
    snapshotBytes: bytes.length, appendMicros,
  };
};

/** The figures as lines of text. */
export const indexFigureLines = (figures: IndexFigures): ReadonlyArray<string> => [
  `index rebuild: ${figures.records} records, ${figures.rows} rows: ${figures.rebuildSeconds.toFixed(2)} s; bare parse, digest and insert of the same rows: ${figures.bareSeconds.toFixed(2)} s; ratio ${(figures.rebuildSeconds / figures.bareSeconds).toFixed(2)} (limit 3)`,
  `index cold start with the graph from the journal: ${figures.coldSeconds.toFixed(2)} s; from its snapshot: ${figures.snapshotSeconds.toFixed(2)} s, ${(figures.snapshotBytes / 1e6).toFixed(1)} MB`,
  `index one record told and the fleet asked for: ${figures.appendMicros.toFixed(0)} µs`,
];

const seconds = async (work: () => Promise<unknown> | unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};

interface PlannedRows {
  readonly count: number;
  /** Statement and values of every row, those of a record under its line, the others under -1. */
  readonly byLine: ReadonlyMap<number, ReadonlyArray<readonly [string, SqlValue[]]>>;
}

const plannedRows = async (snapshot: Uint8Array): Promise<PlannedRows> => {
  using database = new SqlDatabase(await loadSqlite(), parseSnapshot(snapshot)?.image);
  const all = indexTableNames.flatMap((table) => database.ask({ text: `SELECT * FROM ${table}`, values: [], row: (row) => plan(table, [...row]) }));
  return { count: all.length, byLine: new Map([...Map.groupBy(all, ({ line }) => line)].map(([line, rows]) => [line, rows.map(({ run }) => run)])) };
};

const plan = (table: IndexTable, values: SqlValue[]): { readonly line: number; readonly run: readonly [string, SqlValue[]] } => {
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

const appendTime = async (company: IndexCompany, already: number): Promise<number> => {
  const more = seededHistories({ seed: 1, assets: 3, records: 300, disorder: 0 });
  const fresh = indexCompany();
  fresh.bring(more.records.slice(0, 100));
  const index = await fresh.open();
  const rest = more.records.slice(100);
  const request = { limit: 50, offset: 0, only: "all", search: "", sort: "tag" } as const;
  const taken = await seconds(async () => {
    for (const record of rest) {
      fresh.bring([record]);
      valueOf(await index.assets(request));
    }
  });
  return already === 0 ? 0 : (taken / rest.length) * 1e6;
};

if (import.meta.main) {
  const records = Number(process.argv[2] ?? 100_000);
  for (const line of indexFigureLines(await benchIndex(records, Math.ceil(records / 200)))) console.log(line);
}

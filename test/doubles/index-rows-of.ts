/** Reads the rows of an index out of its snapshot, to be compared with those of another. */
import { indexTableNames, type IndexTable, type SqlValue } from "../../shared/projection/index-tables.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import type { Index } from "../../main/index/create-index.ts";
import { parseSnapshot } from "../../main/journal/snapshot-file.ts";
import { loadSqlite, SqlDatabase } from "../../main/index/sql-database.ts";
import { readBounded } from "../../main/disk/read-bounded.ts";
import type { DiskFiles } from "../../main/disk/disk-files.ts";
import { valueOf } from "./value-of.ts";

/** All rows by table; blobs as hex, sorted by the whole row. */
export type TableRows = Readonly<Record<string, ReadonlyArray<Readonly<Record<string, SqlValue>>>>>;

/** The rows of an index as they are now. */
export const rowsOf = async (index: Index, files: DiskFiles): Promise<TableRows> => {
  valueOf(await index.snapshot());
  const parsed = parseSnapshot(valueOf(await readBounded(files, "/index.sqlite", 1e9)));
  if (parsed === null) throw new Error("The snapshot is not whole");
  using database = new SqlDatabase(await loadSqlite(), parsed.image);
  return Object.fromEntries(indexTableNames.map((table) => [table, tableRows(database, table)]));
};

/** The same rows with ids in place of lines and numbers, which depend on the order of arrival. */
export const rowsById = (rows: TableRows): TableRows => {
  const histories = idsBy(rows["history"] ?? [], "key");
  const records = idsBy(rows["record"] ?? [], "line");
  const channels = new Map(
    (rows["channel"] ?? []).map(({ key, history, name, unit }) => [key, `${String(histories.get(history ?? null))} ${String(name)} ${String(unit)}`]),
  );
  const named = (column: string, value: SqlValue): SqlValue => {
    if (column === "line" || column === "record") return records.get(value) ?? value;
    if (column === "history") return histories.get(value) ?? value;
    return column === "channel" ? (channels.get(value) ?? value) : value;
  };
  return Object.fromEntries(
    Object.entries(rows).map(([table, all]) => [
      table,
      all
        .map((row) => Object.fromEntries(Object.entries(row).flatMap(([column, value]) => (column === "key" ? [] : [[column, named(column, value)]]))))
        .sort(byText),
    ]),
  );
};

const tableRows = (database: SqlDatabase, table: IndexTable): TableRows[string] => {
  const columns = database.ask({ text: `SELECT name FROM pragma_table_info('${table}')`, values: [], row: ([name]) => String(name) });
  const read = (row: ReadonlyArray<SqlValue>) => Object.fromEntries(columns.map((column, index) => [column, plain(row[index] ?? null)]));
  return [...database.ask({ text: `SELECT * FROM ${table}`, values: [], row: read })].sort(byText);
};

const plain = (value: SqlValue): SqlValue => (value instanceof Uint8Array ? hexOf(value) : value);

const byText = (left: object, right: object): number => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1);

const idsBy = (rows: TableRows[string], column: string): ReadonlyMap<SqlValue, SqlValue> =>
  new Map(rows.map((row) => [row[column] ?? null, row["id"] ?? null]));

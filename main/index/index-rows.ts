/** The tables of one index with what is needed to fill them: prepared statements and the small numbers of names. */
import type { SqlJsStatic } from "sql.js";
import {
  columnsOf,
  createTable,
  indexLookups,
  indexTableNames,
  insertRow,
  type IndexTable,
  type SqlValue,
  type TableRow,
} from "../../shared/projection/index-tables.ts";
import { idBlob } from "../../shared/projection/record-rows.ts";
import { recordLine } from "../../shared/query/record-line.ts";
import { channelKeys, historyKeys } from "../../shared/query/row-keys.ts";
import { SqlDatabase } from "./sql-database.ts";

/** Owns one database of the index. Every fault in here is a broken program or memory that ran out: it throws. */
export class IndexRows {
  readonly database: SqlDatabase;
  readonly #histories = new Map<string, number>();
  readonly #channels = new Map<string, number>();

  /** Empty tables, or those of an image. */
  constructor(sql: SqlJsStatic, image?: Uint8Array) {
    this.database = new SqlDatabase(sql, image);
    if (image === undefined) this.database.script([...indexTableNames.map(createTable), ...indexLookups]);
    else this.#readKeys();
  }

  insert({ table, row }: TableRow): void {
    const values: Readonly<Record<string, SqlValue>> = row;
    const { columns, text } = inserting(table);
    this.database.run(
      text,
      columns.map((column) => values[column] ?? null),
    );
  }

  has(line: number): boolean {
    return this.database.ask(recordLine(line)).length > 0;
  }

  /** The number of a history, given out at its first record. */
  historyKey(id: string): number {
    return this.#histories.get(id) ?? this.#newHistory(id);
  }

  /** The number of a series: one channel of a history in one unit. */
  channelKey(history: number, name: string, unit: string): number {
    const text = JSON.stringify([history, name, unit]);
    const known = this.#channels.get(text);
    if (known !== undefined) return known;
    const key = this.#channels.size + 1;
    this.#channels.set(text, key);
    this.insert({ table: "channel", row: { key, history, name, unit } });
    return key;
  }

  [Symbol.dispose](): void {
    this.database[Symbol.dispose]();
  }

  #newHistory(id: string): number {
    const key = this.#histories.size + 1;
    this.#histories.set(id, key);
    const counts = {
      records: 0,
      placed: 0,
      pending: 0,
      unshared: 0,
      equivocations: 0,
      heads: 0,
      forks: 0,
      last_at: null,
      last_summary: null,
    };
    this.insert({ table: "history", row: { key, id: idBlob(id), ...counts } });
    return key;
  }

  #readKeys(): void {
    for (const { id, key } of this.database.ask(historyKeys())) this.#histories.set(id, key);
    for (const { history, key, name, unit } of this.database.ask(channelKeys())) {
      this.#channels.set(JSON.stringify([history, name, unit]), key);
    }
  }
}

interface Inserting {
  readonly columns: ReadonlyArray<string>;
  readonly text: string;
}

const insertings = new Map<IndexTable, Inserting>(
  indexTableNames.map((table) => [table, { columns: columnsOf(table), text: insertRow(table) }]),
);

const inserting = (table: IndexTable): Inserting => {
  const known = insertings.get(table);
  if (known === undefined) throw new Error(`The index has no table ${table}`);
  return known;
};

/**
 * SQLite in memory by sql.js: statements are prepared once, rows come as arrays in the order of the question's columns.
 */
import initSqlJs, { type Database, type SqlJsStatic, type Statement } from "sql.js";
import type { SqlValue } from "../../shared/projection/index-tables.ts";
import type { Question } from "../../shared/query/question.ts";

/** An open database. A statement that SQLite refuses is a broken program, or a damaged image: it throws. */
export class SqlDatabase {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();

  /** A new database, or the one of an image. */
  constructor(sql: SqlJsStatic, image?: Uint8Array) {
    this.#database = new sql.Database(image);
    // It lives in memory and is thrown away after any fault, so nothing is spent on surviving one.
    this.#database.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE");
  }

  /** Runs statements that take no values. */
  script(statements: ReadonlyArray<string>): void {
    this.#database.run(statements.join(";\n"));
  }

  /** Runs one statement. */
  run(text: string, values: ReadonlyArray<SqlValue> = []): void {
    this.#prepared(text).run([...values]);
  }

  /** All rows of the answer. */
  ask<R>({ text, values, row }: Question<R>): ReadonlyArray<R> {
    const statement = this.#prepared(text);
    const rows: R[] = [];
    statement.bind([...values]);
    while (statement.step()) rows.push(row(statement.get()));
    statement.reset();
    return rows;
  }

  /** Runs the work as one transaction. When it throws, the database is not to be used any more. */
  transaction(work: () => void): void {
    this.run("BEGIN");
    work();
    this.run("COMMIT");
  }

  /** A copy of the whole database as the bytes of a SQLite file. */
  image(): Uint8Array {
    return this.#database.export();
  }

  [Symbol.dispose](): void {
    this.#database.close();
    this.#statements.clear();
  }

  #prepared(text: string): Statement {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}

/** Loads SQLite's WebAssembly, once for the process. */
export const loadSqlite = (): Promise<SqlJsStatic> => {
  loading ??= initSqlJs(settings);
  return loading;
};

let loading: Promise<SqlJsStatic> | undefined;

/**
 * `useOldExtensionFunctions` keeps SQLite's own functions; the printers are named because the type knows no member
 * else.
 */
const settings = { useOldExtensionFunctions: false, noInitialRun: false };

/** Keeps one index alive: hears of records, settles before answers, rebuilds when it must, and writes snapshots. */
import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { SqlJsStatic } from "sql.js";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import type { Ledger } from "../../shared/ledger/ledger.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { lastLine } from "../../shared/query/record-line.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { AppendedLine, ReadFailure } from "../journal/journal.ts";
import { watermarkAt, writeSnapshot } from "../journal/snapshot-file.ts";
import { turnMillis } from "../turn/take-turns.ts";
import { isShared, type Arrival } from "./index-arrival.ts";
import type { LiveIndex } from "./live-index.ts";
import { liveOn, type IndexSource, type OpenedIndex } from "./open-index.ts";
import { rebuildIndex } from "./rebuild-index.ts";

/** When nothing came in for so long, histories are settled before anybody asks. */
const settleAfterMillis = 200;
/** An index that breaks right after it was built will break again: that is a broken program. */
const attemptsMax = 2;

/** Owns the live index; every method may be called at any time. */
export class IndexKeeper {
  readonly #sql: SqlJsStatic;
  readonly #source: IndexSource;
  /** Lines that are durable and not told of yet. */
  readonly #appended = new Map<RecordId, AppendedLine>();
  #live: LiveIndex;
  #graph: Ledger;
  /** Why the rows are not to be believed until they are built anew. */
  #fault: { readonly cause: unknown } | null = null;
  /** What was told since a rebuild began: told to the new rows when they are there. */
  #missed: ((live: LiveIndex) => void)[] = [];
  #rebuilding: Promise<Outcome<number, ReadFailure>> | null = null;
  #soon: NodeJS.Timeout | undefined;
  #isSaved: boolean;
  #isClosed = false;

  constructor(sql: SqlJsStatic, source: IndexSource, opened: OpenedIndex) {
    this.#sql = sql;
    this.#source = source;
    this.#live = opened.live;
    this.#isSaved = opened.how === "snapshot" && opened.lines === 0;
    this.#graph = source.histories.ledger;
  }

  /** True while the snapshot on disk holds all that was told. */
  get isSaved(): boolean {
    return this.#isSaved;
  }

  appended(lines: ReadonlyArray<AppendedLine>): void {
    for (const line of lines) this.#appended.set(line.record.id, line);
  }

  taken(taken: ReadonlyArray<HeldRecord>, completed: ReadonlyArray<HeldRecord>, anew: ReadonlySet<HistoryId>): void {
    const group = { arrivals: taken.flatMap((record) => this.#arrivalOf(record) ?? []), completed, anew };
    if (group.arrivals.length < taken.length)
      this.#fault ??= { cause: "Records were told of that the journal had not announced." };
    this.#tell((live) => live.take(group));
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.#settleInTurns(), settleAfterMillis).unref();
  }

  timesGrew(): void {
    this.#tell((live) => live.timesGrew());
  }

  markShared(ids: Iterable<RecordId>): void {
    const known = [...ids];
    this.#tell((live) => live.markShared(known));
  }

  /** The index with every history settled; nothing else happens between this answer and the next turn. */
  async ready(): Promise<Outcome<LiveIndex, ReadFailure>> {
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const rebuilt = this.#fault === null ? success(0) : await this.rebuild();
      if (!rebuilt.ok) return rebuilt;
      await this.#settleInTurns();
      if (this.#fault === null) return success(this.#live);
    }
    throw new Error("The index breaks again as soon as it is built", this.#fault ?? {});
  }

  /** The same at once; `null` while the index cannot be believed. */
  readyNow(): LiveIndex | null {
    this.#followGraph();
    this.#guarded((live) => live.settle());
    return this.#fault === null ? this.#live : null;
  }

  /** Builds the index from the journal; answers how many lines it took. Calls made meanwhile share the one rebuild. */
  rebuild(): Promise<Outcome<number, ReadFailure>> {
    this.#rebuilding ??= this.#rebuild().finally(() => {
      this.#rebuilding = null;
      this.#missed = [];
    });
    return this.#rebuilding;
  }

  /** Writes the snapshot; the records that arrive while the file is written are in the next one. */
  async snapshot(): Promise<Outcome<null, DiskFailure | ReadFailure>> {
    const ready = await this.ready();
    if (!ready.ok) return ready;
    const { files, journal, program, snapshot } = this.#source;
    const { database } = ready.value.rows;
    const lines = (database.ask(lastLine())[0] ?? -1) + 1;
    const watermark = watermarkAt(journal, lines, program);
    this.#isSaved = true;
    const written = await writeSnapshot(files, snapshot, { pieces: [database.image()], watermark });
    if (!written.ok) this.#isSaved = false;
    return written.ok ? success(null) : written;
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    clearTimeout(this.#soon);
    this.#live.rows[Symbol.dispose]();
  }

  #tell(work: (live: LiveIndex) => void): void {
    this.#isSaved = false;
    if (this.#rebuilding !== null) this.#missed.push(work);
    this.#guarded(work);
  }

  async #rebuild(): Promise<Outcome<number, ReadFailure>> {
    const rows = await rebuildIndex(this.#sql, this.#source);
    if (!rows.ok) return rows;
    const live = liveOn(rows.value, this.#source);
    for (const tell of this.#missed) tell(live);
    this.#live.rows[Symbol.dispose]();
    this.#live = live;
    this.#isSaved = false;
    this.#graph = this.#source.histories.ledger;
    this.#fault = null;
    return success(this.#source.journal.size());
  }

  async #settleInTurns(): Promise<void> {
    this.#followGraph();
    let began = performance.now();
    while (this.#guarded((live) => live.settleNext())) {
      if (performance.now() - began < turnMillis) continue;
      await nextTurn();
      if (this.#isClosed) return;
      this.#followGraph();
      began = performance.now();
    }
  }

  /** A graph that was replaced as a whole, after a failed write, may place everything anew. */
  #followGraph(): void {
    const { ledger } = this.#source.histories;
    if (ledger === this.#graph) return;
    this.#graph = ledger;
    this.#live.unsettle(ledger.histories.keys());
  }

  /** Any fault of the rows, memory that ran out for one, only means that they are built anew. */
  #guarded<T>(work: (live: LiveIndex) => T): T | null {
    if (this.#fault !== null) return null;
    try {
      return work(this.#live);
    } catch (cause) {
      this.#fault = { cause };
      return null;
    }
  }

  #arrivalOf(record: HeldRecord): Arrival | null {
    const line = this.#appended.get(record.id);
    if (line === undefined) return null;
    this.#appended.delete(record.id);
    return {
      record,
      line: line.line,
      body: line.record.record.body,
      shared: isShared(this.#source, record.id, line.from),
    };
  }
}

/**
 * The rows while records arrive: what is told is put in at once, and histories that must be seen as a whole are settled
 * before anybody asks.
 */
import { isContradicted, type HeldRecord } from "../../shared/ledger/history.ts";
import { parseRecordId, type HistoryId, type RecordId } from "../../shared/ledger/record.ts";
import { continuedOrder } from "../../shared/projection/continued-order.ts";
import { equivocatedHistories, placedCount } from "../../shared/query/history-counts.ts";
import { historiesWaitingForRegister } from "../../shared/query/record-place.ts";
import type { KeyEnd } from "../../shared/register/register-state.ts";
import { countUnshared, markLineShared } from "../../shared/query/unshared-count.ts";
import { appendArrival, insertArrival, unplaced, type Arrival } from "./index-arrival.ts";
import { viewHistory, type HeldHistories, type LineOf } from "./held-histories.ts";
import type { IndexRows } from "./index-rows.ts";
import { placeRecords, summariseHistory } from "./settle-history.ts";

/** Records that came into the graph together, with the histories in which more than these records may have changed. */
export interface TakenGroup {
  readonly arrivals: ReadonlyArray<Arrival>;
  readonly completed: ReadonlyArray<HeldRecord>;
  readonly anew: ReadonlySet<HistoryId>;
}

export interface LiveIndexParts {
  readonly rows: IndexRows;
  readonly histories: HeldHistories;
  readonly lineOf: LineOf;
}

/** Keeps the rows of one index in line with the graph. */
export class LiveIndex {
  readonly rows: IndexRows;
  readonly #histories: HeldHistories;
  readonly #lineOf: LineOf;
  readonly #unsettled = new Set<HistoryId>();

  constructor({ histories, lineOf, rows }: LiveIndexParts) {
    this.rows = rows;
    this.#histories = histories;
    this.#lineOf = lineOf;
  }

  /** Puts records in; those that only continue their history's line are in place at once. */
  take({ anew, arrivals, completed }: TakenGroup): void {
    this.rows.database.transaction(() => {
      this.unsettle(anew);
      for (const record of completed) this.#registerGrew(record);
      for (const { record } of arrivals)
        this.unsettle(record.children.filter(isContradicted).map(({ history }) => history));
      const completedIn = Map.groupBy(completed, ({ history }) => history);
      for (const [id, group] of byHistory(arrivals)) this.#takeIn(id, group, completedIn.get(id) ?? []);
    });
  }

  /** Says that these histories must be looked at as a whole before the next question. */
  unsettle(histories: Iterable<HistoryId>): void {
    for (const id of histories) this.#unsettled.add(id);
  }

  /**
   * Says that more is known of times: whatever they decide about is settled anew, also where the rows come from a
   * snapshot and the judge was not asked since.
   */
  timesGrew(): void {
    const { judge, ledger } = this.#histories;
    this.unsettle(this.rows.database.ask(equivocatedHistories()).flatMap((id) => parseRecordId(id) ?? []));
    for (const { id: register } of ledger.histories.registers()) {
      const stolen = judge.registerNow(register).ends.filter(({ compromisedSince }) => compromisedSince !== null);
      if (stolen.length > 0) this.#unsettleWritersOf(register, stolen);
    }
  }

  /** Settles one history that waits for it; false when none does. */
  settleNext(): boolean {
    const [id] = this.#unsettled;
    if (id === undefined) return false;
    this.rows.database.transaction(() => this.#settle(id));
    this.#unsettled.delete(id);
    return true;
  }

  /** Settles all that wait. */
  settle(): void {
    while (this.settleNext());
  }

  /** Marks records as known to somebody else. */
  markShared(ids: Iterable<RecordId>): void {
    const changed = new Set<HistoryId>();
    this.rows.database.transaction(() => {
      for (const id of ids) {
        const line = this.#lineOf(id);
        const history = this.#histories.ledger.record(id)?.history;
        if (line === null || history === undefined) continue;
        this.rows.database.run(markLineShared, [line]);
        changed.add(history);
      }
      for (const id of changed)
        this.rows.database.run(countUnshared, [this.rows.historyKey(id), this.rows.historyKey(id)]);
    });
  }

  /**
   * The judge names only histories that it has judged since the start; rows of the others come from a snapshot. So
   * the same rules are applied to the rows: a record touches histories that wait for one of the register, and one that
   * may end a key those in which an ended key has written.
   */
  #registerGrew({ history: register, type }: HeldRecord): void {
    const { judge, ledger } = this.#histories;
    if (ledger.history(register)?.foundsUnder !== null) return;
    this.unsettle(this.rows.database.ask(historiesWaitingForRegister()).flatMap((id) => parseRecordId(id) ?? []));
    if (!mayEndKey.test(type)) return;
    const { ends } = judge.registerNow(register);
    this.#unsettleWritersOf(register, ends);
    // A policy decides what is bounded, and bounds decide about equivocations.
    this.unsettle(this.rows.database.ask(equivocatedHistories()).flatMap((id) => parseRecordId(id) ?? []));
  }

  #unsettleWritersOf(register: HistoryId, ends: ReadonlyArray<Pick<KeyEnd, "key">>): void {
    for (const history of this.#histories.ledger.histories.outlines()) {
      const isUnder = history.foundsUnder === register || history.id === register;
      if (isUnder && ends.some(({ key }) => history.hasWriter(key))) this.#unsettled.add(history.id);
    }
  }

  #takeIn(id: HistoryId, arrivals: ReadonlyArray<Arrival>, completed: ReadonlyArray<HeldRecord>): void {
    const fresh = arrivals.filter(({ line }) => !this.rows.has(line));
    const apart = fresh.length === arrivals.length ? this.#apartAtEnd(id, fresh, completed) : null;
    if (apart === null) {
      for (const arrival of fresh) insertArrival(this.rows, arrival, unplaced);
      this.#unsettled.add(id);
      return;
    }
    for (const [index, arrival] of fresh.entries()) {
      const { standing } = this.#histories.judge.verdict(arrival.record);
      appendArrival(this.rows, arrival, { position: arrival.record.position, standing, apart: apart[index] ?? false });
    }
  }

  /** For records that do nothing but continue a settled history: whether each was written apart; else `null`. */
  #apartAtEnd(
    id: HistoryId,
    arrivals: ReadonlyArray<Arrival>,
    completed: ReadonlyArray<HeldRecord>,
  ): ReadonlyArray<boolean> | null {
    const history = this.#histories.ledger.history(id);
    const records = arrivals.map(({ record }) => record);
    if (history === undefined || this.#unsettled.has(id) || !sameRecords(records, completed)) return null;
    const [placed] = this.rows.database.ask(placedCount(this.rows.historyKey(id)));
    return continuedOrder(history, placed ?? 0, records);
  }

  #settle(id: HistoryId): void {
    const history = this.#histories.ledger.history(id);
    if (history === undefined) return;
    const view = viewHistory(this.#histories, history);
    placeRecords(this.rows, view, this.#lineOf);
    summariseHistory(this.rows, view, this.#lineOf);
  }
}

/**
 * A key ends, a policy changes by a record of its own kind, or by an endorsement that such a record still waited for.
 */
const mayEndKey = /^(register\/(key-|witness-)|record\/endorsed@)/;

const byHistory = (arrivals: ReadonlyArray<Arrival>): ReadonlyMap<HistoryId, ReadonlyArray<Arrival>> =>
  Map.groupBy(arrivals, ({ record }) => record.history);

const sameRecords = (left: ReadonlyArray<HeldRecord>, right: ReadonlyArray<HeldRecord>): boolean =>
  left.length === right.length && left.every((record, index) => record === right[index]);

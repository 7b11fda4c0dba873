/**
 * Answers for the bounds of records, reading each history once as long as nothing is learnt (record-format.md, section
 * 6).
 */
import type { HeldRecord, History } from "../ledger/history.ts";
import type { HistoryId } from "../ledger/record.ts";
import {
  boundsUnder,
  historyTimes,
  openBounds,
  type RecordTimes,
  type TimeBounds,
  type TimeGround,
} from "../witness/time-bounds.ts";
import type { TimeEvidence } from "../witness/time-evidence.ts";
import { timeGround } from "./time-ground.ts";
import type { RegisterState } from "./register-state.ts";

/** What a record is bounded under: the register as it knew it, and as it is now. */
export interface BoundsStates {
  readonly known: RegisterState;
  readonly now: RegisterState;
}

/** Histories whose times are kept: what screens look at and what doubts need; more would only cost memory. */
const historiesMax = 64;

export class BoundsReader {
  readonly #evidence: TimeEvidence;
  readonly #read = new Map<HistoryId, ReadTimes>();
  readonly #grounds = new WeakMap<RegisterState, WeakMap<RegisterState, TimeGround>>();

  constructor(evidence: TimeEvidence) {
    this.#evidence = evidence;
  }

  /** Grows with everything that is learnt of times. */
  version(): number {
    return this.#evidence.version();
  }

  /** The times of a complete record of the history, before anybody's policy. */
  times(history: History, record: HeldRecord): RecordTimes | undefined {
    return this.#timesOf(history).get(record);
  }

  /** The bounds of a complete record of the history. */
  bounds(history: History, record: HeldRecord, { known, now }: BoundsStates): TimeBounds {
    const times = this.times(history, record);
    return times === undefined ? openBounds : boundsUnder(times, this.#ground(known, now));
  }

  /** Whether somebody stands behind a checkpoint that holds the record: then it bounds its ancestors, too. */
  isWitnessed(record: HeldRecord): boolean {
    return this.version() > 0 && this.#evidence.inclusions(record.id).length > 0;
  }

  #timesOf(history: History): ReadTimes["times"] {
    if (this.version() === 0) return nothing;
    const known = this.#read.get(history.id);
    const { completeCount } = history;
    if (known?.history === history && known.count === completeCount && known.version === this.version())
      return known.times;
    const times = historyTimes(history.order, this.#evidence);
    this.#read.delete(history.id);
    this.#read.set(history.id, { history, count: completeCount, version: this.version(), times });
    const [oldest] = this.#read.keys();
    if (this.#read.size > historiesMax && oldest !== undefined) this.#read.delete(oldest);
    return times;
  }

  #ground(known: RegisterState, now: RegisterState): TimeGround {
    const grounds = this.#grounds.get(now) ?? new WeakMap<RegisterState, TimeGround>();
    this.#grounds.set(now, grounds);
    const ground = grounds.get(known) ?? timeGround(known, now);
    grounds.set(known, ground);
    return ground;
  }
}

interface ReadTimes {
  readonly history: History;
  readonly count: number;
  readonly version: number;
  readonly times: ReadonlyMap<HeldRecord, RecordTimes>;
}

const nothing: ReadTimes["times"] = new Map();

/** The store of histories over the journal: takes records in, keeps the graph, judges standing, reads bytes back. */
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { isComplete, type HeldRecord, type Inspection } from "../../shared/ledger/history.ts";
import { Ledger } from "../../shared/ledger/ledger.ts";
import { shortId, type HistoryId, type RecordId } from "../../shared/ledger/record.ts";
import { refuse, success, type Failed, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../shared/record-type/record-types.ts";
import { StandingJudge } from "../../shared/register/standing-judge.ts";
import { noTimeEvidence, type TimeEvidence } from "../../shared/witness/time-evidence.ts";
import type { DiskOutcome } from "../disk/disk-files.ts";
import type { Journal, JournalEntry } from "../journal/journal.ts";
import { storedFrame } from "../signature/stored-frame.ts";
import {
  readGraphSnapshot,
  writeGraphSnapshot,
  type GraphSnapshotPlace,
  type GraphStart,
  type SnapshotJournal,
} from "./graph-snapshot.ts";
import type { HistoryStore, TakenIn } from "./history-store.ts";
import { readGraph } from "./read-graph.ts";
import { createWriteQueue, type QueuedWrite, type WriteQueue } from "./write-queue.ts";

export type TakenListener = Parameters<HistoryStore["onTaken"]>[0];

/** The store with what only the recorder uses: writing in the queue's turn. */
export interface LedgerStore extends HistoryStore {
  /** Runs `compose` in the queue's turn; the records that it gives are taken in and made durable before the answer. */
  readonly compose: <T>(compose: () => Outcome<Composed<T>>) => Promise<Outcome<T>>;
  readonly drained: () => Promise<void>;
  /** Replaces the graph's snapshot on disk, unless nothing has come in since. */
  readonly snapshot: () => DiskOutcome<void>;
}

/** A record that was composed here, and what its inspection found before it was signed. */
export interface ComposedRecord extends SignedRecord {
  readonly inspection: Inspection;
}

/** Records that were composed, and the answer for the caller. */
export interface Composed<T> {
  readonly records: ReadonlyArray<ComposedRecord>;
  readonly answer: T;
}

/** What of the journal the store needs. */
export type StoreJournal = Pick<Journal, "append" | "lines" | "read"> & SnapshotJournal;

export interface LedgerStoreParts {
  readonly journal: StoreJournal;
  readonly installation: string;
  readonly takeOpenings: HistoryStore["takeOpenings"];
  /** What is known of times; without it all times are self-declared. */
  readonly times?: TimeEvidence;
  /** Where the graph's snapshot lies; without it all lines of the journal are read. */
  readonly snapshot: GraphSnapshotPlace | null;
}

/**
 * Reads the journal, or what of it came after the snapshot, into the graph. The journal vouches for its lines, so
 * signatures are not checked again.
 */
export const openLedgerStore = async (parts: LedgerStoreParts): Promise<Outcome<LedgerStore>> => {
  const { journal, snapshot } = parts;
  const start = snapshot === null ? null : await readGraphSnapshot(snapshot, journal);
  const state = new StoreState(parts, start);
  const loaded = await state.load();
  return loaded.ok ? success(state.store()) : loaded;
};

/** Holds the graph, which is replaced as a whole when a group could not be written. */
class StoreState {
  readonly #parts: LedgerStoreParts;
  readonly #listeners: TakenListener[] = [];
  readonly #queue: WriteQueue;
  readonly #changed = new Set<HistoryId>();
  #ledger = new Ledger();
  #judge: StandingJudge;
  #group: { taken: HeldRecord[]; completed: HeldRecord[] } = { taken: [], completed: [] };
  /** Why the journal could not be read again after a failed write: until it is opened anew nothing is written. */
  #lost: Failed<Failure> | null = null;
  /** Lines of it are durable, so it stays good as long as the journal is open. */
  #start: GraphStart | null;
  /** Lines of the journal that are in the snapshot on disk. */
  #snapshotLines: number;

  constructor(parts: LedgerStoreParts, start: GraphStart | null) {
    this.#parts = parts;
    this.#judge = this.#judgeOf(this.#ledger);
    this.#start = start;
    this.#snapshotLines = start?.lines ?? -1;
    this.#queue = createWriteQueue({
      append: (entries) => parts.journal.append(entries),
      appended: () => this.#tell(),
      undo: () => this.#undo(),
    });
  }

  /** Builds the graph anew. Where the journal cannot be read to its end, the graph holds what could be. */
  async load(): Promise<Outcome<null>> {
    const { ledger, read, start } = await readGraph(this.#parts.journal, this.#start);
    this.#start = start;
    this.#ledger = ledger;
    this.#judge = this.#judgeOf(ledger);
    this.#group = { taken: [], completed: [] };
    return read;
  }

  // The graph was ahead of the journal: it is built again, and what did reach the journal is told.
  async #undo(): Promise<void> {
    const { taken } = this.#group;
    const loaded = await this.load();
    this.#lost = loaded.ok ? null : loaded;
    for (const { id } of taken) {
      const record = this.#ledger.record(id);
      if (record === undefined) continue;
      this.#group.taken.push(record);
      if (isComplete(record)) this.#group.completed.push(record);
      this.#changed.add(record.history);
    }
    this.#tell();
  }

  store(): LedgerStore {
    const ledgerNow = (): Ledger => this.#ledger;
    const judgeNow = (): StandingJudge => this.#judge;
    return {
      get ledger() {
        return ledgerNow();
      },
      get judge() {
        return judgeNow();
      },
      takeIn: (records, from) => this.#queue.write(() => this.#lost ?? success(this.#takeIn(records, from))),
      compose: (compose) => this.#queue.write(() => this.#lost ?? this.#compose(compose)),
      read: (id) => this.#read(id),
      takeOpenings: this.#parts.takeOpenings,
      onTaken: (listener) => void this.#listeners.push(listener),
      timesGrew: () => this.#timesGrew(),
      drained: () => this.#queue.drained(),
      snapshot: () => this.#snapshot(),
    };
  }

  #judgeOf(ledger: Ledger): StandingJudge {
    return new StandingJudge(ledger, isKnownType, this.#parts.times ?? noTimeEvidence);
  }

  #timesGrew(): void {
    const anew = this.#judge.timesGrew();
    for (const listener of this.#listeners) listener([], [], anew);
  }

  #takeIn(records: ReadonlyArray<SignedRecord>, from: string): QueuedWrite<TakenIn> {
    const entries: JournalEntry[] = [];
    const taken: HeldRecord[] = [];
    for (const [index, signed] of records.entries()) {
      const answer = this.#take(signed, inspectRecord(signed.record));
      if (!answer.ok)
        return { entries, answer: { taken, already: index - taken.length, fault: { ...answer.failure, index } } };
      if (answer.value === null) continue;
      taken.push(answer.value);
      entries.push({ from, record: signed });
    }
    return { entries, answer: { taken, already: records.length - taken.length, fault: null } };
  }

  #compose<T>(compose: () => Outcome<Composed<T>>): Outcome<QueuedWrite<T>> {
    const composed = compose();
    if (!composed.ok) return composed;
    for (const signed of composed.value.records) {
      const taken = this.#take(signed, signed.inspection);
      if (!taken.ok) throw new Error(`A record composed here breaks a rule: ${taken.failure.message}`);
    }
    const entries = composed.value.records.map((record) => ({ from: this.#parts.installation, record }));
    return success({ entries, answer: composed.value.answer });
  }

  #take(signed: SignedRecord, inspection: Inspection): ReturnType<typeof chainOutcome> {
    const answer = this.#ledger.take(signed, inspection);
    if (answer.ok && answer.value.kind === "taken") {
      const { completed, contradicted, record } = answer.value;
      this.#group.taken.push(record);
      for (const complete of completed) this.#group.completed.push(complete);
      // Judged at once, so that a record that is composed in the same group sees what is permitted before it.
      const anew = this.#judge.arrived(completed, isComplete(record) ? contradicted : [record, ...contradicted]);
      for (const history of anew) this.#changed.add(history);
    }
    return chainOutcome(answer);
  }

  #tell(): void {
    const { taken, completed } = this.#group;
    const anew = new Set(this.#changed);
    this.#group = { taken: [], completed: [] };
    this.#changed.clear();
    if (taken.length > 0) for (const listener of this.#listeners) listener(taken, completed, anew);
  }

  async #snapshot(): DiskOutcome<void> {
    const { journal, snapshot } = this.#parts;
    const lines = journal.size();
    if (snapshot === null || lines === this.#snapshotLines) return success(undefined);
    const written = await writeGraphSnapshot(snapshot, journal, this.#ledger);
    if (written.ok) this.#snapshotLines = lines;
    return written;
  }

  async #read(id: RecordId): Promise<Outcome<SignedRecord>> {
    // What is in the graph and not in the journal is on its way there: an exchange sends what another has just brought.
    const isUnderway = this.#parts.journal.lineOf(id) === null && this.#ledger.record(id) !== undefined;
    if (isUnderway) await this.#queue.write(() => success({ answer: null, entries: [] }));
    const number = this.#parts.journal.lineOf(id);
    if (number === null) return refuse("notHeld", `The record ${shortId(id)} is not here.`);
    const line = await this.#parts.journal.read(number);
    return line.ok ? success(storedFrame(id, line.value.frame)) : line;
  }
}

const chainOutcome = (
  answer: ReturnType<Ledger["take"]>,
): Outcome<HeldRecord | null, Extract<typeof answer, { ok: false }>["failure"]> => {
  if (!answer.ok) return answer;
  return success(answer.value.kind === "taken" ? answer.value.record : null);
};

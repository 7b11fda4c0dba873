/** The store of histories over the journal: takes records in, keeps the graph, judges standing, reads bytes back. */
import { storedRecord, type SignedRecord } from "../../shared/ledger/frame.ts";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import { Ledger, short } from "../../shared/ledger/ledger.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../shared/record-type/record-types.ts";
import { StandingJudge } from "../../shared/register/standing-judge.ts";
import type { Journal, JournalEntry, JournalLine } from "../journal/journal.ts";
import type { HistoryStore, TakenIn } from "./history-store.ts";
import { createWriteQueue, type QueuedWrite, type WriteQueue } from "./write-queue.ts";

export type TakenListener = Parameters<HistoryStore["onTaken"]>[0];

/** The store with what only the recorder uses: writing in the queue's turn. */
export interface LedgerStore extends HistoryStore {
  /** Runs `compose` in the queue's turn; the records that it gives are taken in and made durable before the answer. */
  readonly compose: <T>(compose: () => Outcome<Composed<T>>) => Promise<Outcome<T>>;
  readonly drained: () => Promise<void>;
}

/** Records that were composed, from whom, and the answer for the caller. */
export interface Composed<T> {
  readonly records: ReadonlyArray<SignedRecord>;
  readonly answer: T;
}

export interface LedgerStoreParts {
  readonly journal: Journal;
  readonly installation: string;
  readonly takeOpenings: HistoryStore["takeOpenings"];
}

/** Reads the journal into the graph. The journal vouches for its lines, so signatures are not checked again. */
export const openLedgerStore = async (parts: LedgerStoreParts): Promise<Outcome<LedgerStore>> => {
  const state = new StoreState(parts);
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
  #judge = new StandingJudge(this.#ledger, isKnownType);
  #group: { taken: HeldRecord[]; completed: HeldRecord[] } = { taken: [], completed: [] };

  constructor(parts: LedgerStoreParts) {
    this.#parts = parts;
    this.#queue = createWriteQueue({
      append: (entries) => parts.journal.append(entries),
      appended: () => this.#tell(),
      undo: async () => void (await this.load()),
    });
  }

  /** Builds the graph from line 0. */
  async load(): Promise<Outcome<null>> {
    const ledger = new Ledger();
    for await (const lines of this.#parts.journal.lines(0)) {
      if (!lines.ok) return lines;
      for (const line of lines.value) {
        const taken = takeLine(ledger, line);
        if (!taken.ok) return taken;
      }
    }
    this.#ledger = ledger;
    this.#judge = new StandingJudge(ledger, isKnownType);
    this.#group = { taken: [], completed: [] };
    return success(null);
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
      takeIn: (records, from) => this.#queue.write(() => success(this.#takeIn(records, from))),
      compose: (compose) => this.#queue.write(() => this.#compose(compose)),
      read: (id) => this.#read(id),
      takeOpenings: this.#parts.takeOpenings,
      onTaken: (listener) => void this.#listeners.push(listener),
      drained: () => this.#queue.drained(),
    };
  }

  #takeIn(records: ReadonlyArray<SignedRecord>, from: string): QueuedWrite<TakenIn> {
    const entries: JournalEntry[] = [];
    const taken: HeldRecord[] = [];
    for (const [index, signed] of records.entries()) {
      const answer = this.#take(signed);
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
      const taken = this.#take(signed);
      if (!taken.ok) throw new Error(`A record composed here breaks a rule: ${taken.failure.message}`);
    }
    const entries = composed.value.records.map((record) => ({ from: this.#parts.installation, record }));
    return success({ entries, answer: composed.value.answer });
  }

  #take(signed: SignedRecord): ReturnType<typeof chainOutcome> {
    const answer = this.#ledger.take(signed, inspectRecord(signed.record));
    if (answer.ok && answer.value.kind === "taken") {
      this.#group.taken.push(answer.value.record);
      this.#group.completed.push(...answer.value.completed);
      // Judged at once, so that a record that is composed in the same group sees what is permitted before it.
      this.#anew(this.#judge.arrived(answer.value.completed));
    }
    return chainOutcome(answer);
  }

  #anew(histories: ReadonlySet<HistoryId>): void {
    for (const history of histories) this.#changed.add(history);
  }

  #tell(): void {
    const { taken, completed } = this.#group;
    const anew = new Set(this.#changed);
    this.#group = { taken: [], completed: [] };
    this.#changed.clear();
    if (taken.length > 0) for (const listener of this.#listeners) listener(taken, completed, anew);
  }

  async #read(id: RecordId): Promise<Outcome<SignedRecord>> {
    const number = this.#parts.journal.lineOf(id);
    if (number === null) return refuse("notHeld", `The record ${short(id)} is not here.`);
    const line = await this.#parts.journal.read(number);
    return line.ok ? success(storedRecord(id, line.value.frame)) : line;
  }
}

const takeLine = (ledger: Ledger, { id, frame }: JournalLine): Outcome<unknown> => {
  const signed = storedRecord(id, frame);
  return ledger.take(signed, inspectRecord(signed.record));
};

const chainOutcome = (
  answer: ReturnType<Ledger["take"]>,
): Outcome<HeldRecord | null, Extract<typeof answer, { ok: false }>["failure"]> => {
  if (!answer.ok) return answer;
  return success(answer.value.kind === "taken" ? answer.value.record : null);
};

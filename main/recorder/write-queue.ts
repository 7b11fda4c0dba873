/** One queue for everything that enters the journal: what waits while a group is made durable forms the next group. */
import { success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { JournalEntry } from "../journal/journal.ts";

/** What a write wants appended, and what it answers once that is durable. */
export interface QueuedWrite<T> {
  readonly entries: ReadonlyArray<JournalEntry>;
  readonly answer: T;
}

export interface WriteQueue {
  /**
   * `prepare` runs synchronously in its turn, after all writes before it; its failure is the answer and appends
   * nothing. When it throws, so does the answer, and what it left half prepared is undone.
   */
  readonly write: <T>(prepare: () => Outcome<QueuedWrite<T>>) => Promise<Outcome<T>>;
  /** Resolves when nothing waits. */
  readonly drained: () => Promise<void>;
}

/** A failed append; `done` counts the entries at its beginning that are durable all the same. */
export type QueueFailure = Failure & { readonly done: ReadonlyArray<unknown> };

export interface WriteQueueSteps {
  readonly append: (entries: ReadonlyArray<JournalEntry>) => Promise<Outcome<unknown, QueueFailure>>;
  /** Called after a group is durable, before its writers are answered. */
  readonly appended: () => void;
  /** Called when what was prepared is not in the journal, or not all of it. */
  readonly undo: () => Promise<void>;
}

/** Writes of one group, so that one sync serves many; bounded so that the first of them does not wait for all. */
const groupWritesMax = 512;

/** Makes the queue. */
export const createWriteQueue = (steps: WriteQueueSteps): WriteQueue => {
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    // The next turn of the loop, so that writes asked for at the same moment form one group.
    await Promise.resolve();
    while (waiting.length > 0) await writeGroup(waiting.splice(0, groupWritesMax), steps);
    running = null;
  };
  const write = <T>(prepare: () => Outcome<QueuedWrite<T>>): Promise<Outcome<T>> =>
    new Promise((resolve, reject) => {
      waiting.push({ prepare: () => preparedBy(prepare(), resolve), reject });
      running ??= run();
    });
  return { write, drained: async () => running ?? undefined };
};

interface Waiting {
  readonly prepare: () => Prepared | null;
  readonly reject: (reason: unknown) => void;
}

interface Prepared {
  readonly entries: ReadonlyArray<JournalEntry>;
  /** Answers the writer: its entries are durable, or why they are not. */
  readonly settle: (failure: QueueFailure | null) => void;
}

const preparedBy = <T>(wanted: Outcome<QueuedWrite<T>>, resolve: (answer: Outcome<T>) => void): Prepared | null => {
  if (!wanted.ok) {
    resolve(wanted);
    return null;
  }
  const { entries, answer } = wanted.value;
  return { entries, settle: (failure) => resolve(failure === null ? success(answer) : { ok: false, failure }) };
};

// Whatever happens every writer gets an answer and the queue goes on: a fault of the program must not silence it.
const writeGroup = async (group: ReadonlyArray<Waiting>, steps: WriteQueueSteps): Promise<void> => {
  const broken: { readonly reject: Waiting["reject"]; readonly reason: unknown }[] = [];
  const prepared = group.flatMap(({ prepare, reject }) => {
    try {
      return prepare() ?? [];
    } catch (reason) {
      broken.push({ reject, reason });
      return [];
    }
  });
  const failure = await appendAll(prepared, steps);
  if (failure === null && broken.length === 0) steps.appended();
  else await steps.undo();
  for (const { reject, reason } of broken) reject(reason);
  let left = failure === null ? Number.POSITIVE_INFINITY : failure.done.length;
  for (const { entries, settle } of prepared) {
    left -= entries.length;
    settle(left < 0 ? failure : null);
  }
};

const appendAll = async (prepared: ReadonlyArray<Prepared>, steps: WriteQueueSteps): Promise<QueueFailure | null> => {
  const entries = prepared.flatMap((write) => write.entries);
  if (entries.length === 0) return null;
  const appended = await steps.append(entries);
  return appended.ok ? null : appended.failure;
};

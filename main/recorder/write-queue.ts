/**
 * One queue for everything that enters the journal: what waits while a group is being made durable forms the next
 * group.
 */
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { JournalEntry } from "../journal/journal.ts";

/** What a write wants appended, and what it answers once that is durable. */
export interface QueuedWrite<T> {
  readonly entries: ReadonlyArray<JournalEntry>;
  readonly answer: T;
}

export interface WriteQueue {
  /**
   * `prepare` runs synchronously in its turn, after all writes before it; its failure is the answer and appends
   * nothing.
   */
  readonly write: <T>(prepare: () => Outcome<QueuedWrite<T>>) => Promise<Outcome<T>>;
  /** Resolves when nothing waits. */
  readonly drained: () => Promise<void>;
}

export interface WriteQueueSteps {
  readonly append: (entries: ReadonlyArray<JournalEntry>) => Promise<Outcome<unknown>>;
  /** Called after a group is durable, before its writers are answered. */
  readonly appended: () => void;
  /** Called after a group could not be appended: what was prepared is not in the journal. */
  readonly undo: () => Promise<void>;
}

/** Writes of one group, so that one sync serves many; bounded so that the first of them does not wait for all. */
const groupWritesMax = 512;

interface Prepared {
  readonly entries: ReadonlyArray<JournalEntry>;
  readonly settle: (appended: Outcome<unknown>) => void;
}

/** Makes the queue. */
export const createWriteQueue = (steps: WriteQueueSteps): WriteQueue => {
  const waiting: (() => Prepared | null)[] = [];
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    // The next turn of the loop, so that writes asked for at the same moment form one group.
    await Promise.resolve();
    while (waiting.length > 0) await writeGroup(waiting.splice(0, groupWritesMax), steps);
    running = null;
  };
  const write = <T>(prepare: () => Outcome<QueuedWrite<T>>): Promise<Outcome<T>> =>
    new Promise((resolve) => {
      waiting.push(() => preparedBy(prepare(), resolve));
      running ??= run();
    });
  return { write, drained: async () => running ?? undefined };
};

const preparedBy = <T>(wanted: Outcome<QueuedWrite<T>>, resolve: (answer: Outcome<T>) => void): Prepared | null => {
  if (!wanted.ok) {
    resolve(wanted);
    return null;
  }
  const { entries, answer } = wanted.value;
  return { entries, settle: (appended) => resolve(appended.ok ? success(answer) : appended) };
};

const writeGroup = async (group: ReadonlyArray<() => Prepared | null>, steps: WriteQueueSteps): Promise<void> => {
  const prepared = group.flatMap((prepare) => prepare() ?? []);
  const entries = prepared.flatMap((write) => write.entries);
  const appended = entries.length === 0 ? success(null) : await steps.append(entries);
  if (appended.ok) steps.appended();
  else await steps.undo();
  for (const { settle } of prepared) settle(appended);
};

/** Decides which of the waiting entries are written next, together. */
import type { RecordId } from "../../shared/ledger/record.ts";
import type { AppendAnswer, AppendFailure, JournalEntry } from "./journal.ts";
import type { JournalContents } from "./journal-contents.ts";
import { lineLengthOf } from "./line-group.ts";
import type { Outcome } from "../../shared/outcome/outcome.ts";

/** A call of `append` that has not been answered. */
export interface AppendCall {
  readonly entries: ReadonlyArray<JournalEntry>;
  /** Answers that are certain: one for each entry at the beginning that is held or durable. */
  readonly done: AppendAnswer[];
  readonly answer: (outcome: Outcome<ReadonlyArray<AppendAnswer>, AppendFailure>) => void;
}

/** What one call will be told when the plan has been carried out. */
export interface PlannedCall {
  readonly call: AppendCall;
  readonly answers: ReadonlyArray<AppendAnswer>;
  /** Some of its answers depend on the write. */
  readonly isWriting: boolean;
}

export interface AppendPlan {
  /** What is to be written: each record once, none that is held. */
  readonly fresh: ReadonlyArray<JournalEntry>;
  readonly calls: ReadonlyArray<PlannedCall>;
  /** The next entry has no room in this part. */
  readonly partIsFull: boolean;
}

/** How far the last part is filled. In an empty part any line has room. */
export interface PartRoom {
  readonly bytes: number;
  readonly bytesMax: number;
}

/** Plans the next write, first come, first served. */
export const planAppend = (
  waiting: ReadonlyArray<AppendCall>,
  { ids, tree }: JournalContents,
  part: PartRoom,
): AppendPlan => {
  const fresh: JournalEntry[] = [];
  const freshLines = new Map<RecordId, number>();
  const calls: PlannedCall[] = [];
  let bytes = 0;
  let partIsFull = false;

  const answerOf = (entry: JournalEntry): AppendAnswer | null => {
    const { id } = entry.record;
    const held = ids.lineOf(id) ?? freshLines.get(id) ?? null;
    if (held !== null) return { state: "held", line: held };
    const length = lineLengthOf(entry);
    const filled = part.bytes + bytes;
    if (filled > 0 && filled + length > part.bytesMax) partIsFull = true;
    if (partIsFull || fresh.length >= groupLinesMax || (bytes > 0 && bytes + length > groupBytesMax)) return null;
    bytes += length;
    const line = tree.size() + fresh.length;
    freshLines.set(id, line);
    fresh.push(entry);
    return { state: "appended", line };
  };

  for (const call of waiting) {
    const answers: AppendAnswer[] = [];
    for (const entry of call.entries.slice(call.done.length)) {
      const answer = answerOf(entry);
      if (answer === null) break;
      answers.push(answer);
    }
    calls.push({ call, answers, isWriting: answers.some(({ line }) => line >= tree.size()) });
    if (call.done.length + answers.length < call.entries.length) break;
  }
  return { fresh, calls, partIsFull };
};

/** Lines of a write: the two syncs cost little beside them, and the outside mark never falls 1,000 lines behind. */
export const groupLinesMax = 500;
/** Bytes of a write: encoding them blocks nobody for long. */
const groupBytesMax = 8 * 1024 * 1024;

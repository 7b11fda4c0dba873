/**
 * Keeps the outside mark close behind the journal: at the latest every 1,000 lines or 30 s (record-format.md, section
 * 7, Rollback).
 */
import { success } from "../../shared/outcome/outcome.ts";
import type { DiskOutcome } from "../disk/disk-files.ts";
import { groupLinesMax } from "./append-plan.ts";
import type { JournalMark } from "./journal-mark.ts";
import type { OutsideMark } from "./outside-mark.ts";

export interface OutsideMarkKeeper {
  /** Lines have been appended: writes the mark if it is far behind, else sees to it that it is written in time. */
  readonly advanced: () => Promise<void>;
  /** Writes the mark unless it is up to date. */
  readonly secure: () => DiskOutcome<void>;
  /** Nothing will be written any more by itself. */
  readonly stop: () => void;
}

/** Does a task after some time; gives what cancels it. */
export type After = (milliseconds: number, task: () => void) => () => void;

/** A real timer that does not keep the process alive. */
export const realAfter: After = (milliseconds, task) => {
  const timer = setTimeout(task, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
};

/** Keeps `present` outside. A write that fails is tried again with the next lines or `secure`. */
export const keepOutsideMark = (outside: OutsideMark, present: () => JournalMark, after: After): OutsideMarkKeeper => {
  // What was read at opening may not be durable, if the process that wrote it was killed: so the first mark is always
  // written.
  let last = -1;
  let turn: DiskOutcome<void> = Promise.resolve(success(undefined));
  let cancel: (() => void) | null = null;

  const stop = (): void => {
    cancel?.();
    cancel = null;
  };
  const writeIfBehind = async (): DiskOutcome<void> => {
    const mark = present();
    if (mark.size === last) return success(undefined);
    stop();
    const done = await outside.write(mark);
    if (done.ok) last = mark.size;
    return done;
  };
  const secure = (): DiskOutcome<void> => (turn = turn.then(writeIfBehind));
  return {
    advanced: async () => {
      const behind = present().size - last;
      if (behind >= linesBehindMax - groupLinesMax) await secure();
      else if (behind > 0) cancel ??= after(secondsBehindMax * 1000, () => void (stop(), secure()));
    },
    secure,
    stop,
  };
};

const linesBehindMax = 1000;
const secondsBehindMax = 30;

/**
 * The file `mark`: two slots written in turn, so that one whole mark is always on disk (record-format.md, section 7).
 */
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome, OpenFile } from "../disk/disk-files.ts";
import { readFully } from "../disk/read-fully.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { writeFully } from "../disk/write-fully.ts";
import { largerMark, markOfSlot, slotBytes, slotOf, type JournalMark } from "./journal-mark.ts";

export interface MarkFile {
  readonly mark: () => JournalMark;
  /** Afterwards the mark is on disk. After a failure it may be there or not; `restore` puts the one before back. */
  readonly write: (mark: JournalMark) => DiskOutcome<void>;
  /** Makes sure, after a failed `write`, that the mark on disk is the one before. */
  readonly restore: () => DiskOutcome<void>;
  readonly close: () => DiskOutcome<void>;
}

export type MarkFailure = DiskFailure | (Failure & { readonly kind: "markDamaged" });

/** Makes the mark of an empty journal. */
export const createMark = (files: DiskFiles, path: string, empty: JournalMark): DiskOutcome<void> =>
  writeDurably(files, path, Buffer.concat([slotOf(empty), slotOf(empty)]));

/** Both slots as they lie on disk; `null` for one that is not intact. */
export const readMarkSlots = async (files: DiskFiles, path: string): DiskOutcome<MarkSlots> => {
  const file = await files.open(path, "read");
  if (!file.ok) return file;
  const bytes = new Uint8Array(2 * slotBytes);
  const count = await readFully(file.value, bytes, 0);
  const closed = await file.value.close();
  if (!count.ok) return count;
  if (!closed.ok) return closed;
  return success([markOfSlot(bytes.subarray(0, slotBytes)), markOfSlot(bytes.subarray(slotBytes, count.value))]);
};

export type MarkSlots = readonly [JournalMark | null, JournalMark | null];

/** Opens the mark for writing. */
export const openMark = async (files: DiskFiles, path: string): Promise<Outcome<MarkFile, MarkFailure>> => {
  const slots = await readMarkSlots(files, path);
  if (!slots.ok) return slots;
  const mark = largerMark(...slots.value);
  if (mark === null) return refuse("markDamaged", `Both halves of ${path} are damaged.`);
  const file = await files.open(path, "readWrite");
  return file.ok ? success(markFile(file.value, mark, mark === slots.value[0] ? 1 : 0)) : file;
};

const markFile = (file: OpenFile, first: JournalMark, firstTurn: 0 | 1): MarkFile => {
  let mark = first;
  let turn = firstTurn;
  const put = async (slot: JournalMark): DiskOutcome<void> => {
    const written = await writeFully(file, slotOf(slot), turn * slotBytes);
    return written.ok ? file.datasync() : written;
  };
  return {
    mark: () => mark,
    write: async (next) => {
      const done = await put(next);
      if (!done.ok) return done;
      mark = next;
      turn = turn === 0 ? 1 : 0;
      return done;
    },
    restore: () => put(mark),
    close: file.close,
  };
};

/**
 * The journal: everything this installation wrote or received, in order of receipt, as an append-only log
 * (record-format.md, section 7).
 */
import type { Instant } from "../../shared/clock/instant.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { MerkleTree } from "../../shared/ledger/merkle-tree.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import type { Failure, Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { JournalFault, LinePlace } from "./journal-fault.ts";
import type { LineContent } from "./journal-line.ts";

/**
 * A line as it lies on disk, its shape checked and its record's id computed; the signature was checked when it came in.
 */
export interface JournalLine extends LinePlace, LineContent {
  readonly id: RecordId;
}

/** What is to be appended: a verified record and the key of the installation that it came from. */
export interface JournalEntry {
  readonly from: string;
  readonly record: SignedRecord;
}

/** An appended line with its record already parsed. */
export interface AppendedLine extends LinePlace {
  readonly from: string;
  readonly received: Instant;
  readonly record: SignedRecord;
}

/** What became of an entry: the line it has now, or has had already. */
export interface AppendAnswer {
  readonly state: "appended" | "held";
  readonly line: number;
}

/** Why entries were not appended. `done` answers those at the beginning of the call that are durable all the same. */
export interface AppendFailure extends Failure {
  readonly kind: "diskFull" | "diskFailed" | "readOnly" | "closed";
  readonly done: ReadonlyArray<AppendAnswer>;
}

/** What opening found behind the mark, and did about it. */
export interface Recovery {
  /** Whole lines behind the mark that are confirmed now: written before a power cut, never acknowledged. */
  readonly adopted: number;
  /** What was cut off behind the last good line; the bytes are kept in `quarantine/`. */
  readonly cut: CutTail | null;
  /** Parts whose leaf hashes were written again. */
  readonly leavesRebuilt: ReadonlyArray<number>;
}

export interface CutTail extends LinePlace {
  readonly bytes: number;
  /** Why the first line of it is bad. */
  readonly why: string;
  readonly keptAs: string;
}

/** One log of a journal: closed ones come before the one that is written. */
export interface LogView {
  /** The number of its first line in the whole journal. */
  readonly first: number;
  readonly tree: Omit<MerkleTree, "append">;
  /** The newest checkpoint of a closed log; `null` for the one that is written, which signs a fresh one. */
  readonly note: string | null;
}

export interface Journal {
  /** Confirmed lines. */
  readonly size: () => number;
  /** The log that a line stands in: its place there, and the tree that proves it. */
  readonly logOf: (line: number) => LogView;
  /** The tree over all confirmed lines: roots and proofs of any size. Grows with the journal. */
  readonly tree: Omit<MerkleTree, "append">;
  /** Why nothing can be written, or `null`. */
  readonly fault: () => JournalFault | null;
  /** What opening did. */
  readonly recovery: Recovery;

  readonly has: (id: RecordId) => boolean;
  readonly lineOf: (id: RecordId) => number | null;
  /** The id of a line's record; `null` for a damaged line and for none. */
  readonly idAt: (line: number) => RecordId | null;
  /** The ids that begin with these hex digits. */
  readonly idsBeginning: (digits: string) => ReadonlyArray<RecordId>;
  /** One line, checked against its record's id; a line that became damaged since opening is a fault. */
  readonly read: (line: number) => Promise<Outcome<JournalLine, ReadFailure>>;
  /**
   * All lines from number `from` on, in groups that fit a few MiB; damaged lines are left out. A failure is the last
   * thing given.
   */
  readonly lines: (from: number) => AsyncGenerator<Outcome<ReadonlyArray<JournalLine>, ReadFailure>, void>;

  /**
   * Appends records that have been verified, and answers when lines and mark are on disk. Calls made at the same time
   * share one write and two syncs. A record that is held already is answered with its line. After a failure everything
   * that is not in `done` counts as not recorded.
   */
  readonly append: (
    entries: ReadonlyArray<JournalEntry>,
  ) => Promise<Outcome<ReadonlyArray<AppendAnswer>, AppendFailure>>;
  /** Calls `listener` with lines that have become durable, in their order, before `append` answers. Returns its end. */
  readonly onAppended: (listener: (lines: ReadonlyArray<AppendedLine>) => void) => () => void;
  /** Calls `listener` when a fault appears while the journal is open. Returns its end. */
  readonly onFault: (listener: (fault: JournalFault) => void) => () => void;

  /** Brings the mark outside of the data folder up to date: before anything is sent to somebody else. */
  readonly secure: () => Promise<Outcome<null, DiskFailure>>;
  /** Signs the present size and root and replaces the file `checkpoint`; gives the note. */
  readonly checkpoint: () => Promise<Outcome<string, DiskFailure | AppendFailure>>;
  /** From now on the log's key signs nothing, somebody else may sign with it; `checkpoint` gives its last note. */
  readonly retire: () => void;
  /** Finishes what is queued, writes checkpoint and outside mark, and lets go of the files. */
  readonly close: () => Promise<Outcome<null, DiskFailure>>;
}

/** `noSuchLine` asks for a number that the journal does not have. */
export type ReadFailure = JournalFault | DiskFailure | (Failure & { readonly kind: "noSuchLine" });

/** What the recorder needs of the journal: durable appends in groups, and the lines again. */
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { Failure, Outcome } from "../../shared/outcome/outcome.ts";

export interface JournalEntry {
  /** The installation that the record came from; its own for local work. */
  readonly from: string;
  readonly frame: SignedRecord;
}

export interface JournalPort {
  /** Resolves when all entries are durable; all or, after a failure, none of them are in the journal. */
  readonly append: (entries: ReadonlyArray<JournalEntry>) => Promise<Outcome<unknown, Failure>>;
  /** The frames of all lines from line 0 on, in groups. */
  readonly frames: () => AsyncIterable<Outcome<ReadonlyArray<Uint8Array>, Failure>>;
  /** The frame of a record by its id. */
  readonly frameOf: (id: string) => Promise<Outcome<Uint8Array, Failure>>;
}

/** What is known of times: the cosignatures from which the bounds of records follow (record-format.md, section 6). */
import type { Instant } from "../clock/instant.ts";
import type { RecordId } from "../ledger/record.ts";

/** One cosignature that was verified: the witness key (hex64) that says so, and when. */
export interface WitnessTime {
  readonly witness: string;
  readonly time: Instant;
}

/** What a node or a verifier knows. It only ever grows; every time in it stands on a signature that was checked. */
export interface TimeEvidence {
  /**
   * The cosignatures of the note with this SHA-256 (hex64, over the whole cosigned note); `null` when it is not here.
   */
  readonly note: (sha256: string) => ReadonlyArray<WitnessTime> | null;
  /** For a record the earliest cosignature of each witness on a checkpoint of a log that holds the record's line. */
  readonly inclusions: (record: RecordId) => ReadonlyArray<WitnessTime>;
  /** 0 while nothing is known; grows with everything that is learnt: conclusions from an older one are outdated. */
  readonly version: () => number;
}

/** Where nothing is known every bound is open and every time self-declared. */
export const noTimeEvidence: TimeEvidence = { note: () => null, inclusions: () => [], version: () => 0 };

/** Where the records of a bundle come from: the graph, and the bytes of each record. */
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { Ledger } from "../../shared/ledger/ledger.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import type { Outcome } from "../../shared/outcome/outcome.ts";

export interface RecordSource {
  readonly ledger: Ledger;
  /** A held record with its bytes and signature. */
  readonly read: (id: RecordId) => Promise<Outcome<SignedRecord>>;
}

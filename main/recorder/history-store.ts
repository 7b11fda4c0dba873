/** What this installation holds, and the one way in: checked records go to the journal, then into the graph. */
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { Opening } from "../../shared/ledger/bundle.ts";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import type { ChainFailure, Ledger } from "../../shared/ledger/ledger.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import type { Failure, Outcome } from "../../shared/outcome/outcome.ts";
import type { StandingJudge } from "../../shared/register/standing-judge.ts";

/** What became of a group of records. On the first fault the good prefix stays and the rest is refused. */
export interface TakenIn {
  /** Records that were new, in order. */
  readonly taken: ReadonlyArray<HeldRecord>;
  readonly already: number;
  /** The first record that could not be taken, and why. */
  readonly fault: (ChainFailure & { readonly index: number }) | null;
}

export interface HistoryStore {
  readonly ledger: Ledger;
  readonly judge: StandingJudge;
  /** Takes in records whose bytes and signatures are checked, parents first; resolves when they are durable. */
  readonly takeIn: (records: ReadonlyArray<SignedRecord>, from: string) => Promise<Outcome<TakenIn, Failure>>;
  /** A held record with its bytes and signature, from the journal. */
  readonly read: (id: RecordId) => Promise<Outcome<SignedRecord, Failure>>;
  /** Makes the openings durable; those that a record forbids are left out. Returns how many are new. */
  readonly takeOpenings: (openings: ReadonlyArray<Opening>) => Promise<Outcome<number, Failure>>;
  /** Says that more is known of times: what depends on it is judged anew, and the listeners hear of it. */
  readonly timesGrew: () => void;
  /** Called after records are durable and in the graph, and without records when more is known of times. */
  readonly onTaken: (
    listener: (
      taken: ReadonlyArray<HeldRecord>,
      completed: ReadonlyArray<HeldRecord>,
      anew: ReadonlySet<HistoryId>,
    ) => void,
  ) => void;
}

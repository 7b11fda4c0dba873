/** Writes records: composes the next record of a key in a history, signs it, and answers when it is durable. */
import type { Instant } from "../../shared/clock/instant.ts";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import type { HistoryId, RecordClock } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { isAheadOfClock } from "../../shared/record-type/inspect-record.ts";
import { Composer } from "./composer.ts";
import type { LedgerStore } from "./ledger-store.ts";
import type { RecordSigner, RecordWish } from "./record-wish.ts";

export interface Recorder {
  /** Records one thing. */
  readonly record: (wish: RecordWish, signer: RecordSigner) => Promise<Outcome<HeldRecord>>;
  /** Records several things in their order, all or none of one group; the first reason refuses them all. */
  readonly recordAll: (
    wishes: ReadonlyArray<RecordWish>,
    signer: RecordSigner,
  ) => Promise<Outcome<ReadonlyArray<HeldRecord>>>;
  /** True for a time that lies too far ahead of the clock to be recorded. */
  readonly isAhead: (at: Instant, key: string) => boolean;
}

export interface RecorderParts {
  readonly store: LedgerStore;
  readonly clock: (key: string) => RecordClock;
  /** What a record names in `after` (record-format.md, section 6). */
  readonly newestNote?: (register: HistoryId | null, key: string) => string | null;
  /** Why nothing may be recorded with the keys of this installation, or `null`. */
  readonly stopped?: () => string | null;
}

/** Makes the recorder over a store. */
export const createRecorder = (parts: RecorderParts): Recorder => {
  const composer = new Composer(parts);
  // Openings are durable before the record that needs them, and none is kept for what is refused.
  const takeOpenings = async (wishes: ReadonlyArray<RecordWish>, signer: RecordSigner): Promise<Outcome<unknown>> => {
    const openings = wishes.flatMap((wish) => wish.openings ?? []);
    if (openings.length === 0) return success(null);
    const refused = composer.refusal(wishes, signer);
    return refused.ok ? parts.store.takeOpenings(openings) : refused;
  };
  const refusal = (): Outcome<null> => {
    const stopped = parts.stopped?.() ?? null;
    return stopped === null ? success(null) : refuse("mustRenew", stopped);
  };
  const recordAll: Recorder["recordAll"] = async (wishes, signer) => {
    const may = refusal();
    if (!may.ok) return may;
    const openings = await takeOpenings(wishes, signer);
    if (!openings.ok) return openings;
    // Asked again in its turn: the reason may have come while it waited.
    const ids = await parts.store.compose(() => {
      const still = refusal();
      return still.ok ? composer.compose(wishes, signer) : still;
    });
    return ids.ok ? success(ids.value.map((id) => parts.store.ledger.record(id) ?? lost(id))) : ids;
  };
  const record: Recorder["record"] = async (wish, signer) => {
    const recorded = await recordAll([wish], signer);
    return recorded.ok ? success(recorded.value[0] ?? lost("that was asked for")) : recorded;
  };
  return { isAhead: (at, key) => isAheadOfClock(at, parts.clock(key).utc), record, recordAll };
};

const lost = (id: string): never => {
  throw new Error(`The record ${id} was appended but is not in the graph`);
};

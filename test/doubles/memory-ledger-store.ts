/** A store of histories without a disk: the graph and the bytes in memory, durable at once. */
import type { Opening } from "../../shared/ledger/bundle.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import { Ledger } from "../../shared/ledger/ledger.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { openingDigest } from "../../shared/ledger/sealed-value.ts";
import { refuse, success } from "../../shared/outcome/outcome.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../shared/record-type/record-types.ts";
import { StandingJudge } from "../../shared/register/standing-judge.ts";
import type { TakenIn } from "../../main/recorder/history-store.ts";
import type { LedgerStore, TakenListener } from "../../main/recorder/ledger-store.ts";

export interface MemoryLedgerStore extends LedgerStore {
  readonly openings: ReadonlyMap<string, Opening>;
  /** Every record as it was taken in, and from whom. */
  readonly received: ReadonlyArray<{ readonly id: RecordId; readonly from: string }>;
}

/** Makes an empty store. */
export const memoryLedgerStore = (installation: string): MemoryLedgerStore => {
  const ledger = new Ledger();
  const judge = new StandingJudge(ledger, isKnownType);
  const bytes = new Map<RecordId, SignedRecord>();
  const openings = new Map<string, Opening>();
  const received: { readonly id: RecordId; readonly from: string }[] = [];
  const listeners: TakenListener[] = [];

  const take = (records: ReadonlyArray<SignedRecord>, from: string): TakenIn => {
    const taken: HeldRecord[] = [];
    const completed: HeldRecord[] = [];
    let fault: TakenIn["fault"] = null;
    for (const [index, signed] of records.entries()) {
      const answer = ledger.take(signed, inspectRecord(signed.record));
      if (!answer.ok) {
        fault = { ...answer.failure, index };
        break;
      }
      if (answer.value.kind === "held") continue;
      bytes.set(signed.id, { ...signed, bytes: signed.bytes.slice(), signature: signed.signature.slice() });
      received.push({ id: signed.id, from });
      taken.push(answer.value.record);
      completed.push(...answer.value.completed);
    }
    const anew = judge.arrived(completed);
    if (taken.length > 0) for (const listener of listeners) listener(taken, completed, anew);
    return { taken, already: (fault?.index ?? records.length) - taken.length, fault };
  };

  return {
    ledger,
    judge,
    openings,
    received,
    takeIn: async (records, from) => success(take(records, from)),
    compose: async (compose) => {
      const composed = compose();
      if (!composed.ok) return composed;
      const { fault } = take(composed.value.records, installation);
      return fault === null ? success(composed.value.answer) : refuse(fault.kind, fault.message);
    },
    read: async (id) => {
      const found = bytes.get(id);
      return found === undefined ? refuse("notHeld", `The record ${id} is not here.`) : success(found);
    },
    takeOpenings: async (given) => {
      const before = openings.size;
      for (const opening of given) openings.set(openingDigest(opening), opening);
      return success(openings.size - before);
    },
    onTaken: (listener) => void listeners.push(listener),
    timesGrew: () => listeners.forEach((listener) => listener([], [], judge.timesGrew())),
    drained: async () => undefined,
    snapshot: async () => success(undefined),
  };
};

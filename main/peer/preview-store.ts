/**
 * A throwaway copy of the histories that an import would touch: takes records in as the real store does and writes
 * nothing.
 */
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { Ledger } from "../../shared/ledger/ledger.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { success } from "../../shared/outcome/outcome.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../shared/record-type/record-types.ts";
import { StandingJudge } from "../../shared/register/standing-judge.ts";
import { registersOf } from "../../shared/sync/shared-histories.ts";
import type { HistoryStore, TakenIn } from "../recorder/history-store.ts";

export interface PreviewStore extends HistoryStore {
  /** Copies histories from the real store before records of them are taken. */
  readonly copy: (histories: Iterable<HistoryId>) => void;
}

/**
 * Lays a preview over a store; a history is copied in some milliseconds. All of its registers are copied at once, for
 * they say whose records are welcome.
 */
export const previewStore = (base: Pick<HistoryStore, "ledger" | "read">): PreviewStore => {
  const ledger = new Ledger();
  const judge = new StandingJudge(ledger, isKnownType);
  const copied = new Set<HistoryId>();
  const copy: PreviewStore["copy"] = (histories) => {
    for (const id of histories) {
      const history = base.ledger.history(id);
      if (history === undefined || copied.has(id)) continue;
      copied.add(id);
      copy(registersOf(base.ledger, id));
      copyRecords(history, ledger);
    }
  };
  copy(base.ledger.histories.registers().map(({ id }) => id));
  return {
    ledger,
    judge,
    copy,
    takeIn: async (records) => success(takeAll(records, ledger, judge)),
    read: (id) => base.read(id),
    takeOpenings: async (openings) => success(openings.length),
    onTaken: () => undefined,
    timesGrew: () => undefined,
  };
};

const takeAll = (records: ReadonlyArray<SignedRecord>, ledger: Ledger, judge: StandingJudge): TakenIn => {
  const taken: HeldRecord[] = [];
  for (const [index, signed] of records.entries()) {
    const answer = ledger.take(signed, inspectRecord(signed.record));
    if (!answer.ok) return { taken, already: index - taken.length, fault: { ...answer.failure, index } };
    if (answer.value.kind === "held") continue;
    taken.push(answer.value.record);
    judge.arrived(answer.value.completed);
  }
  return { taken, already: records.length - taken.length, fault: null };
};

const copyRecords = (history: History, into: Ledger): void => {
  for (const record of history.records.values()) {
    const answer = into.take(signedOf(record), { fault: record.fault, sets: record.sets });
    if (!answer.ok) throw new Error(`A record that is held breaks a rule in its copy: ${answer.failure.message}`);
  }
};

/** What the graph needs of a record that was taken once already: everything but its bytes. */
const signedOf = (held: HeldRecord): SignedRecord => ({
  id: held.id,
  record: {
    after: held.after,
    at: held.at,
    body: bodyOf(held),
    clock: { ...noClock, utc: held.recordedAt },
    history: held.id === held.history ? null : held.history,
    prev: held.prev,
    register: held.register,
    seen: held.seen,
    seq: held.seq,
    type: held.type,
    v: 1,
    writer: held.writer,
  },
  bytes: noBytes,
  signature: noBytes,
});

const bodyOf = ({ body, foundsUnder }: HeldRecord): JsonObject =>
  body ?? (foundsUnder === undefined ? {} : { register: foundsUnder });

const noClock = { boot: "0".repeat(16), mono_us: 0, offset_min: 0, source: "system", unc_us: null } as const;
const noBytes = new Uint8Array(0);

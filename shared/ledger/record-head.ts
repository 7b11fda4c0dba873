/** What the graph takes of a record: what its own bytes say, before any other record is looked at. */
import type { SignedRecord } from "./frame.ts";
import type { HeldRecord, Inspection } from "./history.ts";
import { parseRecordId, type HistoryId, type LedgerRecord } from "./record.ts";

/** A record without its bytes, its place and its relatives. */
export type RecordHead = Readonly<
  Pick<
    HeldRecord,
    | "id"
    | "history"
    | "writer"
    | "seq"
    | "type"
    | "at"
    | "recordedAt"
    | "after"
    | "prev"
    | "seen"
    | "register"
    | "body"
    | "foundsUnder"
    | "sets"
    | "fault"
  >
>;

/** The head of a record and of what was found in it. */
export const recordHead = (
  { id, record }: Pick<SignedRecord, "id" | "record">,
  { fault, sets }: Inspection,
): RecordHead => ({
  id,
  history: record.history ?? id,
  writer: record.writer,
  seq: record.seq,
  type: record.type,
  at: record.at,
  recordedAt: record.clock.utc,
  after: record.after,
  prev: record.prev,
  seen: record.seen.length === 0 ? none : record.seen,
  register: record.register.length === 0 ? none : record.register,
  body: decidesAboutOthers.test(record.type) ? record.body : null,
  foundsUnder: record.history === null ? registerNamed(record.body) : undefined,
  sets,
  fault,
});

/** A head as the graph begins to hold it: with no relatives and no place. */
export const heldRecord = (head: RecordHead): HeldRecord => ({
  id: head.id,
  history: head.history,
  writer: head.writer,
  seq: head.seq,
  type: head.type,
  at: head.at,
  recordedAt: head.recordedAt,
  after: head.after,
  prev: head.prev,
  seen: head.seen,
  register: head.register,
  body: head.body,
  foundsUnder: head.foundsUnder,
  sets: head.sets,
  fault: head.fault,
  parents: [],
  children: [],
  waitingFor: 0,
  position: -1,
  branch: -1,
  past: null,
});

// A founding record that names no register, nor says with `null` that it founds one, stands under none.
const registerNamed = ({ register }: LedgerRecord["body"]): HistoryId | null | undefined =>
  register === null ? null : (parseRecordId(register) ?? undefined);

const decidesAboutOthers = /^(custody|history|record|register)\//;
const none: ReadonlyArray<never> = [];

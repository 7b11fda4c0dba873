/** Records for tests of the graph: real bytes and ids, no signature, for the graph takes what was checked before. */
import { hash } from "node:crypto";
import { parseInstant, type Instant } from "../../../shared/clock/instant.ts";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { History, type HeldRecord } from "../../../shared/ledger/history.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import { parseRecordId, recordBytes, type LedgerRecord, type RecordId } from "../../../shared/ledger/record.ts";
import { valueOf } from "../../doubles/value-of.ts";

/** A key of the tests by its name: 64 hex digits that no curve knows. */
export const keyNamed = (name: string): string => hash("sha256", `a key of the graph's tests: ${name}`, "hex");

/** The minute of 2026-03-01 with this number. */
export const minute = (number: number): Instant =>
  valueOf(parseInstant(`2026-03-01T${two(Math.floor(number / 60))}:${two(number % 60)}:00.000000Z`));

export type RecordParts = Partial<Omit<LedgerRecord, "writer" | "at" | "clock">> & {
  readonly writer: string;
  readonly at?: Instant;
};

/** A record with the given parts; everything else is what a first record has. `writer` is the name of a key. */
export const plainRecord = ({ at = minute(0), writer, ...parts }: RecordParts): SignedRecord => {
  const record: LedgerRecord = {
    after: null, at, body: {}, clock: { ...stillClock, utc: at }, history: null, prev: null, seq: 0,
    type: "test/said@1", v: 1, writer: keyNamed(writer), ...parts, register: [...(parts.register ?? [])].sort(),
    seen: [...(parts.seen ?? [])].sort(),
  };
  const bytes = recordBytes(record);
  return { id: idOf(hash("sha256", bytes, "hex")), record, bytes, signature: new Uint8Array(64) };
};

/** What a record says of its place besides its writer. */
export const after = (prev: SignedRecord, ...seen: ReadonlyArray<SignedRecord>) => ({
  history: prev.record.history ?? prev.id,
  prev: prev.id,
  seen: seen.map(({ id }) => id),
  seq: prev.record.seq + 1,
});

/** The place of a key's first record in a history. */
export const firstAfter = (...seen: ReadonlyArray<SignedRecord>) => ({
  history: seen[0] === undefined ? null : (seen[0].record.history ?? seen[0].id),
  seen: seen.map(({ id }) => id),
});

/** A graph of records that all were taken in, in this order. */
export const ledgerOf = (records: ReadonlyArray<SignedRecord>): Ledger => {
  const ledger = new Ledger();
  for (const record of records) valueOf(ledger.take(record));
  return ledger;
};

/** A history that a ledger holds. */
export const historyIn = (ledger: Ledger, of: SignedRecord): History =>
  ledger.history(of.record.history ?? of.id) ?? new History(of.id);

/** A held record. */
export const heldIn = (ledger: Ledger, { id }: SignedRecord): HeldRecord => {
  const record = ledger.record(id);
  if (record === undefined) throw new Error(`${id} is not held`);
  return record;
};

/** The ids of records. */
export const idsOf = (records: Iterable<{ readonly id: RecordId }>): ReadonlyArray<RecordId> =>
  [...records].map(({ id }) => id);

/** Every order of a few things. */
export const ordersOf = <T>(items: ReadonlyArray<T>): ReadonlyArray<ReadonlyArray<T>> =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, index) => ordersOf(items.toSpliced(index, 1)).map((others) => [item, ...others]));

const stillClock = { boot: "00".repeat(8), mono_us: 0, offset_min: 0, source: "system", unc_us: null } as const;

const two = (number: number): string => String(number).padStart(2, "0");

const idOf = (hex: string): RecordId => {
  const id = parseRecordId(hex);
  if (id === null) throw new Error(`${hex} is not an id`);
  return id;
};

/** A record: its member table, its bytes and its id (record-format.md, section 2). */
import { isInstant, type Instant } from "../clock/instant.ts";
import { digestHex } from "../crypto/digest.ts";
import {
  hasMembers,
  isArray,
  isObject,
  canonicalBytes,
  parseCanonicalBytes,
  type JsonObject,
  type JsonValue,
} from "../encoding/canonical-json.ts";
import { isHex } from "../encoding/hex.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";

export type RecordId = string & { readonly __brand: "RecordId" };
/** The id of a history is the id of its first record. */
export type HistoryId = RecordId;

export interface RecordClock {
  readonly boot: string;
  readonly mono_us: number;
  readonly offset_min: number;
  readonly source: ClockSource;
  readonly unc_us: number | null;
  readonly utc: Instant;
}

export type ClockSource = "system" | "ntp" | "gnss" | "manual";

/** The twelve members of a record. `body` is opaque here: its schema belongs to its type. */
export interface LedgerRecord {
  readonly after: string | null;
  readonly at: Instant;
  readonly body: JsonObject;
  readonly clock: RecordClock;
  readonly history: HistoryId | null;
  readonly prev: RecordId | null;
  readonly register: ReadonlyArray<RecordId>;
  readonly seen: ReadonlyArray<RecordId>;
  readonly seq: number;
  readonly type: string;
  readonly v: 1;
  readonly writer: string;
}

export type RecordFailure = Failure & { readonly kind: "recordTooLarge" | "recordBytes" | "recordMember" };

/** Bytes of one record (section 2, Limits): what fits a transparency log's 64 KiB entry with its line around it. */
export const recordBytesMax = 60_000;
/** Heads that a record names at most in `seen` and in `register` (section 2). */
export const headsMax = 16;

/** The id of a record: SHA-256 of its bytes; the signature is not part of it. */
export const recordIdOf = (bytes: Uint8Array): RecordId => brandId(digestHex(bytes));

/** Brands 64 hex digits as an id, or `null`. */
export const parseRecordId = (text: unknown): RecordId | null => (isHex(text, 64) ? brandId(text) : null);

/** The name that failures and screens use for a record: its first twelve digits. */
export const shortId = (id: string): string => `${id.slice(0, 12)}…`;

/** The bytes that a writer makes once; from then on they are stored, sent and hashed as they are. */
export const recordBytes = (record: LedgerRecord): Uint8Array => canonicalBytes(jsonOfRecord(record));

/** Reads record bytes: size, canonical JSON and the member table, or the first reason why a reader must refuse them. */
export const parseRecord = (bytes: Uint8Array): Outcome<LedgerRecord, RecordFailure> => {
  if (bytes.length > recordBytesMax) {
    return refuse(
      "recordTooLarge",
      `The record has ${bytes.length} bytes; a record has at most ${recordBytesMax}. Put large things into attachments.`,
    );
  }
  const parsed = parseCanonicalBytes(bytes);
  if (!parsed.ok) return refuse("recordBytes", `The record's bytes cannot be accepted: ${parsed.failure.message}`);
  return recordOfJson(parsed.value);
};

/** Checks the member table on an already parsed canonical value. */
export const recordOfJson = (value: JsonValue): Outcome<LedgerRecord, RecordFailure> => {
  if (!isObject(value)) return member("record", "is not an object");
  return isRecord(value) ? success(value) : (memberFault(value) ?? member("record", "is not a record"));
};

/** The 64 hex digits of the writer, read from the end of the bytes without parsing anything (section 2). */
export const writerOfBytes = (bytes: Uint8Array): string | null => {
  if (bytes.length < writerTail.length + 66) return null;
  const tail = bytes.subarray(bytes.length - writerTail.length - 66);
  const text = String.fromCharCode(...tail);
  const key = text.slice(writerTail.length, writerTail.length + 64);
  return text.startsWith(writerTail) && text.endsWith('"}') && isHex(key, 64) ? key : null;
};

const writerTail = '"writer":"';

const memberNames = "after at body clock history prev register seen seq type v writer".split(" ");
const clockNames = "boot mono_us offset_min source unc_us utc".split(" ");
const typePattern = /^[a-z][a-z0-9_-]{0,39}\/[a-z][a-z0-9_-]{0,39}@[1-9][0-9]{0,5}$/;

const memberFault = (value: JsonObject): Outcome<never, RecordFailure> | null => {
  if (!hasMembers(value, memberNames))
    return member("record", `does not have exactly the members ${memberNames.join(", ")}`);
  if (value["v"] !== 1) return member("v", "is not 1: this program reads format version 1");
  if (!isHex(value["writer"], 64)) return member("writer", "is not 64 hex digits");
  if (value["after"] !== null && !isHex(value["after"], 64))
    return member("after", "is neither null nor 64 hex digits");
  if (typeof value["at"] !== "string" || !isInstant(value["at"]))
    return member("at", "is not a time with microseconds");
  if (!isObject(value["body"])) return member("body", "is not an object");
  if (typeof value["type"] !== "string" || !typePattern.test(value["type"]))
    return member("type", "is not area/name@version");
  return (
    clockFault(value["clock"]) ?? headsFault(value, "register") ?? headsFault(value, "seen") ?? positionFault(value)
  );
};

const clockFault = (clock: JsonValue | undefined): Outcome<never, RecordFailure> | null => {
  if (!hasMembers(clock, clockNames))
    return member("clock", `does not have exactly the members ${clockNames.join(", ")}`);
  if (!isHex(clock["boot"], 16)) return member("clock.boot", "is not 16 hex digits");
  if (!Number.isSafeInteger(clock["mono_us"])) return member("clock.mono_us", "is not an integer");
  if (!Number.isSafeInteger(clock["offset_min"])) return member("clock.offset_min", "is not an integer");
  if (!isClockSource(clock["source"])) return member("clock.source", "is not system, ntp, gnss or manual");
  if (clock["unc_us"] !== null && !Number.isSafeInteger(clock["unc_us"]))
    return member("clock.unc_us", "is neither null nor an integer");
  if (typeof clock["utc"] !== "string" || !isInstant(clock["utc"]))
    return member("clock.utc", "is not a time with microseconds");
  return null;
};

const headsFault = (value: JsonObject, name: "register" | "seen"): Outcome<never, RecordFailure> | null => {
  const heads = value[name];
  if (!isArray(heads) || heads.length > headsMax) return member(name, `is not an array of at most ${headsMax} ids`);
  for (const [index, head] of heads.entries()) {
    if (!isHex(head, 64)) return member(name, "holds something that is not 64 hex digits");
    const before = heads[index - 1];
    if (typeof before === "string" && head <= before) return member(name, "is not sorted, or names an id twice");
  }
  return null;
};

const positionFault = (value: JsonObject): Outcome<never, RecordFailure> | null => {
  const { seq, history, prev, seen } = value;
  if (typeof seq !== "number" || !Number.isSafeInteger(seq) || seq < 0) return member("seq", "is not 0, 1, 2, ...");
  if (history !== null && !isHex(history, 64)) return member("history", "is neither null nor 64 hex digits");
  if (prev !== null && !isHex(prev, 64)) return member("prev", "is neither null nor 64 hex digits");
  if ((seq === 0) !== (prev === null)) return member("prev", "must be null at seq 0 and an id after it");
  if (history === null && seq !== 0) return member("history", "may be null in a history's first record only, at seq 0");
  if (prev !== null && isArray(seen) && seen.includes(prev))
    return member("seen", 'holds the record that "prev" names');
  if (history === null && isArray(seen) && seen.length > 0)
    return member("seen", "must be empty in a history's first record");
  return null;
};

const isClockSource = (value: JsonValue | undefined): value is ClockSource =>
  value === "system" || value === "ntp" || value === "gnss" || value === "manual";

const member = (name: string, what: string): Outcome<never, RecordFailure> =>
  refuse("recordMember", name === "record" ? `The record ${what}.` : `The record's member "${name}" ${what}.`);

const jsonOfRecord = (record: LedgerRecord): JsonObject => ({
  ...record,
  clock: { ...record.clock },
});

// What memberFault finds no fault with is a record.
const isRecord = (value: JsonObject): value is JsonObject & LedgerRecord => memberFault(value) === null;

// The brand of this file: it follows a complete check.
const brandId = (hex: string): RecordId => hex as RecordId;

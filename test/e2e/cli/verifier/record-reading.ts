/** One frame read by the page alone (record-format.md, section 2): length, signature, canonical bytes, member table. */
import { createHash } from "node:crypto";
import { isList, isObject, levelsOf, parseCanonical, textIn, type Json, type JsonObject } from "./canonical-json.ts";
import { isSigned, keyFault } from "./ed25519-rule.ts";

export interface ReadRecord {
  readonly id: string;
  readonly at: string;
  readonly body: JsonObject;
  /** The id of its history: its own for a first record. */
  readonly history: string;
  readonly founds: boolean;
  readonly prev: string | null;
  readonly register: ReadonlyArray<string>;
  readonly seen: ReadonlyArray<string>;
  readonly seq: number;
  readonly type: string;
  readonly writer: string;
}

/** Reads `SIGNATURE_HEX SP RECORD_BYTES`; a string says why a reader refuses it. */
export const readFrame = (frame: Uint8Array): ReadRecord | string => {
  const bytes = frame.subarray(signatureDigits + 1);
  const signature = Buffer.from(frame.subarray(0, signatureDigits)).toString("latin1");
  if (!/^[0-9a-f]{128}$/.test(signature) || frame[signatureDigits] !== 0x20) return "no signature stands before it";
  if (bytes.length > recordBytesMax) return `${bytes.length} bytes`;
  const writer = writerOf(bytes);
  if (writer === null) return 'the bytes do not end with "writer"';
  const message = Buffer.concat([Buffer.from("throughlife/record/v1\n"), bytes]);
  const fault = keyFault(writer) ?? (isSigned(writer, message, Buffer.from(signature, "hex")) ? null : "signature");
  if (fault !== null) return fault;
  const parsed = parseCanonical(bytes);
  return typeof parsed === "string" ? parsed : readRecord(parsed.value, sha256(bytes));
};

/** SHA-256 in hex. */
export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

const signatureDigits = 128;
const recordBytesMax = 60_000;

const writerOf = (bytes: Uint8Array): string | null => {
  const tail = Buffer.from(bytes.subarray(-76)).toString("latin1");
  return /^"writer":"([0-9a-f]{64})"\}$/.exec(tail)?.[1] ?? null;
};

const members = ["after", "at", "body", "clock", "history", "prev", "register", "seen", "seq", "type", "v", "writer"];
const clockMembers = ["boot", "mono_us", "offset_min", "source", "unc_us", "utc"];

const readRecord = (value: Json, id: string): ReadRecord | string => {
  if (!isObject(value) || Object.keys(value).sort().join() !== members.join()) return "not the members of a record";
  if (levelsOf(value) > 16) return "more than 16 levels";
  const { after, at, body, clock, history, prev, register, seen, seq, type, v, writer } = value;
  if (!isNullOr(isHash, after)) return "after";
  if (!isTime(at)) return "at";
  if (!isObject(body)) return "body";
  if (!isClock(clock)) return "clock";
  if (!isNullOr(isHash, history) || !isNullOr(isHash, prev)) return "history or prev";
  if (!isIdList(register) || !isIdList(seen)) return "register or seen";
  if (!isCount(seq)) return "seq";
  if (typeof type !== "string" || !/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*@[1-9][0-9]*$/.test(type)) return "type";
  if (v !== 1 || typeof writer !== "string") return "v or writer";
  const record = { id, at, body, history: history ?? id, founds: history === null, prev, register, seen, seq, type, writer };
  return firstRecordFault(record) ?? record;
};

const firstRecordFault = ({ body, founds, prev, register, seen, seq }: ReadRecord): string | null => {
  if ((prev === null) !== (seq === 0)) return "prev is null at seq 0 and nowhere else";
  if (!founds) return null;
  if (seq !== 0 || seen.length > 0) return "a first record has seq 0 and has seen nothing";
  if (typeof body["nonce"] !== "string" || !/^[0-9a-f]{32}$/.test(body["nonce"])) return "a first record has a nonce";
  if (!isNullOr(isHash, body["register"])) return "a first record names its register";
  return body["register"] === null && register.length > 0 ? "register heads inside a register" : null;
};

const isHash = (value: Json | undefined): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

const isNullOr = <T extends Json>(is: (value: Json | undefined) => value is T, value: Json | undefined): value is T | null =>
  value === null || is(value);

const isCount = (value: Json | undefined): value is number => isInteger(value) && value >= 0;

const isInteger = (value: Json | undefined): value is number => typeof value === "number" && Number.isSafeInteger(value);

const isIdList = (value: Json | undefined): value is ReadonlyArray<string> => {
  if (!isList(value) || value.length > 16) return false;
  return value.every((id, index) => isHash(id) && (index === 0 || textIn(value[index - 1]) < id));
};

/** True for a real moment in exactly the form of the page. */
export const isTime = (value: Json | undefined): value is string => {
  const form = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.\d{6}Z$/;
  const second = typeof value === "string" ? form.exec(value)?.[1] : undefined;
  if (second === undefined) return false;
  const millis = Date.parse(`${second}Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(second);
};

const isClock = (clock: Json | undefined): boolean => {
  if (!isObject(clock) || Object.keys(clock).sort().join() !== clockMembers.join()) return false;
  const { boot, mono_us: mono, offset_min: offset, source, unc_us: uncertainty, utc } = clock;
  const named = typeof source === "string" && ["system", "ntp", "gnss", "manual"].includes(source);
  const isBoot = typeof boot === "string" && /^[0-9a-f]{16}$/.test(boot);
  return named && isBoot && isInteger(mono) && isInteger(offset) && isNullOr(isInteger, uncertainty) && isTime(utc);
};

/** Frames, records, canonical JSON and lines of the journal: what is read first of everything that comes. */
import { z } from "zod";
import { signedMessage } from "../../../shared/crypto/signature.ts";
import { parseCanonicalBytes, type JsonValue } from "../../../shared/encoding/canonical-json.ts";
import { frameBytes, frameHeadBytes, readFrame, rememberKeys } from "../../../shared/ledger/frame.ts";
import { parseRecord, recordBytes } from "../../../shared/ledger/record.ts";
import { lineBytes, lineBytesMax, parseLine } from "../../../main/journal/journal-line.ts";
import { createCheckFrame } from "../../doubles/check-whole-frame.ts";
import { createNodeVerify } from "../../../main/signature/node-signature.ts";
import { oneOf, looseJsonText, spoilBytes, spoilJson, type Spoiling } from "../spoil.ts";
import { frames, histories, lines, recordIds, stranger } from "../good-inputs.ts";
import { accepted, bytesSet, find, itself, refused, type FuzzAnswer, type FuzzTarget } from "../fuzz-target.ts";
import { plainParsed } from "../json-text.ts";

const checkFrame = createCheckFrame();
const tools = { key: rememberKeys(), verify: createNodeVerify() };
const knownFrames = bytesSet(frames);

/** Both readers of frames must give one answer, and nobody but the writer makes a frame that is accepted. */
const judgeFrame = (input: Uint8Array): FuzzAnswer => {
  const read = readFrame(input, tools);
  const checked = checkFrame(input);
  if (read.ok !== checked.ok) return find(`the reader of shared says ${read.ok}, the fast one ${checked.ok}`);
  if (!read.ok) return refused(read.failure.kind);
  if (checked.ok && checked.value !== read.value.id) return find("two readers give one frame two ids");
  if (Buffer.compare(frameBytes(read.value), input) !== 0) return find("a frame is not written as it was read");
  return knownFrames.has(input) ? accepted(itself) : find("a frame that no writer made is accepted");
};

const recordsOf = histories.records.map(({ bytes }) => bytes);
const recordValues = recordsOf.map((bytes): JsonValue => JSON.parse(Buffer.from(bytes).toString("utf8")));

/** Record bytes: other JSON with the same outside, or other bytes. */
const spoilRecord: Spoiling = (input, random) =>
  random() < 0.5 ? spoilBytes(recordsOf)(input, random) : Buffer.from(looseJsonText(spoilJson(oneOf(random, recordValues), random), random));

const id = z.string().regex(/^[0-9a-f]{64}$/);
const heads = z.array(id).max(16).refine((ids) => ids.every((one, index) => index === 0 || one > (ids[index - 1] ?? "")));
const time = z.string().refine((text) => {
  const [, plain, micros] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:[0-5]\d)\.(\d{6})Z$/.exec(text) ?? [];
  if (plain === undefined || micros === undefined) return false;
  const millis = Date.parse(`${plain}Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(plain);
});

/** The member table of record-format.md, section 2, once more. */
const memberTable = z
  .strictObject({
    after: id.nullable(),
    at: time,
    body: z.record(z.string(), z.unknown()),
    clock: z.strictObject({
      boot: z.string().regex(/^[0-9a-f]{16}$/), mono_us: z.int(), offset_min: z.int(),
      source: z.enum(["system", "ntp", "gnss", "manual"]), unc_us: z.int().nullable(), utc: time,
    }),
    history: id.nullable(),
    prev: id.nullable(),
    register: heads,
    seen: heads,
    seq: z.int().min(0),
    type: z.string().regex(/^[a-z][a-z0-9_-]{0,39}\/[a-z][a-z0-9_-]{0,39}@[1-9][0-9]{0,5}$/),
    v: z.literal(1),
    writer: id,
  })
  .refine(({ prev, seq }) => (seq === 0) === (prev === null))
  .refine(({ history, seen, seq }) => history !== null || (seq === 0 && seen.length === 0))
  .refine(({ prev, seen }) => prev === null || !seen.includes(prev));

/** What record-format.md lets a reader take, without the product's code. */
export const mayBeRecord = (bytes: Uint8Array): boolean => bytes.length <= 60_000 && memberTable.safeParse(plainParsed(bytes)).success;

const judgeRecord = (input: Uint8Array): FuzzAnswer => {
  const parsed = parseRecord(input);
  if (parsed.ok !== mayBeRecord(input)) return find(`the product says ${parsed.ok}, the page of the format the opposite`);
  if (!parsed.ok) return refused(parsed.failure.kind);
  if (Buffer.compare(recordBytes(parsed.value), input) !== 0) return find("a record is not written as it was read");
  return accepted("any writer may sign it: it is canonical and keeps the member table");
};

const judgeJson = (input: Uint8Array): FuzzAnswer => {
  const parsed = parseCanonicalBytes(input);
  const plain = plainParsed(input);
  if (parsed.ok !== (plain !== undefined)) return find(`the product says ${parsed.ok}, a plain reader ${plain !== undefined}`);
  return parsed.ok ? accepted("it is the canonical form of a value") : refused(parsed.failure.kind);
};

/** A signed frame of a spoiled record: the signature fits, so only the record's own rules protect the reader. */
const spoilSigned: Spoiling = (input, random) => {
  const bytes = spoilRecord(input.subarray(frameHeadBytes), random);
  const tail = Buffer.from(`"writer":"${stranger.key}"}`);
  const signed = Buffer.concat([bytes.subarray(0, Math.max(0, bytes.length - tail.length)), tail]);
  return frameBytes({ bytes: signed, signature: stranger.sign(signedMessage("record", signed)) });
};

const judgeSigned = (input: Uint8Array): FuzzAnswer => {
  const read = readFrame(input, tools);
  const checked = checkFrame(input);
  if (read.ok !== checked.ok) return find(`the reader of shared says ${read.ok}, the fast one ${checked.ok}`);
  if (!read.ok) return refused(read.failure.kind);
  if (recordIds.has(read.value.id)) return accepted(itself);
  if (read.value.record.writer !== stranger.key) return find("a record of another key than the signer's is accepted");
  return mayBeRecord(read.value.bytes) ? accepted("its key signed it, and it is a record") : find("something that is no record is accepted");
};

const judgeLine = (input: Uint8Array): FuzzAnswer => {
  const parsed = parseLine(input);
  if (!parsed.ok) return refused(parsed.failure.kind);
  if (input.length > lineBytesMax) return find("a line over the limit is read");
  if (Buffer.compare(lineBytes(parsed.value), input) !== 0) return find("a line is not written as it was read");
  const frame = judgeFrame(parsed.value.frame);
  return frame.kind === "accepted" ? accepted("the frame is a good one; from and time are the receiver's own note, which its tree vouches for") : frame;
};

/** The targets of this file. */
export const recordTargets: ReadonlyArray<FuzzTarget> = [
  { name: "frame", perMille: 150, samples: frames, spoil: spoilBytes(frames), judge: judgeFrame },
  { name: "record", perMille: 150, samples: recordsOf, spoil: spoilRecord, judge: judgeRecord },
  { name: "signed-record", perMille: 100, samples: frames, spoil: spoilSigned, judge: judgeSigned },
  { name: "canonical-json", perMille: 100, samples: recordsOf, spoil: spoilRecord, judge: judgeJson },
  { name: "journal-line", perMille: 80, samples: lines, spoil: spoilBytes(lines), judge: judgeLine },
];

/** A bundle judged from its bytes and the page alone (record-format.md, section 9). */
import { crc32, inflateRawSync } from "node:zlib";
import { canonicalText, isList, isObject, parseCanonical, textIn, type Json, type JsonObject } from "./canonical-json.ts";
import { openingFault } from "./data-folder.ts";
import { isSigned, keyFault } from "./ed25519-rule.ts";
import { openCheckpoint, openProof } from "./log-tree.ts";
import { graphOf, type ReadHistory } from "./record-graph.ts";
import { readFrame, sha256, type ReadRecord } from "./record-reading.ts";

export interface BundleFindings {
  readonly faults: ReadonlyArray<string>;
  readonly contains: ReadonlyArray<string>;
  readonly records: ReadonlyArray<ReadRecord>;
  readonly histories: ReadonlyMap<string, ReadHistory>;
  readonly notes: number;
  readonly openings: number;
  readonly receipts: number;
  /** Attachments by their digests, put together again. */
  readonly attachments: ReadonlySet<string>;
}

/** Reads a whole bundle; every breach of the page is a fault. */
export const checkBundle = (bytes: Uint8Array): BundleFindings => {
  const member = unpackOnly(bytes);
  if (typeof member === "string") return { ...nothing, faults: [member] };
  const plain = member.plain;
  if (plain.length > ratioMax * bytes.length) return { ...nothing, faults: ["packed more than 100 to 1"] };
  if (plain.at(-1) !== 10) return { ...nothing, faults: ["the last line does not end"] };
  const lines = splitLines(plain);
  const [header = new Uint8Array(), ...others] = lines;
  const trailer = others.at(-1) ?? new Uint8Array();
  const middle = others.slice(0, -1);
  const frames = middle.filter((line) => line[0] !== openBrace);
  const objects = middle.filter((line) => line[0] === openBrace).map(objectOf);
  const read = frames.map(readFrame);
  const records = read.flatMap((frame) => (typeof frame === "string" ? [] : [frame]));
  const graph = graphOf(records);
  const carried = carriedIn(objects.flatMap((object) => (typeof object === "string" ? [] : [object])));
  const head = headerOf(header);
  return {
    contains: head.contains,
    records,
    histories: graph.histories,
    notes: carried.notes,
    openings: carried.openings,
    receipts: carried.receipts,
    attachments: carried.attachments,
    faults: [
      ...member.faults,
      ...head.faults,
      ...read.flatMap((frame, index) => (typeof frame === "string" ? [`frame ${index}: ${frame}`] : [])),
      ...objects.flatMap((object) => (typeof object === "string" ? [object] : [])),
      ...(middle.findLastIndex((line) => line[0] !== openBrace) >= frames.length ? ["a frame stands after an object"] : []),
      ...graph.faults,
      ...orderFaults(records, head.contains),
      ...carried.faults,
      ...trailerFaults(trailer, plain.subarray(0, plain.length - trailer.length - 1), head.from),
    ],
  };
};

const nothing: BundleFindings = {
  faults: [], contains: [], records: [], histories: new Map(), notes: 0, openings: 0, receipts: 0, attachments: new Set(),
};
const openBrace = 0x7b;
const ratioMax = 100;
const lineBytesMax = 2 * 1024 * 1024;
const partBytes = 1024 * 1024;

interface Member {
  readonly plain: Buffer;
  readonly faults: ReadonlyArray<string>;
}

/** RFC 1952: one member without optional fields, its check sum and its length, and nothing after it. */
const unpackOnly = (file: Uint8Array): Member | string => {
  const bytes = Buffer.from(file);
  if (bytes.length < 18 || bytes.readUInt16BE(0) !== 0x1f8b || bytes[2] !== 8 || bytes[3] !== 0) return "no plain gzip header";
  const packed = bytes.subarray(10, -8);
  const plain = inflated(packed);
  if (plain === null) return "the member is cut off or damaged";
  const sums = bytes.readUInt32LE(bytes.length - 8) === crc32(plain) && bytes.readUInt32LE(bytes.length - 4) === plain.length % 2 ** 32;
  return {
    plain,
    faults: [
      ...(sums ? [] : ["the check sum or the length at the end"]),
      ...(inflated(packed.subarray(0, -1)) === null ? [] : ["something stands after the member"]),
    ],
  };
};

const inflated = (packed: Uint8Array): Buffer | null => {
  try {
    return inflateRawSync(packed);
  } catch {
    return null;
  }
};

const splitLines = (plain: Buffer): ReadonlyArray<Buffer> => {
  const lines: Buffer[] = [];
  for (let from = 0; from < plain.length; ) {
    const end = plain.indexOf(10, from);
    lines.push(plain.subarray(from, end));
    from = end + 1;
  }
  return lines;
};

const objectOf = (line: Uint8Array): JsonObject | string => {
  if (line.length >= lineBytesMax) return "a line is longer than 2 MiB";
  const parsed = parseCanonical(line);
  if (typeof parsed === "string") return `an object: ${parsed}`;
  return isObject(parsed.value) ? parsed.value : "a line is no object";
};

const headerOf = (line: Uint8Array) => {
  const header = objectOf(line);
  const { caps, contains, format, from, v } = typeof header === "string" ? {} : header;
  const ids = isList(contains) ? contains.map(textIn) : [];
  const good = format === "throughlife/bundle" && v === 1 && isList(caps) && caps.length === 0 && ids.length > 0;
  const members = typeof header !== "string" && Object.keys(header).sort().join() === "caps,contains,format,from,v";
  return { contains: ids, from: textIn(from), faults: good && members && keyFault(textIn(from)) === null ? [] : ["header"] };
};

/** Registers first, parents before children, and every history that the header names. */
const orderFaults = (records: ReadonlyArray<ReadRecord>, contains: ReadonlyArray<string>): ReadonlyArray<string> => {
  const held = new Set<string>();
  const isOfRegister = registersIn(records);
  let left = false;
  const faults = records.flatMap((record) => {
    const parents = [...(record.prev === null ? [] : [record.prev]), ...record.seen, ...record.register];
    const missing = parents.filter((id) => !held.has(id));
    held.add(record.id);
    left ||= !isOfRegister(record);
    return [
      ...missing.map((id) => `record ${record.id} stands before ${id} or without it`),
      ...(left && isOfRegister(record) ? [`the register's record ${record.id} stands behind other records`] : []),
    ];
  });
  const histories = new Set(records.map(({ history }) => history));
  return [...faults, ...contains.filter((id) => !histories.has(id)).map((id) => `${id} is named and not in it`)];
};

const registersIn = (records: ReadonlyArray<ReadRecord>): ((record: ReadRecord) => boolean) => {
  const registers = new Set(records.filter(({ body, founds }) => founds && body["register"] === null).map(({ id }) => id));
  return ({ history }) => registers.has(history);
};

const carriedIn = (objects: ReadonlyArray<JsonObject>) => {
  const parts: JsonObject[] = [];
  const counts = { note: 0, opening: 0, receipt: 0 };
  const faults: string[] = [];
  for (const object of objects) {
    const [[name, value] = ["", null]] = Object.entries(object);
    if (Object.keys(object).length !== 1) faults.push(`an object has the members ${Object.keys(object).join()}`);
    if (name === "part" && isObject(value)) parts.push(value);
    else if (name === "note" || name === "opening" || name === "receipt") {
      counts[name] += 1;
      const fault = fitness[name](value);
      if (fault !== null) faults.push(`${name}: ${fault}`);
    } else faults.push(`an object "${name}"`);
  }
  const joined = attachmentsOf(parts);
  return { attachments: joined.whole, faults: [...faults, ...joined.faults], notes: counts.note, openings: counts.opening, receipts: counts.receipt };
};

const fitness: Readonly<Record<"note" | "opening" | "receipt", (value: Json) => string | null>> = {
  note: (value) => faultOf(openCheckpoint(textIn(value))),
  opening: (value) => openingFault(Buffer.from(canonicalText(value))),
  receipt: (value) =>
    isObject(value) ? faultOf(openProof(Buffer.from(textIn(value["line"])), textIn(value["proof"]))) : "is no object",
};

const faultOf = (found: object | string): string | null => (typeof found === "string" ? found : null);

const attachmentsOf = (parts: ReadonlyArray<JsonObject>) => {
  const faults: string[] = [];
  const bytes = new Map<string, Buffer>();
  for (const { base64, offset, sha256: digest } of parts) {
    const piece = Buffer.from(textIn(base64), "base64");
    const before = bytes.get(textIn(digest)) ?? Buffer.alloc(0);
    if (offset !== before.length || before.length % partBytes !== 0 || piece.length > partBytes) faults.push(`a part of ${textIn(digest)}`);
    bytes.set(textIn(digest), Buffer.concat([before, piece]));
  }
  const whole = new Set([...bytes].filter(([digest, all]) => sha256(all) === digest).map(([digest]) => digest));
  return { whole, faults: [...faults, ...[...bytes.keys()].filter((digest) => !whole.has(digest)).map((digest) => `attachment ${digest}`)] };
};

const trailerFaults = (line: Uint8Array, before: Uint8Array, from: string): ReadonlyArray<string> => {
  const trailer = objectOf(line);
  if (typeof trailer === "string" || Object.keys(trailer).sort().join() !== "sha256,sig") return ["no trailer"];
  const digest = sha256(before);
  if (trailer["sha256"] !== digest) return ["the trailer has another digest"];
  const message = Buffer.from(`throughlife/bundle/v1\n${digest}`);
  return isSigned(from, message, Buffer.from(textIn(trailer["sig"]), "hex")) ? [] : ["the trailer is not signed by its sender"];
};

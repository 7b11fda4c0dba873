/** The lines of a bundle (record-format.md, section 9): what each may be, and in which order. */
import {
  canonicalText,
  hasMembers,
  isArray,
  isObject,
  parseCanonical,
  type JsonObject,
  type JsonValue,
} from "../encoding/canonical-json.ts";
import { isHex } from "../encoding/hex.ts";
import { textOf } from "../encoding/utf8.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import { parseRecordId, type HistoryId } from "./record.ts";

export interface BundleHeader {
  readonly caps: ReadonlyArray<string>;
  readonly contains: ReadonlyArray<HistoryId>;
  readonly format: "throughlife/bundle";
  readonly from: string;
  readonly v: 1;
}

/** The opening of a sealed value (section 2): the salt and value whose digest stands in the record. */
export interface Opening {
  readonly for: string;
  readonly salt: string;
  readonly value: JsonValue;
}

/** One line after the header. A frame stays bytes: it is checked by the frame rules. */
export type BundleLine =
  | { readonly kind: "frame"; readonly frame: Uint8Array }
  | { readonly kind: "note"; readonly note: string }
  | { readonly kind: "receipt"; readonly line: string; readonly proof: string }
  | { readonly kind: "opening"; readonly opening: Opening }
  | { readonly kind: "part"; readonly sha256: string; readonly offset: number; readonly base64: string }
  | { readonly kind: "trailer"; readonly sha256: string; readonly sig: string };

export type BundleFailure = Failure & {
  readonly kind: "bundleHeader" | "bundleVersion" | "bundleCapability" | "bundleLine" | "bundleOrder";
};

/** The longest line, its LF not counted: a part of 1 MiB in base64 and its envelope (section 9). */
export const bundleLineBytesMax = 2 * 1024 * 1024;
/** Plain bytes of one part of an attachment. */
export const partBytesMax = 1024 * 1024;
/** A gzip member may inflate at most this many times (section 9). */
export const inflateRatioMax = 100;

/** The header as its line, without LF. */
export const headerLine = (from: string, contains: ReadonlyArray<HistoryId>): string =>
  canonicalText({ caps: [], contains: [...contains], format: "throughlife/bundle", from, v: 1 });

/** The line of an object that is not a frame, without LF. */
export const objectLine = (line: Exclude<BundleLine, { kind: "frame" }>): string => canonicalText(jsonOfLine(line));

/** Reads the first line of a bundle. */
export const parseHeader = (line: Uint8Array): Outcome<BundleHeader, BundleFailure> => {
  const value = objectOf(line);
  if (value === null || value["format"] !== "throughlife/bundle") {
    return refuse("bundleHeader", "The file is not a Throughlife bundle: its first line is not a bundle's header.");
  }
  if (value["v"] !== 1)
    return refuse(
      "bundleVersion",
      `The bundle has version ${canonicalText(value["v"] ?? null)}; this program reads version 1.`,
    );
  return headerOf(value);
};

/** Reads any later line. Frames are told by their first character, which is a hex digit of the signature. */
export const parseLine = (line: Uint8Array): Outcome<BundleLine, BundleFailure> => {
  if (line[0] !== 0x7b) return success({ kind: "frame", frame: line });
  const value = objectOf(line);
  if (value === null) return badLine("is not canonical JSON (a repeated member, white space or broken text)");
  if (hasMembers(value, ["sha256", "sig"])) return trailerOf(value);
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return badLine("is not an object of one member");
  return memberOf(name, value[name] ?? null);
};

const headerOf = (value: JsonObject): Outcome<BundleHeader, BundleFailure> => {
  const { caps, contains, from } = value;
  if (
    !hasMembers(value, ["caps", "contains", "format", "from", "v"]) ||
    !isArray(caps) ||
    !isArray(contains) ||
    !isHex(from, 64)
  ) {
    return refuse(
      "bundleHeader",
      "The bundle's header does not have exactly the members caps, contains, format, from, v.",
    );
  }
  const [unknown] = caps;
  if (unknown !== undefined) {
    return refuse(
      "bundleCapability",
      `The bundle needs the capability ${canonicalText(unknown)}, which this program does not have. Use a newer version.`,
    );
  }
  const histories = contains.map(parseRecordId);
  if (histories.some((history) => history === null))
    return refuse("bundleHeader", 'The header\'s "contains" holds something that is no id.');
  return success({
    caps: [],
    contains: histories.filter((history) => history !== null),
    format: "throughlife/bundle",
    from,
    v: 1,
  });
};

const trailerOf = ({ sha256, sig }: JsonObject): Outcome<BundleLine, BundleFailure> =>
  isHex(sha256, 64) && isHex(sig, 128)
    ? success({ kind: "trailer", sha256, sig })
    : badLine("is a trailer without a digest and a signature");

const memberOf = (name: string, value: JsonValue): Outcome<BundleLine, BundleFailure> => {
  if (name === "note" && typeof value === "string") return success({ kind: "note", note: value });
  if (name === "receipt" && isObject(value)) return receiptOf(value);
  if (name === "opening") return openingLineOf(value);
  if (name === "part" && isObject(value)) return partOf(value);
  return badLine(`holds "${name}", which is none of note, receipt, opening, part`);
};

const receiptOf = ({ line, proof, ...rest }: JsonObject): Outcome<BundleLine, BundleFailure> =>
  typeof line === "string" && typeof proof === "string" && Object.keys(rest).length === 0
    ? success({ kind: "receipt", line, proof })
    : badLine("is a receipt without exactly a line and a proof");

const openingLineOf = (value: JsonValue): Outcome<BundleLine, BundleFailure> => {
  const opening = parseOpening(value);
  return opening === null
    ? badLine("is an opening without exactly for, salt and value")
    : success({ kind: "opening", opening });
};

/** An opening's members, or `null`. */
export const parseOpening = (value: JsonValue): Opening | null => {
  if (!hasMembers(value, ["for", "salt", "value"])) return null;
  const { for: writer, salt, value: content } = value;
  return isHex(writer, 64) && isHex(salt, 32) && content !== undefined ? { for: writer, salt, value: content } : null;
};

const partOf = ({ base64, offset, sha256, ...rest }: JsonObject): Outcome<BundleLine, BundleFailure> =>
  typeof base64 === "string" &&
  typeof offset === "number" &&
  offset >= 0 &&
  isHex(sha256, 64) &&
  Object.keys(rest).length === 0
    ? success({ kind: "part", sha256, offset, base64 })
    : badLine("is a part without exactly base64, offset and sha256");

const objectOf = (line: Uint8Array): JsonObject | null => {
  const text = textOf(line);
  const parsed = text === null ? null : parseCanonical(text);
  return parsed !== null && parsed.ok && isObject(parsed.value) ? parsed.value : null;
};

const badLine = (what: string): Outcome<never, BundleFailure> => refuse("bundleLine", `A line of the bundle ${what}.`);

const jsonOfLine = (line: Exclude<BundleLine, { kind: "frame" }>): JsonObject => {
  switch (line.kind) {
    case "note":
      return { note: line.note };
    case "receipt":
      return { receipt: { line: line.line, proof: line.proof } };
    case "opening":
      return { opening: { ...line.opening } };
    case "part":
      return { part: { base64: line.base64, offset: line.offset, sha256: line.sha256 } };
    case "trailer":
      return { sha256: line.sha256, sig: line.sig };
  }
};

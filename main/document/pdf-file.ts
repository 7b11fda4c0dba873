/** A PDF file read through its classic cross-reference tables (ISO 32000-1, 7.5.4), strictly and within limits. */
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { CrossReferenceStream, Damaged, Encrypted } from "./document-failure.ts";
import {
  entryOf,
  hasText,
  naturalOf,
  readObject,
  skipWhite,
  type PdfDictionary,
  type PdfObject,
} from "./pdf-object.ts";

/** An opened file; objects are read when they are asked for. */
export interface PdfFile {
  readonly bytes: Uint8Array;
  /** The newest trailer. */
  readonly trailer: PdfDictionary;
  /** Offset of the newest cross-reference table. */
  readonly table: number;
  /** Offset of an object in use, by the newest table that lists it. */
  readonly offsetOf: (number: number) => number | null;
}

/** An object of the file with its place. */
export interface IndirectObject {
  readonly number: number;
  readonly generation: number;
  readonly object: PdfObject;
  /** Offset behind the object: of `endobj` or `stream`. */
  readonly end: number;
}

export type PdfFileFailure = Damaged | Encrypted | CrossReferenceStream;

/** Names the place and the reason of damage. */
export const damaged = (offset: number, reason: string): Damaged => ({
  kind: "damaged",
  offset,
  message: `The PDF is damaged at byte ${offset}: ${reason}. Ask for the file again.`,
});

/** Opens the file whose newest cross-reference table begins at `table`. */
export const openPdfFile = (bytes: Uint8Array, table: number): Outcome<PdfFile, PdfFileFailure> => {
  const sections: Section[] = [];
  for (let at: number | null = table; at !== null;) {
    const section: Outcome<Section, PdfFileFailure> = readSection(bytes, at);
    if (!section.ok) return section;
    sections.push(section.value);
    const previous: PdfObject = entryOf(section.value.trailer, "Prev");
    const next: number | null = naturalOf(previous);
    if (previous.kind !== "null" && (next === null || next >= at))
      return failed(damaged(at, "its trailer names no earlier table"));
    if (sections.length > sectionsMax)
      return failed(damaged(at, `it has more than ${sectionsMax} cross-reference tables`));
    at = next;
  }
  const newest = sections[0];
  if (newest === undefined) return failed(damaged(table, "it has no cross-reference table"));
  return success({ bytes, table, trailer: newest.trailer, offsetOf: (number) => offsetIn(bytes, sections, number) });
};

/** Reads an indirect object, following no reference further. */
export const readIndirect = (file: PdfFile, number: number): Outcome<IndirectObject, Damaged> => {
  const offset = file.offsetOf(number);
  if (offset === null) return failed(damaged(file.table, `object ${number} is not in the file`));
  const head = readHead(file.bytes, offset);
  if (head === null || head.number !== number) return failed(damaged(offset, `object ${number} does not begin here`));
  const read = readObject(file.bytes, head.end);
  if (read === null) return failed(damaged(head.end, `object ${number} cannot be read`));
  return success({ number, generation: head.generation, object: read.object, end: skipWhite(file.bytes, read.end) });
};

/** The object itself, or the one that it refers to; a chain of references is damage. */
export const resolved = (file: PdfFile, object: PdfObject): Outcome<PdfObject, Damaged> => {
  if (object.kind !== "reference") return success(object);
  const indirect = readIndirect(file, object.number);
  if (!indirect.ok) return indirect;
  if (indirect.value.object.kind === "reference")
    return failed(damaged(indirect.value.end, "a reference leads to a reference"));
  return success(indirect.value.object);
};

/** A stream with its bytes as they lie in the file from `start` on. */
export interface PdfStream {
  readonly dictionary: PdfDictionary;
  readonly raw: Uint8Array;
  readonly start: number;
}

/** Reads the stream of an object. */
export const readStream = (file: PdfFile, number: number): Outcome<PdfStream, Damaged> => {
  const indirect = readIndirect(file, number);
  if (!indirect.ok) return indirect;
  const { object, end } = indirect.value;
  if (object.kind !== "dictionary" || !hasText(file.bytes, end, "stream"))
    return failed(damaged(end, `object ${number} is not a stream`));
  const start = end + (hasText(file.bytes, end, "stream\r\n") ? 8 : 7);
  const length = resolved(file, entryOf(object, "Length"));
  if (!length.ok) return length;
  const size = naturalOf(length.value);
  if (size === null || size > file.bytes.length - start)
    return failed(damaged(end, `the length of stream ${number} is wrong`));
  if (!hasText(file.bytes, skipWhite(file.bytes, start + size), "endstream")) {
    return failed(damaged(start + size, `stream ${number} does not end where it says`));
  }
  return success({ dictionary: object, raw: file.bytes.subarray(start, start + size), start });
};

/** Our own files have two tables; a base that was updated before may have a few more. */
const sectionsMax = 16;
/** Subsections of one table; ours have one each object of an update. */
const subsectionsMax = 10_000;
/** `nnnnnnnnnn ggggg n` and an end of line of two bytes (7.5.4). */
const entryBytes = 20;
/** Two numbers and `obj`. */
const headBytesMax = 24;

interface Section {
  readonly trailer: PdfDictionary;
  readonly subsections: ReadonlyArray<Subsection>;
}

interface Subsection {
  readonly first: number;
  readonly count: number;
  /** Offset of its first entry. */
  readonly at: number;
}

const readSection = (bytes: Uint8Array, at: number): Outcome<Section, PdfFileFailure> => {
  if (!hasText(bytes, at, "xref")) return notATable(bytes, at);
  const subsections: Subsection[] = [];
  let next = skipWhite(bytes, at + 4);
  while (!hasText(bytes, next, "trailer")) {
    const subsection = readSubsection(bytes, next);
    if (subsection === null || subsections.length === subsectionsMax)
      return failed(damaged(next, "its cross-reference table cannot be read"));
    subsections.push(subsection);
    next = skipWhite(bytes, subsection.at + subsection.count * entryBytes);
  }
  const trailer = readObject(bytes, next + "trailer".length);
  if (trailer?.object.kind !== "dictionary") return failed(damaged(next, "its trailer cannot be read"));
  if (trailer.object.entries.has("Encrypt")) return failed(encrypted);
  if (trailer.object.entries.has("XRefStm")) return failed(streamTable);
  return success({ trailer: trailer.object, subsections });
};

const readSubsection = (bytes: Uint8Array, at: number): Subsection | null => {
  const first = readObject(bytes, at);
  const count = first === null ? null : readObject(bytes, first.end);
  if (first === null || count === null) return null;
  const [number, size] = [naturalOf(first.object), naturalOf(count.object)];
  const entries = skipWhite(bytes, count.end);
  if (number === null || size === null || entries + size * entryBytes > bytes.length) return null;
  return { first: number, count: size, at: entries };
};

const offsetIn = (bytes: Uint8Array, sections: ReadonlyArray<Section>, number: number): number | null => {
  for (const { subsections } of sections) {
    for (const { first, count, at } of subsections) {
      if (number < first || number >= first + count) continue;
      const start = at + (number - first) * entryBytes;
      const entry = /^(\d{10}) \d{5} n/.exec(Buffer.from(bytes.subarray(start, start + entryBytes)).toString("latin1"));
      return entry === null ? null : Number(entry[1]);
    }
  }
  return null;
};

const readHead = (
  bytes: Uint8Array,
  offset: number,
): { readonly number: number; readonly generation: number; readonly end: number } | null => {
  const head = /^(\d{1,10}) (\d{1,5}) obj/.exec(
    Buffer.from(bytes.subarray(offset, offset + headBytesMax)).toString("latin1"),
  );
  return head === null ? null : { number: Number(head[1]), generation: Number(head[2]), end: offset + head[0].length };
};

const notATable = (bytes: Uint8Array, at: number): Outcome<never, PdfFileFailure> =>
  readHead(bytes, at) !== null ? failed(streamTable) : failed(damaged(at, "no cross-reference table begins here"));

const encrypted: Encrypted = {
  kind: "encrypted",
  message: "The PDF is encrypted. A document as issued never is: ask for the file as it was issued.",
};

const streamTable: CrossReferenceStream = {
  kind: "crossReferenceStream",
  message:
    "The PDF has a cross-reference stream instead of a table: it was not written by this program, or another " +
    "program saved it anew. " +
    "Ask for the file as it was issued.",
};

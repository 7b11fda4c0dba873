/** A PDF file read through its classic cross-reference tables (ISO 32000-1, 7.5.4), strictly and within limits. */
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { damaged, offsetIn, readHead, readSection, type PdfFileFailure, type Section } from "./cross-reference.ts";
import type { Damaged } from "./document-failure.ts";
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

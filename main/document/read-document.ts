/**
 * A document read back: base and bundle are taken apart, the update is made again and compared byte by byte
 * (record-format.md, section 10).
 */
import { createHash } from "node:crypto";
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { attachBundle } from "./attach-bundle.ts";
import type { DocumentFailure, DocumentPages, UpdateDiffers } from "./document-failure.ts";
import { exactEnds, looseEnd, type FileEnd } from "./file-end.ts";
import { documentPages } from "./page-content.ts";
import { damaged } from "./cross-reference.ts";
import { openPdfFile, readStream, type PdfFile, type PdfStream } from "./pdf-file.ts";
import { entryOf, hasText, naturalOf } from "./pdf-object.ts";
import { salvagedFailure } from "./salvage.ts";

/**
 * A document whose update is exactly the one that its base and its bundle give. Nothing is said yet about the bundle.
 */
export interface FoundDocument {
  readonly base: Uint8Array;
  /** SHA-256 of the base, hex64. */
  readonly baseSha256: string;
  readonly pages: DocumentPages;
  readonly bundle: Uint8Array;
}

/** Files above this are refused unread: a report with 50 MB of attachments stays far below. */
export const documentBytesMax = 512 * 1024 * 1024;

/**
 * Takes a document apart, or says what is wrong with it: not a PDF, without a bundle, cut off, something appended,
 * written anew, another bundle. Whether the base is the one that was issued is for `compareWithIssued`.
 */
export const readDocument = (bytes: Uint8Array): Outcome<FoundDocument, DocumentFailure> => {
  if (bytes.length > documentBytesMax) return failed(tooLarge(bytes.length));
  if (!hasText(bytes, 0, "%PDF-")) return failed(notAPdf(bytes));
  const ends = exactEnds(bytes);
  const last = ends[0];
  if (last === undefined || last.end !== bytes.length) return failed(unfinished(bytes, ends));
  const whole = readUpdated(bytes, last);
  return whole.ok ? whole : failed(appended(bytes, ends.slice(1)) ?? whole.failure);
};

/** The pages of a base PDF and its hash, as `report/issued@1` records them. */
export const describeBase = (
  base: Uint8Array,
): Outcome<{ readonly baseSha256: string; readonly pages: DocumentPages }, DocumentFailure> => {
  const end = exactEnds(base)[0];
  if (end === undefined || end.end !== base.length)
    return failed(damaged(base.length, "it does not end as a base ends"));
  const file = openPdfFile(base, end.table);
  if (!file.ok) return file;
  const pages = documentPages(file.value);
  return pages.ok ? success({ baseSha256: sha256(base), pages: pages.value }) : pages;
};

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A file whose last update is ours. */
const readUpdated = (bytes: Uint8Array, end: FileEnd): Outcome<FoundDocument, DocumentFailure> => {
  const file = openPdfFile(bytes, end.table);
  if (!file.ok) return file;
  const parts = updateParts(file.value);
  if (parts === null) return failed(salvagedFailure(file.value));
  const rebuilt = attachBundle(parts.base, parts.stream.raw);
  if (!rebuilt.ok) return rebuilt;
  const difference = firstDifference(rebuilt.value, bytes);
  if (difference !== null) return failed(updateDiffers(file.value, parts.stream, difference));
  const described = describeBase(parts.base);
  return described.ok ? success({ ...described.value, base: parts.base, bundle: parts.stream.raw }) : described;
};

interface UpdateParts {
  readonly base: Uint8Array;
  readonly stream: PdfStream;
}

/** The base ends one line feed before the update's catalog; the bundle is the first new object. */
const updateParts = (file: PdfFile): UpdateParts | null => {
  const [previous, size, root] = [
    naturalOf(entryOf(file.trailer, "Prev")),
    naturalOf(entryOf(file.trailer, "Size")),
    entryOf(file.trailer, "Root"),
  ];
  const update = root.kind === "reference" ? file.offsetOf(root.number) : null;
  if (previous === null || size === null || size < 2 || update === null) return null;
  const base = file.bytes.subarray(0, update - 1);
  const baseEnd = exactEnds(base)[0];
  if (baseEnd === undefined || baseEnd.end !== base.length || baseEnd.table !== previous) return null;
  const stream = readStream(file, size - 2);
  return stream.ok ? { base, stream: stream.value } : null;
};

/** A document as issued that goes on behind its end, or `null`. */
const appended = (bytes: Uint8Array, ends: ReadonlyArray<FileEnd>): DocumentFailure | null => {
  for (const end of ends) {
    if (!readUpdated(bytes.subarray(0, end.end), end).ok) continue;
    const extra = bytes.length - end.end;
    const message =
      `${extra} bytes were appended from byte ${end.end} on: up to there it is a document as ` +
      "issued. Cut them off or ask for the file again.";
    return { kind: "appended", offset: end.end, bytes: extra, message };
  }
  return null;
};

/** A file that does not end as a document ends. */
const unfinished = (bytes: Uint8Array, ends: ReadonlyArray<FileEnd>): DocumentFailure => {
  const more = appended(bytes, ends);
  if (more !== null) return more;
  const last = ends[0];
  if (last !== undefined && beginsUpdate(bytes, last.end)) return truncated(bytes.length);
  const end = last ?? looseEnd(bytes);
  if (end === null) return truncated(bytes.length);
  const file = openPdfFile(bytes, end.table);
  return file.ok ? salvagedFailure(file.value) : file.failure;
};

const beginsUpdate = (bytes: Uint8Array, at: number): boolean =>
  /^\n?(\d{1,10}( 0( (o(bj?)?)?)?)?)?$|^\n\d{1,10} 0 obj\n/.test(
    Buffer.from(bytes.subarray(at, at + 20)).toString("latin1"),
  );

const firstDifference = (expected: Uint8Array, found: Uint8Array): number | null => {
  if (Buffer.compare(expected, found) === 0) return null;
  const length = Math.min(expected.length, found.length);
  for (let at = 0; at < length; at++) if (expected[at] !== found[at]) return at;
  return length;
};

/** The bundle's checksum stands in the update: where it does not fit, the bundle was exchanged. */
const updateDiffers = (file: PdfFile, stream: PdfStream, offset: number): UpdateDiffers => {
  const part = hasChecksum(file, stream) ? "update" : "bundle";
  const what =
    part === "bundle"
      ? "The bundle inside is not the one that was attached"
      : "The part of the file that attaches the bundle was changed";
  return {
    kind: "updateDiffers",
    part,
    offset,
    message: `${what} (first difference at byte ${offset}). Ask for the file as it was issued.`,
  };
};

const hasChecksum = (file: PdfFile, { dictionary, raw }: PdfStream): boolean => {
  const parameters = entryOf(dictionary, "Params");
  const span = parameters.kind === "dictionary" ? parameters.spans.get("CheckSum") : undefined;
  if (span === undefined) return true;
  return (
    Buffer.from(file.bytes.subarray(span.start, span.end)).toString("latin1") ===
    `<${createHash("md5").update(raw).digest("hex")}>`
  );
};

const truncated = (offset: number): DocumentFailure => ({
  kind: "truncated",
  offset,
  message: `The PDF is cut off: it ends at byte ${offset} in the middle. Copy or download it again.`,
});

const tooLarge = (bytes: number): DocumentFailure => ({
  kind: "documentTooLarge",
  bytes,
  message: `The file has ${bytes} bytes; a document has at most ${documentBytesMax}. It was not read.`,
});

/** Bytes before the header that a reader of PDF would forgive; the program does not. */
const headerSearchBytes = 1_024;

const notAPdf = (bytes: Uint8Array): DocumentFailure => {
  const before = Buffer.from(bytes.subarray(0, headerSearchBytes)).indexOf("%PDF-");
  const message =
    before < 0
      ? "The file is not a PDF: it does not begin with %PDF-. Choose a report, a bundle or a data folder."
      : `${before} bytes were put before the beginning of the PDF. Ask for the file as it was issued.`;
  return { kind: "notAPdf", message };
};

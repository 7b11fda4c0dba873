/** Cross-reference tables and trailers (ISO 32000-1, 7.5.4 and 7.5.5): classic ones only. */
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { CrossReferenceStream, Damaged, Encrypted } from "./document-failure.ts";
import { hasText, naturalOf, readObject, skipWhite, type PdfDictionary } from "./pdf-object.ts";

export type PdfFileFailure = Damaged | Encrypted | CrossReferenceStream;

/** One table with its trailer. */
export interface Section {
  readonly trailer: PdfDictionary;
  readonly subsections: ReadonlyArray<Subsection>;
}

export interface Subsection {
  readonly first: number;
  readonly count: number;
  /** Offset of its first entry. */
  readonly at: number;
}

/** Reads the table at an offset, or says that it is encrypted, a stream, or damaged. */
export const readSection = (bytes: Uint8Array, at: number): Outcome<Section, PdfFileFailure> => {
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

/** The offset of an object in use, by the first of the sections that lists it. */
export const offsetIn = (bytes: Uint8Array, sections: ReadonlyArray<Section>, number: number): number | null => {
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

/** Reads `N G obj`. */
export const readHead = (
  bytes: Uint8Array,
  offset: number,
): { readonly number: number; readonly generation: number; readonly end: number } | null => {
  const head = /^(\d{1,10}) (\d{1,5}) obj/.exec(
    Buffer.from(bytes.subarray(offset, offset + headBytesMax)).toString("latin1"),
  );
  return head === null ? null : { number: Number(head[1]), generation: Number(head[2]), end: offset + head[0].length };
};

/** Names the place and the reason of damage. */
export const damaged = (offset: number, reason: string): Damaged => ({
  kind: "damaged",
  offset,
  message: `The PDF is damaged at byte ${offset}: ${reason}. Ask for the file again.`,
});

/** Subsections of one table; ours have one each object of an update. */
const subsectionsMax = 1_000;
/** `nnnnnnnnnn ggggg n` and an end of line of two bytes (7.5.4). */
const entryBytes = 20;
/** Two numbers and `obj`. */
const headBytesMax = 24;

const readSubsection = (bytes: Uint8Array, at: number): Subsection | null => {
  const first = readObject(bytes, at);
  const count = first === null ? null : readObject(bytes, first.end);
  if (first === null || count === null) return null;
  const [number, size] = [naturalOf(first.object), naturalOf(count.object)];
  const entries = skipWhite(bytes, count.end);
  if (number === null || size === null || entries + size * entryBytes > bytes.length) return null;
  return { first: number, count: size, at: entries };
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

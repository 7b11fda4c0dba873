/**
 * The decoded content of each page and its hash: what a report's record says about its pages (record-format.md,
 * section 10).
 */
import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Damaged, DocumentPages } from "./document-failure.ts";
import { damaged } from "./cross-reference.ts";
import { readIndirect, readStream, resolved, type PdfFile } from "./pdf-file.ts";
import { entryOf, type PdfDictionary, type PdfObject } from "./pdf-object.ts";

/** Pages of one document; a report has at most 5,000. */
const pagesMax = 10_000;
/** Page trees are at most this deep; ours have one level. */
const treeDepthMax = 16;
/** Content streams of one page; ours have one. */
const streamsMax = 64;
/** Unpacked content of all pages, bytes: 5,000 pages of 50 kB. */
const contentBytesMax = 256 * 1024 * 1024;

/** The pages in their order, each as the SHA-256 of its inflated content streams laid end to end. */
export const documentPages = (file: PdfFile): Outcome<DocumentPages, Damaged> => {
  const catalog = rootOf(file);
  if (!catalog.ok) return catalog;
  const walk: Walk = { file, sha256: [], seen: new Set(), left: contentBytesMax };
  const fault = walkTree(walk, entryOf(catalog.value, "Pages"), 0);
  return fault === null ? success({ count: walk.sha256.length, sha256: walk.sha256 }) : failed(fault);
};

/** The catalog of a file. */
export const rootOf = (file: PdfFile): Outcome<PdfDictionary, Damaged> => {
  const root = resolved(file, entryOf(file.trailer, "Root"));
  if (!root.ok) return root;
  return root.value.kind === "dictionary"
    ? success(root.value)
    : failed(damaged(file.table, "the file has no catalog"));
};

interface Walk {
  readonly file: PdfFile;
  readonly sha256: string[];
  readonly seen: Set<number>;
  /** Bytes that may still be unpacked. */
  left: number;
}

const walkTree = (walk: Walk, node: PdfObject, depth: number): Damaged | null => {
  if (node.kind !== "reference" || walk.seen.has(node.number) || depth > treeDepthMax)
    return damaged(walk.file.table, "the page tree is not a tree");
  walk.seen.add(node.number);
  const indirect = readIndirect(walk.file, node.number);
  if (!indirect.ok) return indirect.failure;
  const { object, end } = indirect.value;
  if (object.kind !== "dictionary") return damaged(end, "a page is not a dictionary");
  const kids = entryOf(object, "Kids");
  if (kids.kind !== "array") return addPage(walk, object, end);
  for (const kid of kids.items) {
    const fault = walkTree(walk, kid, depth + 1);
    if (fault !== null) return fault;
  }
  return null;
};

const addPage = (walk: Walk, page: PdfDictionary, at: number): Damaged | null => {
  if (walk.sha256.length === pagesMax) return damaged(at, `it has more than ${pagesMax} pages`);
  const contents = entryOf(page, "Contents");
  const streams = contents.kind === "array" ? contents.items : contents.kind === "null" ? [] : [contents];
  if (streams.length > streamsMax) return damaged(at, `a page has more than ${streamsMax} content streams`);
  const hash = createHash("sha256");
  for (const stream of streams) {
    const content =
      stream.kind === "reference"
        ? decoded(walk, stream.number)
        : failed(damaged(at, "a content stream is not a reference"));
    if (!content.ok) return content.failure;
    hash.update(content.value);
  }
  walk.sha256.push(hash.digest("hex"));
  return null;
};

const decoded = (walk: Walk, number: number): Outcome<Uint8Array, Damaged> => {
  const stream = readStream(walk.file, number);
  if (!stream.ok) return stream;
  const { dictionary, raw, start } = stream.value;
  const filter = filterOf(dictionary);
  if (filter === "other") return failed(damaged(start, `stream ${number} has a filter that reports never have`));
  const content = filter === "none" ? raw : inflated(raw, walk.left);
  if (content === null || content.length > walk.left)
    return failed(damaged(start, `stream ${number} cannot be unpacked within the limit`));
  walk.left -= content.length;
  return success(content);
};

const filterOf = (dictionary: PdfDictionary): "none" | "deflate" | "other" => {
  const filter = entryOf(dictionary, "Filter");
  if (entryOf(dictionary, "DecodeParms").kind !== "null") return "other";
  if (filter.kind === "null") return "none";
  const only = filter.kind === "array" && filter.items.length === 1 ? filter.items[0] : filter;
  return only?.kind === "name" && only.value === "FlateDecode" ? "deflate" : "other";
};

const inflated = (raw: Uint8Array, maxOutputLength: number): Uint8Array | null => {
  try {
    return inflateSync(raw, { maxOutputLength: Math.max(1, maxOutputLength) });
  } catch {
    return null;
  }
};

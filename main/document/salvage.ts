/** What can still be read from a document that another program wrote anew: its pages and the bundle inside. */
import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { bundleName } from "./attach-bundle.ts";
import type { Damaged, Rewritten, WithoutBundle } from "./document-failure.ts";
import { documentPages, rootOf } from "./page-content.ts";
import { readStream, resolved, type PdfFile, type PdfStream } from "./pdf-file.ts";
import { entryOf, type PdfDictionary, type PdfObject } from "./pdf-object.ts";

/** Always a failure: written anew with the bundle inside, or without one. */
export const salvagedFailure = (file: PdfFile): Rewritten | WithoutBundle | Damaged => {
  const bundle = embeddedBundle(file);
  if (!bundle.ok) return bundle.failure;
  if (bundle.value === null) return withoutBundle;
  const pages = documentPages(file);
  if (!pages.ok) return pages.failure;
  const baseSha256 = createHash("sha256").update(file.bytes).digest("hex");
  return {
    kind: "rewritten",
    message:
      "The PDF was written anew by another program after it was issued, so it proves nothing. Ask for the file " +
      "as it was issued, unopened by other programs.",
    salvaged: { bundle: bundle.value, baseSha256, pages: pages.value },
  };
};

/** A PDF that carries nothing to prove it. */
export const withoutBundle: WithoutBundle = {
  kind: "withoutBundle",
  message:
    "The PDF carries no bundle: it is not a report of this program, or only its printed copy. Ask for the file " +
    "as it was issued.",
};

/** A bundle is at most so large when it is unpacked from a compressed stream, bytes. */
const bundleBytesMax = 256 * 1024 * 1024;

const embeddedBundle = (file: PdfFile): Outcome<Uint8Array | null, Damaged> => {
  const catalog = rootOf(file);
  if (!catalog.ok) return catalog;
  const associated = resolved(file, entryOf(catalog.value, "AF"));
  if (!associated.ok) return associated;
  const first = associated.value.kind === "array" ? associated.value.items[0] : undefined;
  if (first === undefined) return success(null);
  const specification = resolved(file, first);
  if (!specification.ok) return specification;
  return specification.value.kind === "dictionary" ? specifiedFile(file, specification.value) : success(null);
};

const specifiedFile = (file: PdfFile, specification: PdfDictionary): Outcome<Uint8Array | null, Damaged> => {
  if (!isBundleName(file, entryOf(specification, "F")) && !isBundleName(file, entryOf(specification, "UF")))
    return success(null);
  const files = entryOf(specification, "EF");
  const reference = files.kind === "dictionary" ? entryOf(files, "F") : files;
  if (reference.kind !== "reference") return success(null);
  const stream = readStream(file, reference.number);
  return stream.ok ? success(unpacked(stream.value)) : failed(stream.failure);
};

const isBundleName = (file: PdfFile, object: PdfObject): boolean =>
  object.kind === "string" &&
  Buffer.from(file.bytes.subarray(object.start, object.end)).toString("latin1") === `(${bundleName})`;

const unpacked = ({ dictionary, raw }: PdfStream): Uint8Array | null => {
  const filter = entryOf(dictionary, "Filter");
  if (filter.kind === "null") return raw;
  try {
    return filter.kind === "name" && filter.value === "FlateDecode"
      ? inflateSync(raw, { maxOutputLength: bundleBytesMax })
      : null;
  } catch {
    return null;
  }
};

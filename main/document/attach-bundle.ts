/** The incremental update that puts a bundle into a base PDF, byte for byte as record-format.md, section 10, says. */
import { createHash } from "node:crypto";
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { BaseUnsuitable, DocumentFailure } from "./document-failure.ts";
import { exactEnds } from "./file-end.ts";
import { openPdfFile, readIndirect, type IndirectObject, type PdfFile } from "./pdf-file.ts";
import { entryOf, naturalOf, type PdfDictionary } from "./pdf-object.ts";

/** The name under which the bundle lies in the document. */
export const bundleName = "throughlife.tlbundle";

/**
 * Base and update in one. The update is determined by base and bundle alone, so anybody can make it again and compare.
 * A base with a catalog that already has attachments, or that is encrypted or has cross-reference streams, is refused.
 */
export const attachBundle = (base: Uint8Array, bundle: Uint8Array): Outcome<Uint8Array, DocumentFailure> => {
  const place = updatePlace(base);
  if (!place.ok) return place;
  return success(Buffer.concat([base, bundleUpdate(place.value, bundle)]));
};

/** What the update needs to know of the base. */
interface UpdatePlace {
  readonly file: PdfFile;
  /** The base's /Size: number of the first new object. */
  readonly size: number;
  readonly catalog: Dictionary;
  /** The /Names dictionary of the catalog, or `null` when it has none. */
  readonly names: Dictionary | null;
}

interface Dictionary {
  readonly number: number;
  readonly dictionary: PdfDictionary;
}

const updatePlace = (base: Uint8Array): Outcome<UpdatePlace, DocumentFailure> => {
  const end = exactEnds(base)[0];
  if (end === undefined || end.end !== base.length)
    return failed(unsuitable("it does not end in startxref, an offset and %%EOF, each on a line of its own"));
  const file = openPdfFile(base, end.table);
  if (!file.ok) return file;
  const size = naturalOf(entryOf(file.value.trailer, "Size"));
  const root = entryOf(file.value.trailer, "Root");
  if (size === null || root.kind !== "reference") return failed(unsuitable("its trailer has no /Size or no /Root"));
  const catalog = dictionaryOf(file.value, root.number);
  if (!catalog.ok) return catalog;
  if (entryOf(catalog.value.dictionary, "AF").kind !== "null")
    return failed(unsuitable("its catalog already has associated files (/AF)"));
  const names = namesOf(file.value, catalog.value.dictionary);
  return names.ok ? success({ file: file.value, size, catalog: catalog.value, names: names.value }) : names;
};

const dictionaryOf = (file: PdfFile, number: number): Outcome<Dictionary, DocumentFailure> => {
  const indirect: Outcome<IndirectObject, DocumentFailure> = readIndirect(file, number);
  if (!indirect.ok) return indirect;
  const { object, generation } = indirect.value;
  if (object.kind !== "dictionary" || generation !== 0)
    return failed(unsuitable(`object ${number} is not a dictionary of generation 0`));
  return success({ number, dictionary: object });
};

const namesOf = (file: PdfFile, catalog: PdfDictionary): Outcome<Dictionary | null, DocumentFailure> => {
  const names = entryOf(catalog, "Names");
  if (names.kind === "null")
    return catalog.entries.has("Names") ? failed(unsuitable("its catalog has /Names null")) : success(null);
  if (names.kind !== "reference") return failed(unsuitable("the /Names of its catalog is not an object of its own"));
  const found = dictionaryOf(file, names.number);
  if (!found.ok) return found;
  return found.value.dictionary.entries.has("EmbeddedFiles")
    ? failed(unsuitable("it already has embedded files"))
    : found;
};

const bundleUpdate = (place: UpdatePlace, bundle: Uint8Array): Uint8Array => {
  const { file, size, catalog, names } = place;
  const files = `/EmbeddedFiles << /Names [(${bundleName}) ${size + 1} 0 R] >>`;
  const objects: ReadonlyArray<NumberedBytes> = [
    {
      number: catalog.number,
      bytes: bytesOf(
        opened(file, catalog),
        `/AF [${size + 1} 0 R]\n`,
        names === null ? `/Names << ${files} >>\n` : "",
        ">>\nendobj\n",
      ),
    },
    ...(names === null
      ? []
      : [{ number: names.number, bytes: bytesOf(opened(file, names), `${files}\n`, ">>\nendobj\n") }]),
    { number: size, bytes: bytesOf(`${size} 0 obj\n${streamHead(bundle)}\nstream\n`, bundle, "\nendstream\nendobj\n") },
    { number: size + 1, bytes: bytesOf(`${size + 1} 0 obj\n${fileSpecification(size)}\nendobj\n`) },
  ];
  return Buffer.concat([
    Buffer.from("\n"),
    ...objects.map((object) => object.bytes),
    bytesOf(tableAndTrailer(place, objects)),
  ]);
};

interface NumberedBytes {
  readonly number: number;
  readonly bytes: Uint8Array;
}

const bytesOf = (...parts: ReadonlyArray<string | Uint8Array>): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)));

/** `R 0 obj` and the dictionary's own bytes without the `>>` at its end. */
const opened = (file: PdfFile, { number, dictionary }: Dictionary): Uint8Array =>
  bytesOf(`${number} 0 obj\n`, file.bytes.subarray(dictionary.start, dictionary.end - 2));

const streamHead = (bundle: Uint8Array): string =>
  `<< /Type /EmbeddedFile /Subtype /application#2Fgzip /Params << /Size ${bundle.length} /CheckSum <${md5(bundle)}> ` +
  `/ModDate (D:19700101000000Z) >> /Length ${bundle.length} >>`;

/** PDF asks for MD5 here (ISO 32000-1, table 46); nothing of the proof rests on it. */
const md5 = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("hex");

const fileSpecification = (stream: number): string =>
  `<< /Type /Filespec /AFRelationship /Source /F (${bundleName}) /UF (${bundleName}) /EF << /F ${stream} 0 R /UF ` +
  `${stream} 0 R >> >>`;

const tableAndTrailer = (place: UpdatePlace, objects: ReadonlyArray<NumberedBytes>): string => {
  const { file, size, catalog } = place;
  let offset = file.bytes.length + 1;
  const lines = objects.map(({ number, bytes }) => {
    const line = `${number} 1\n${String(offset).padStart(10, "0")} 00000 n \n`;
    offset += bytes.length;
    return line;
  });
  const kept = ["Info", "ID"].map((key) => keptEntry(file, key)).join("");
  const trailer = `<< /Size ${size + 2} /Root ${catalog.number} 0 R${kept} /Prev ${file.table} >>`;
  return `xref\n${lines.join("")}trailer\n${trailer}\nstartxref\n${offset}\n%%EOF\n`;
};

/** An entry of the base's trailer with its own bytes, where the base has it. */
const keptEntry = (file: PdfFile, key: string): string => {
  const span = file.trailer.spans.get(key);
  return span === undefined
    ? ""
    : ` /${key} ${Buffer.from(file.bytes.subarray(span.start, span.end)).toString("latin1")}`;
};

const unsuitable = (reason: string): BaseUnsuitable => ({
  kind: "baseUnsuitable",
  message: `A bundle cannot be attached to this PDF: ${reason}. Make the report again.`,
});

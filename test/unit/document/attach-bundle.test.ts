/** The update of record-format.md, section 10, byte for byte, and the bases that it refuses. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { attachBundle } from "../../../main/document/attach-bundle.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { missingProgram, readWith, rewrittenWith } from "./outside-readers.ts";
import { tinyBase } from "./tiny-base.ts";

const bundle = Uint8Array.from([0x1f, 0x8b, 0, 1, 2, 3, 0x0a, 0xff]);
const md5 = createHash("md5").update(bundle).digest("hex");
const streamObject = (number: number): string =>
  `${number} 0 obj\n<< /Type /EmbeddedFile /Subtype /application#2Fgzip /Params << /Size 8 /CheckSum <${md5}> ` +
  `/ModDate (D:19700101000000Z) >> /Length 8 >>\nstream\n` +
  `${Buffer.from(bundle).toString("latin1")}\nendstream\nendobj\n`;
const specification = (number: number): string =>
  `${number + 1} 0 obj\n<< /Type /Filespec /AFRelationship /Source ` +
  `/F (throughlife.tlbundle) /UF (throughlife.tlbundle) /EF << /F ${number} 0 R /UF ${number} 0 R >> >>\nendobj\n`;
const tableOffset = (base: Uint8Array): string =>
  /startxref\n(\d+)\n/.exec(Buffer.from(base).toString("latin1"))?.[1] ?? "";

/** The update from its text alone, the table by looking for each object. */
const expectedUpdate = (base: Uint8Array, objects: readonly string[], trailer: string): string => {
  let offset = base.length + 1;
  const entries = objects.map((object) => {
    const entry = `${object.split(" ")[0]} 1\n${String(offset).padStart(10, "0")} 00000 n \n`;
    offset += object.length;
    return entry;
  });
  return `\n${objects.join("")}xref\n${entries.join("")}trailer\n${trailer}\nstartxref\n${offset}\n%%EOF\n`;
};

const updateOf = (base: Uint8Array): string =>
  Buffer.from(valueOf(attachBundle(base, bundle)).subarray(base.length)).toString("latin1");

test("the update of a base without /Names is exactly as specified", () => {
  const base = tinyBase({ pages: ["0 g"] });
  const catalog =
    "1 0 obj\n<< /Type /Catalog /Pages 2 0 R /AF [6 0 R]\n" +
    "/Names << /EmbeddedFiles << /Names [(throughlife.tlbundle) 6 0 R] >> >>\n>>\nendobj\n";
  const trailer = `<< /Size 7 /Root 1 0 R /ID [<00> <00>] /Prev ${tableOffset(base)} >>`;
  expect(updateOf(base)).toBe(expectedUpdate(base, [catalog, streamObject(5), specification(5)], trailer));
});

test("the update of a base with /Names is exactly as specified", () => {
  const base = tinyBase({
    pages: ["0 g"],
    catalog: " /Names 3 0 R",
    objects: ["<< /Dests << /Names [] >> >>", "<< /Title (T) >>"],
    trailer: "/Info 4 0 R /ID [<00>\n<01>]",
  });
  const catalog = "1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Names 3 0 R /AF [8 0 R]\n>>\nendobj\n";
  const names =
    "3 0 obj\n<< /Dests << /Names [] >> /EmbeddedFiles << /Names [(throughlife.tlbundle) 8 0 R] >>\n>>\nendobj\n";
  const trailer = `<< /Size 9 /Root 1 0 R /Info 4 0 R /ID [<00>\n<01>] /Prev ${tableOffset(base)} >>`;
  expect(updateOf(base)).toBe(expectedUpdate(base, [catalog, names, streamObject(7), specification(7)], trailer));
});

test("other readers find the bundle", ({ skip }) => {
  const missing = missingProgram("qpdf", "qpdf") ?? missingProgram("pdfdetach", "poppler-utils");
  skip(missing !== null, missing ?? "");
  for (const base of [
    tinyBase({ pages: ["0 g"] }),
    tinyBase({ pages: ["0 g", "1 g"], catalog: " /Names 3 0 R", objects: ["<< /Dests << /Names [] >> >>"] }),
  ]) {
    const document = valueOf(attachBundle(base, bundle));
    expect(readWith("qpdf", document, ["--check"])).toContain("No syntax or stream encoding errors");
    expect(rewrittenWith("pdfdetach", document, (input, output) => ["-save", "1", "-o", output, input])).toEqual(
      Buffer.from(bundle),
    );
  }
});

test.each([
  ["a catalog with associated files", tinyBase({ pages: ["0 g"], catalog: " /AF []" }), "baseUnsuitable"],
  ["names inside the catalog", tinyBase({ pages: ["0 g"], catalog: " /Names << >>" }), "baseUnsuitable"],
  [
    "embedded files",
    tinyBase({ pages: ["0 g"], catalog: " /Names 3 0 R", objects: ["<< /EmbeddedFiles << /Names [] >> >>"] }),
    "baseUnsuitable",
  ],
  ["no line feed at the end", tinyBase({ pages: ["0 g"] }).subarray(0, -1), "baseUnsuitable"],
  ["a key twice in the catalog", tinyBase({ pages: ["0 g"], catalog: " /Pages 2 0 R" }), "damaged"],
  ["encryption", tinyBase({ pages: ["0 g"], trailer: "/Encrypt 3 0 R" }), "encrypted"],
  ["a bundle already", valueOf(attachBundle(tinyBase({ pages: ["0 g"] }), bundle)), "baseUnsuitable"],
])("a base with %s is refused", (_, base, kind) => {
  expect(kindOf(attachBundle(base, bundle))).toBe(kind);
});

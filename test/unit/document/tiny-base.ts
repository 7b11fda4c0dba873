/** Small PDFs written by hand, so that tests know every byte. */

/** Options of a small base. */
export interface TinyBase {
  /** Content of each page, not compressed. */
  readonly pages: readonly string[];
  /** Entries of the catalog besides /Type and /Pages. */
  readonly catalog?: string;
  /** Further objects, numbered from 3 on. */
  readonly objects?: readonly string[];
  /** Entries of the trailer besides /Size and /Root. */
  readonly trailer?: string;
}

/** A PDF with a classic cross-reference table: object 1 is the catalog, 2 the page tree. */
export const tinyBase = ({ pages, catalog = "", objects = [], trailer = "/ID [<00> <00>]" }: TinyBase): Uint8Array => {
  const first = 3 + objects.length;
  const kids = pages.map((_, index) => `${first + 2 * index} 0 R`).join(" ");
  const all = [
    `<< /Type /Catalog /Pages 2 0 R${catalog} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    ...objects,
    ...pages.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Resources << >> /Contents ${first + 2 * index + 1} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  return pdfOf(all, trailer);
};

/** A PDF of the given objects, numbered from 1 on; the first is the catalog. */
export const pdfOf = (objects: readonly string[], trailer = ""): Uint8Array => {
  let text = "%PDF-1.7\n";
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = text.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
};

/** A document read back, and every way in which it may have been changed: each is refused with what was changed. */
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { attachBundle } from "../../../main/document/attach-bundle.ts";
import { basePdf } from "../../../main/document/base-pdf.ts";
import { compareWithIssued, verifyDocument, type IssuedReport } from "../../../main/document/compare-with-issued.ts";
import { describeBase, readDocument } from "../../../main/document/read-document.ts";
import { serviceDossier } from "../../../shared/report/service-dossier.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { pumpInput } from "./dossier-input.ts";
import { missingProgram, rewrittenWith } from "./outside-readers.ts";
import { pdfOf, tinyBase } from "./tiny-base.ts";

const bundle = gzipSync("the bundle of this document\n");
const otherBundle = gzipSync("the bundle of another document\n");
const lineFeed = Buffer.from("\n");

const issuedOf = (base: Uint8Array): IssuedReport => {
  const described = valueOf(describeBase(base));
  return { base_sha256: described.baseSha256, pages: described.pages.sha256 };
};

/** Verifies against what the bundle would hold: each bundle knows only its own report. */
const verified = (bytes: Uint8Array, issued: IssuedReport, other: readonly IssuedReport[] = []) =>
  verifyDocument(bytes, (inside) => (Buffer.compare(inside, bundle) === 0 ? [issued] : other));

const sentenceOf = (bytes: Uint8Array, issued: IssuedReport, other: readonly IssuedReport[] = []): string => {
  const outcome = verified(bytes, issued, other);
  return outcome.ok ? "verified" : `${outcome.failure.kind}: ${outcome.failure.message}`;
};

describe("a dossier that was issued with compression off, then edited", () => {
  let base: Uint8Array;
  let document: Uint8Array;
  let issued: IssuedReport;

  beforeAll(async () => {
    base = valueOf(await basePdf(serviceDossier(pumpInput(12)), { compress: false }));
    document = valueOf(attachBundle(base, bundle));
    issued = issuedOf(base);
  });

  test("is verified as long as nobody touches it", () => {
    const outcome = valueOf(verified(document, issued));
    expect(Buffer.compare(outcome.found.base, base)).toBe(0);
    expect(Buffer.compare(outcome.found.bundle, bundle)).toBe(0);
    expect(outcome.found.pages.count).toBe(issued.pages.length);
  });

  test("one changed digit names its page", () => {
    const changed = changedGlyph(Buffer.from(document), 3);
    expect(changed.pages).toEqual([3]);
    expect(sentenceOf(changed.bytes, issued)).toMatch(
      /^documentChanged: .*Page 3 is not as issued: its content was changed\./,
    );
  });

  test("a page taken out of the page tree in place is named, with the count", () => {
    const text = Buffer.from(document).toString("latin1");
    const without = text.replace(
      /\/Type \/Pages\n\/Count (\d)\n\/Kids \[(\d+ 0 R) (\d+ 0 R)/,
      (tree, count: string, _: string, second: string) =>
        tree.replace(`/Count ${count}`, `/Count ${Number(count) - 1}`).slice(0, -second.length) +
        " ".repeat(second.length),
    );
    const edited = Buffer.from(without, "latin1");
    expect(edited.length).toBe(document.length);
    const pages = issued.pages.length;
    expect(sentenceOf(edited, issued)).toMatch(
      new RegExp(
        `^documentChanged: .*It has ${pages - 1} pages; ${pages} pages were issued. Page 2 as issued is not in`,
      ),
    );
  });

  test("a page that another program took out is named", ({ skip }) => {
    const missing = missingProgram("qpdf", "qpdf");
    skip(missing !== null, missing ?? "");
    const edited = rewrittenWith("qpdf", document, (input, output) => [input, "--pages", ".", "1,3-z", "--", output]);
    expect(sentenceOf(edited, issued)).toMatch(/^rewritten: .*Page 2 as issued is not in the file/);
  });

  test("another bundle, exchanged in place or attached anew, is named", () => {
    const same = Buffer.from(otherBundle).subarray(0, bundle.length);
    const exchanged = Buffer.from(document);
    exchanged.set(same, exchanged.indexOf(bundle));
    expect(sentenceOf(exchanged, issued)).toMatch(/^updateDiffers: The bundle inside is not the one that was attached/);
    const anew = valueOf(attachBundle(base, otherBundle));
    const otherReport = { base_sha256: "00".repeat(32), pages: ["11".repeat(32), "22".repeat(32)] };
    expect(sentenceOf(anew, issued)).toMatch(/^documentChanged: .*holds no record of an issued report/);
    expect(sentenceOf(anew, issued, [otherReport])).toMatch(
      /^documentChanged: .*the bundle inside belongs to another document/,
    );
  });

  test("appended bytes are counted and placed", () => {
    const appended = Buffer.concat([document, Buffer.from("one more page")]);
    const outcome = readDocument(appended);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "appended", bytes: 13, offset: document.length } });
    expect(sentenceOf(appended, issued)).toContain(`13 bytes were appended from byte ${document.length} on`);
  });

  test("an update that another program appended is counted and placed", () => {
    const previous = /startxref\n(\d+)\n%%EOF\n$/.exec(Buffer.from(document).toString("latin1"))?.[1];
    const table = document.length + "9 0 obj\n<< /Edited true >>\nendobj\n".length;
    const update =
      "9 0 obj\n<< /Edited true >>\nendobj\n" +
      `xref\n9 1\n${String(document.length).padStart(10, "0")} 00000 n \n` +
      `trailer\n<< /Size 900 /Root 3 0 R /Prev ${previous} >>\n` +
      `startxref\n${table}\n%%EOF\n`;
    const edited = Buffer.concat([document, Buffer.from(update)]);
    expect(readDocument(edited)).toMatchObject({
      ok: false,
      failure: { kind: "appended", bytes: update.length, offset: document.length },
    });
  });

  test("something changed beside the pages is named as such", () => {
    const edited = Buffer.from(document);
    edited.write("Thr0ughlife", edited.indexOf("(Throughlife)") + 1, "latin1");
    expect(sentenceOf(edited, issued)).toMatch(
      /^documentChanged: .*content of every page is as issued, but something else/,
    );
  });

  test("a file that is cut off anywhere behind its base says so", () => {
    for (const length of [
      base.length + 1,
      base.length + 7,
      base.length + 12,
      document.length - bundle.length,
      document.length - 1,
    ]) {
      expect(readDocument(document.subarray(0, length))).toMatchObject({
        ok: false,
        failure: { kind: "truncated", offset: length },
      });
    }
    expect(kindOf(readDocument(document.subarray(0, base.length / 2)))).toBe("truncated");
    expect(kindOf(readDocument(base))).toBe("withoutBundle");
  });

  /** The document with one glyph of a page's text replaced by another, the way a forger with an editor would. */
  const changedGlyph = (bytes: Buffer, page: number): { readonly bytes: Buffer; readonly pages: readonly number[] } => {
    const text = bytes.toString("latin1");
    const begin = [...text.matchAll(/ BT\n|\nBT\n/g)].map((match) => match.index);
    for (const start of begin.toReversed()) {
      const glyphs = /<([0-9a-f]{8,})>/.exec(text.slice(start, start + 400));
      if (glyphs === null || glyphs.index === undefined) continue;
      const at = start + glyphs.index + 1;
      const edited = Buffer.from(bytes);
      edited[at + 3] = edited[at + 3] === 0x31 ? 0x32 : 0x31;
      const pages = compareWithIssued(valueOf(readDocument(edited)), issued).flatMap((change) =>
        "page" in change ? [change.page] : [],
      );
      if (pages.includes(page)) return { bytes: edited, pages };
    }
    throw new Error(`Page ${page} has no text`);
  };
});

describe("files that are no document of ours", () => {
  const document = valueOf(attachBundle(tinyBase({ pages: ["0 g", "1 g"] }), bundle));

  test.each([
    ["an empty file", Buffer.alloc(0), "notAPdf"],
    ["a text", Buffer.from("not a PDF at all\n"), "notAPdf"],
    ["bytes put before the header", Buffer.concat([lineFeed, document]), "notAPdf"],
    ["a header alone", Buffer.from("%PDF-1.7\n"), "truncated"],
    ["a PDF of another program", tinyBase({ pages: ["0 g"] }), "withoutBundle"],
    [
      "a PDF of another program with other line ends",
      Buffer.from(tinyBase({ pages: ["0 g"] }).subarray(0, -1)),
      "withoutBundle",
    ],
    ["an encrypted PDF", tinyBase({ pages: ["0 g"], trailer: "/Encrypt << >>" }), "encrypted"],
    [
      "a cross-reference stream",
      Buffer.from("%PDF-1.5\n1 0 obj\n<< /Type /XRef >>\nendobj\nstartxref\n9\n%%EOF\n"),
      "crossReferenceStream",
    ],
    ["a hybrid file", tinyBase({ pages: ["0 g"], trailer: "/XRefStm 9" }), "crossReferenceStream"],
    ["a table that is not there", Buffer.from("%PDF-1.7\nstartxref\n5\n%%EOF\n"), "damaged"],
    ["a page tree that bites its tail", attached(["<< /Pages 2 0 R >>", "<< /Kids [2 0 R] >>"]), "damaged"],
    ["a page tree without end", attached(["<< /Pages 2 0 R >>", ...deepTree(64)]), "damaged"],
    [
      "content with a filter of its own",
      attached([
        "<< /Pages 2 0 R >>",
        "<< /Contents 3 0 R >>",
        "<< /Length 0 /Filter /LZWDecode >>\nstream\n\nendstream",
      ]),
      "damaged",
    ],
    [
      "content of the wrong length",
      attached(["<< /Pages 2 0 R >>", "<< /Contents 3 0 R >>", "<< /Length 99999 >>\nstream\n\nendstream"]),
      "damaged",
    ],
    ["objects inside each other without end", attached([`<< /Pages 2 0 R /X ${"[".repeat(100_000)} >>`]), "damaged"],
  ])("%s is refused", (_, bytes, kind) => {
    expect(kindOf(readDocument(bytes))).toBe(kind);
  });

  test("content that unpacks without end is refused", async () => {
    const { deflateSync } = await import("node:zlib");
    const bomb = deflateSync(Buffer.alloc(300 * 1024 * 1024)).toString("latin1");
    const object = `<< /Length ${bomb.length} /Filter /FlateDecode >>\nstream\n${bomb}\nendstream`;
    expect(kindOf(describeBase(pdfOf(["<< /Pages 2 0 R >>", "<< /Contents 3 0 R >>", object])))).toBe("damaged");
  });

  test("every file that others rewrote or encrypted is refused", ({ skip }) => {
    const missing = missingProgram("qpdf", "qpdf");
    skip(missing !== null, missing ?? "");
    const rewrite = (...options: string[]): string =>
      kindOf(readDocument(rewrittenWith("qpdf", document, (input, output) => [input, ...options, output])));
    expect(rewrite("--object-streams=generate")).toBe("crossReferenceStream");
    expect(rewrite("--encrypt", "", "owner", "256", "--")).toBe("encrypted");
    expect(rewrite("--linearize")).not.toBe("success");
    expect(rewrite()).toBe("rewritten");
  });
});

/** A document made of raw objects, with a bundle attached where the base allows it. */
function attached(objects: readonly string[]): Uint8Array {
  const base = pdfOf(objects);
  const document = attachBundle(base, bundle);
  return document.ok ? document.value : base;
}

function deepTree(levels: number): readonly string[] {
  return Array.from({ length: levels }, (_, index) => `<< /Kids [${index + 3} 0 R] >>`);
}

/**
 * The base PDF of a report as independent readers see it: valid, tagged, archivable, and with every character on
 * paper.
 */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { attachBundle } from "../../../main/document/attach-bundle.ts";
import { basePdf } from "../../../main/document/base-pdf.ts";
import { describeBase } from "../../../main/document/read-document.ts";
import type { PageFormat, ReportDocument } from "../../../shared/report/report-document.ts";
import { reportStrings } from "../../../shared/report/report-strings.ts";
import { serviceDossier } from "../../../shared/report/service-dossier.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { idOf, pumpInput } from "./dossier-input.ts";
import { alphaPng, galleryDocument } from "./gallery-document.ts";
import {
  missingPreflight,
  missingProgram,
  preflightCodes,
  readWith,
  rewrittenWith,
  squeezed,
} from "./outside-readers.ts";

const portrait: PageFormat = { size: "A4", orientation: "portrait" };
const bundle = gzipSync("a bundle\n");
const dossier = serviceDossier(pumpInput(40));
let base: Uint8Array;
let gallery: Uint8Array;

beforeAll(async () => {
  base = valueOf(await basePdf(dossier));
  gallery = valueOf(await basePdf(galleryDocument(portrait)));
});

describe("as other programs read it", () => {
  test("qpdf and poppler find a tagged PDF 1.7 without faults and the bundle inside", ({ skip }) => {
    const missing = missingProgram("qpdf", "qpdf") ?? missingProgram("pdfinfo", "poppler-utils");
    skip(missing !== null, missing ?? "");
    for (const bytes of [base, gallery]) {
      const document = valueOf(attachBundle(bytes, bundle));
      expect(readWith("qpdf", document, ["--check"])).toContain("No syntax or stream encoding errors");
      expect(readWith("pdfinfo", document, [])).toMatch(/Tagged: +yes[^]*PDF version: +1\.7/);
      expect(rewrittenWith("pdfdetach", document, (input, output) => ["-save", "1", "-o", output, input])).toEqual(
        Buffer.from(bundle),
      );
      expect(
        readWith("pdffonts", document, [])
          .split("\n")
          .slice(2, -1)
          .every((line) => line.includes(" yes yes yes ")),
      ).toBe(true);
    }
  });

  test("every string of the dossier is on paper, in all its scripts", ({ skip }) => {
    const missing = missingProgram("pdftotext", "poppler-utils");
    skip(missing !== null, missing ?? "");
    const text = squeezed(readWith("pdftotext", base, ["-raw"], ["-"]));
    const lost = reportStrings(dossier).filter((string) => !text.includes(squeezed(string)));
    expect(lost).toEqual([]);
    for (const sample of [
      "冷却水泵",
      "Παπαδοπούλου",
      "засорён",
      "≤0.4µm",
      "±0.02",
      "∅80",
      "→",
      "½l",
      "m²",
      "MΩ",
      "°C",
    ]) {
      expect(text).toContain(sample);
    }
  });

  test("each page has head, foot, checkpoint and number; each page of the history repeats the head of its table", ({
    skip,
  }) => {
    const missing = missingProgram("pdftotext", "poppler-utils");
    skip(missing !== null, missing ?? "");
    const pages = readWith("pdftotext", base, ["-raw"], ["-"]).split("\f").slice(0, -1);
    expect(pages.length).toBeGreaterThan(4);
    pages.forEach((page, index) => {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      for (const fixed of [
        dossier.title,
        dossier.subject,
        `throughlife/${idOf("log key")}`,
        idOf("register"),
        idOf("history"),
      ]) {
        expect(page).toContain(fixed);
      }
    });
    const historyPages = pages.filter((page) => page.includes("Mechanical seal leaks"));
    expect(historyPages.length).toBeGreaterThan(2);
    for (const page of historyPages) expect(page).toContain("What happened and what was done");
  });

  test("what no font covers is printed as its code point, and a notice says so", ({ skip }) => {
    const missing = missingProgram("pdftotext", "poppler-utils");
    skip(missing !== null, missing ?? "");
    const text = squeezed(readWith("pdftotext", gallery, ["-raw"], ["-"]));
    expect(text).toContain("Emoji⟨U+1F527⟩andKorean⟨U+D55C⟩becomecodepoints;⚠stays");
    expect(text).toContain("acontrol⟨U+0007⟩andanoverride⟨U+202E⟩too");
    expect(text).toContain("codepoint:U+0007,U+202E,U+D55C,U+1F527.");
  });

  test("tables, heads and figures are in the structure", ({ skip }) => {
    const missing = missingProgram("pdfinfo", "poppler-utils");
    skip(missing !== null, missing ?? "");
    const structure = readWith("pdfinfo", gallery, ["-struct"]);
    for (const element of ["H1", "H2", "Table", "TR", "TH", "TD", "LI", "Figure", "Caption"])
      expect(structure).toContain(`${element} `.trim());
    expect(readWith("pdfinfo", gallery, ["-struct"])).toMatch(/Scope \/Column/);
  });

  test("Preflight accepts the PDF/A-1b twin and finds in the PDF/A-3b file only what part 1 forbids", async ({
    skip,
  }) => {
    const missing = missingPreflight();
    skip(missing !== null, missing ?? "");
    const twin = valueOf(await basePdf(galleryDocument(portrait), { conformance: "PDF/A-1b" }));
    expect(preflightCodes(twin)).toEqual([]);
    expect(preflightCodes(valueOf(attachBundle(gallery, bundle)))).toEqual(["1.2.9", "1.4.7", "3.1.11", "7.11.2"]);
  });
});

test("the metadata say PDF/A-3b and hold titles that XML would break", () => {
  const text = Buffer.from(gallery).toString("utf8");
  expect(text).toContain("<pdfaid:part>3</pdfaid:part>");
  expect(text).toContain("<pdfaid:conformance>B</pdfaid:conformance>");
  expect(text).toContain("Gallery &amp; &lt;blocks&gt;: P-101A");
});

test("the same report gives the same bytes, and ends as a base must", async () => {
  const again = valueOf(await basePdf(serviceDossier(pumpInput(40))));
  expect(createHash("sha256").update(again).digest("hex")).toBe(createHash("sha256").update(base).digest("hex"));
  expect(Buffer.from(base.subarray(-6)).toString("latin1")).toBe("%%EOF\n");
});

test("the hashes of the pages are those of the contents that qpdf unpacks", ({ skip }) => {
  const missing = missingProgram("qpdf", "qpdf");
  skip(missing !== null, missing ?? "");
  const listed = [...readWith("qpdf", base, ["--show-pages"]).matchAll(/content:\n +(\d+) 0 R/g)].map(
    (match) => match[1] ?? "",
  );
  const contents = listed.map((number) => rewrittenContent(base, number));
  expect(contents.length).toBeGreaterThan(4);
  expect(valueOf(describeBase(base)).pages.sha256).toEqual(contents);
});

const rewrittenContent = (bytes: Uint8Array, number: string): string => {
  const content = readWith("qpdf", bytes, [`--show-object=${number}`, "--filtered-stream-data"]);
  return createHash("sha256").update(content, "latin1").digest("hex");
};

test("worksheets fit on A3 and A4 in landscape", async () => {
  for (const [format, box] of [
    [{ size: "A3", orientation: "landscape" }, "[0 0 1190.551181 841.889764]"],
    [{ size: "A4", orientation: "landscape" }, "[0 0 841.889764 595.275591]"],
  ] as const) {
    const text = Buffer.from(valueOf(await basePdf(galleryDocument(format)))).toString("latin1");
    expect(text).toContain(`/MediaBox ${box}`);
  }
});

describe("pictures", () => {
  const withPicture = (mediaType: "image/jpeg" | "image/png", bytes: Uint8Array): ReportDocument => ({
    ...dossier,
    sections: [
      {
        title: "Pictures",
        blocks: [
          {
            kind: "figure",
            caption: "",
            alternative: "a photo",
            width: 0.5,
            content: { kind: "picture", mediaType, bytes },
          },
        ],
      },
    ],
  });
  const frame = (components: number): Buffer =>
    Buffer.from([
      0xff,
      0xd8,
      0xff,
      0xc0,
      0,
      8 + 3 * components,
      8,
      0,
      9,
      0,
      16,
      components,
      ...Array.from({ length: 3 * components }, () => 1),
      0xff,
      0xd9,
    ]);

  test("a picture with an alpha channel is laid on white", async () => {
    expect(Buffer.from(gallery).toString("latin1")).not.toContain("/SMask");
    expect(kindOf(await basePdf(withPicture("image/png", alphaPng())))).toBe("success");
  });

  test("a grey or RGB JPEG is embedded", async () => {
    expect(kindOf(await basePdf(withPicture("image/jpeg", frame(3))))).toBe("success");
    expect(kindOf(await basePdf(withPicture("image/jpeg", frame(1))))).toBe("success");
  });

  test.each([
    ["a CMYK JPEG", "image/jpeg", frame(4)],
    ["a JPEG that ends in its head", "image/jpeg", frame(3).subarray(0, 8)],
    ["a PNG that ends in its pixels", "image/png", alphaPng().subarray(0, 60)],
    ["no PNG at all", "image/png", Buffer.from("GIF89a")],
  ] as const)("%s is refused by its name", async (_, mediaType, bytes) => {
    const outcome = await basePdf(withPicture(mediaType, bytes));
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "pictureUnreadable" } });
    expect(outcome.ok ? "" : outcome.failure.message).toContain('"a photo"');
  });
});

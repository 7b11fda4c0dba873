/** Worksheets on paper: cells over many rows, heads again on each page, every word once, any change found. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { attachBundle } from "../../../main/document/attach-bundle.ts";
import { basePdf } from "../../../main/document/base-pdf.ts";
import { compareWithIssued } from "../../../main/document/compare-with-issued.ts";
import { describeBase, readDocument } from "../../../main/document/read-document.ts";
import { worksheetGrid } from "../../../main/document/worksheet-grid.ts";
import type { PageFormat, ReportDocument, Worksheet } from "../../../shared/report/report-document.ts";
import { reportStrings } from "../../../shared/report/report-strings.ts";
import { worksheetRows } from "../../../shared/report/worksheet-rows.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { missingPreflight, missingProgram, preflightCodes, readWith, squeezed } from "./outside-readers.ts";
import { worksheetDocument } from "./worksheet-document.ts";

const papers: ReadonlyArray<readonly [string, PageFormat, RegExp]> = [
  ["A4 across", { size: "A4", orientation: "landscape" }, /841\.89 x 595\.2\d+ pts \(A4\)/],
  ["A3 across", { size: "A3", orientation: "landscape" }, /1190\.55 x 841\.89 pts \(A3\)/],
];

describe.each(papers)("a worksheet on %s", (_name, format, size) => {
  const document = worksheetDocument(format, 4);

  test("is a sound, tagged PDF/A whose pages repeat head and node, and loses no word", async ({ skip }) => {
    const missing = missingProgram("qpdf", "qpdf") ?? missingProgram("pdftotext", "poppler-utils");
    skip(missing !== null, missing ?? "");
    const base = valueOf(await basePdf(document));
    expect(readWith("qpdf", base, ["--check"])).toContain("No syntax or stream encoding errors");
    expect(readWith("pdfinfo", base, [])).toMatch(size);
    const structure = readWith("pdfinfo", base, ["-struct"]);
    expect(structure).toMatch(/RowSpan \d/);
    expect(structure).toMatch(/ColSpan 3/);
    const pages = readWith("pdftotext", base, ["-raw"], ["-"]).split("\f").slice(1, -1);
    const worksheetPages = pages.filter((page) => page.includes("Low pressure trip"));
    expect(worksheetPages.length).toBeGreaterThan(2);
    for (const page of worksheetPages) {
      expect(squeezed(page)).toContain("Safeguard");
      expect(page).toMatch(/Node \d+: lube oil supply line/);
    }
    const text = squeezed(readWith("pdftotext", base, ["-raw"], ["-"]));
    expect(wordsOf(document).filter((word) => !text.includes(word))).toEqual([]);
  });

  test("passes Preflight but for what part 1 of PDF/A forbids", async ({ skip }) => {
    const missing = missingPreflight();
    skip(missing !== null, missing ?? "");
    expect(preflightCodes(valueOf(await basePdf(document, { conformance: "PDF/A-1b" })))).toEqual([]);
  });

  test("names the page on which one digit was changed, and the page that was taken out", async () => {
    const base = valueOf(await basePdf(document));
    const issued = valueOf(describeBase(base));
    const recorded = { base_sha256: issued.baseSha256, pages: issued.pages.sha256 };
    const other = valueOf(describeBase(valueOf(await basePdf(withOneDigitChanged(document)))));
    const changes = compareWithIssued(other, recorded);
    expect(changes.map(({ kind }) => kind)).toContain("pageChanged");
    const [first, ...rest] = issued.pages.sha256;
    const shorter = { ...issued, pages: { ...issued.pages, sha256: rest } };
    expect(first).toBeDefined();
    expect(compareWithIssued(shorter, recorded).map(({ kind }) => kind)).toContain("pageMissing");
    const carried = valueOf(readDocument(valueOf(attachBundle(base, gzipSync("bundle\n")))));
    expect(compareWithIssued(carried, recorded)).toEqual([]);
  });
});

describe("the grid", () => {
  const line = { runs: [], width: 10 };
  const lines = (count: number) => Array.from({ length: count }, () => line);
  const measures = { leading: 10, padding: 2, uncutHeightMax: 60 };
  const rows = [
    { marked: false, cells: ["a", "b"] },
    { marked: false, cells: [null, "c"] },
    { marked: false, cells: [null, "d"] },
  ];

  test("gives a cell the rows below it that name none of their own", () => {
    const { cells, rowTops } = worksheetGrid(rows, () => lines(1), measures);
    expect(cells.map(({ column, row, rowSpan }) => [column, row, rowSpan])).toEqual([
      [0, 0, 3],
      [1, 0, 1],
      [1, 1, 1],
      [1, 2, 1],
    ]);
    expect(rowTops).toEqual([0, 14, 28, 42]);
  });

  test("lets the last row grow until a long cell fits, and cuts it between lines", () => {
    const { cells, cuts, rowTops } = worksheetGrid(rows, (column) => lines(column === 0 ? 20 : 1), measures);
    const [long] = cells;
    expect(long?.tops).toHaveLength(20);
    expect(rowTops.at(-1)).toBeGreaterThanOrEqual((long?.tops.at(-1) ?? 0) + 10 + 2);
    expect(cuts.length).toBeGreaterThan(10);
    for (const top of long?.tops ?? []) {
      const next = cuts.find((cut) => cut > top + 0.01) ?? 0;
      expect(Math.max(0, top + 10 - next)).toBeLessThanOrEqual(4.01);
    }
  });

  test("refuses a group that begins in the middle of a cell", () => {
    expect(() => worksheetGrid([{ marked: false, cells: [null] }], () => lines(1), measures)).toThrow(/no cell above/);
  });
});

describe("a tree as rows", () => {
  test("lists stand beside each other, the last branch of the shorter one covers what is left", () => {
    const leaf = (text: string) => ({ cells: [text], lists: [] });
    const rows = worksheetRows({
      cells: ["cause"],
      lists: [
        { columns: 1, branches: [leaf("s1"), leaf("s2"), leaf("s3")] },
        { columns: 1, branches: [leaf("a1")] },
        { columns: 2, branches: [] },
      ],
    });
    expect(rows.map(({ cells }) => cells)).toEqual([
      ["cause", "s1", "a1", "", ""],
      [null, "s2", null, null, null],
      [null, "s3", null, null, null],
    ]);
  });

  test("a branch that does not fit its list is a broken template", () => {
    const wrong = { cells: ["cause"], lists: [{ columns: 2, branches: [{ cells: ["one"], lists: [] }] }] };
    expect(() => worksheetRows(wrong)).toThrow(/its list 2 columns/);
  });
});

/** Words that no line of a narrow column breaks. */
const wordsOf = (document: ReportDocument): ReadonlyArray<string> => [
  ...new Set(reportStrings(document).flatMap((text) => text.split(/\s+/).filter((word) => /^[^-/]{1,9}$/.test(word)))),
];

const withOneDigitChanged = (document: ReportDocument): ReportDocument => {
  const changed = document.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => (block.kind === "worksheet" ? changedSheet(block) : block)),
  }));
  return { ...document, sections: changed };
};

const changedSheet = (sheet: Worksheet): Worksheet => ({
  ...sheet,
  groups: sheet.groups.map((group, index) =>
    index === 1 && typeof group.text === "string" ? { ...group, text: group.text.replace("1.8 bar", "1.9 bar") } : group,
  ),
});

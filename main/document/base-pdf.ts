/**
 * A report document made into the bytes of its base PDF (record-format.md, section 10): tagged PDF/A-3b, the same
 * bytes every time.
 */
import { once } from "node:events";
import { failed, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Notice, ReportDocument } from "../../shared/report/report-document.ts";
import { reportStrings } from "../../shared/report/report-strings.ts";
import { reportWords } from "../../shared/report/report-vocabulary.ts";
import { documentItems } from "./flow-document.ts";
import type { StructureNode } from "./page-flow.ts";
import { pageFurniture } from "./page-furniture.ts";
import { pageGeometry, type PageGeometry } from "./page-style.ts";
import { laidPages } from "./pagination.ts";
import { painterOf, type Painter } from "./painter.ts";
import { preparePictures, type PreparedPictures } from "./picture.ts";
import type { PictureUnreadable } from "./prepared-picture.ts";
import { openFontLibrary, type FontLibrary, type FontMissing } from "./report-fonts.ts";
import { measureOf, openReportPdf, type Conformance, type ReportPdf } from "./report-pdf.ts";
import { codePointName, escapedCodePoints } from "./text-runs.ts";

export interface BasePdfOptions {
  /** Off to compare pages by eye; on by default. */
  readonly compress?: boolean;
  readonly conformance?: Conformance;
}

/** Called after each page with the pages painted and the pages of the whole report. */
export type PageProgress = (done: number, total: number) => void;

export interface ReportTooLong extends Failure {
  readonly kind: "reportTooLong";
}

export type BasePdfFailure = FontMissing | PictureUnreadable | ReportTooLong;

/** Nobody reads more pages on paper, and every reader of the file must walk them all. */
export const pagesMax = 5_000;

/** The base PDF of a report. Nothing is read but the fonts, and no clock. */
export const basePdf = async (
  document: ReportDocument,
  options: BasePdfOptions = {},
  progress: PageProgress = () => undefined,
): Promise<Outcome<Uint8Array, BasePdfFailure>> => {
  const library = openFontLibrary();
  if (!library.ok) return library;
  const pictures = preparePictures(document);
  if (!pictures.ok) return pictures;
  const geometry = pageGeometry(document.format);
  const noticed = withUncoveredNotice(library.value, document);
  const pdf = openReportPdf(noticed, library.value, geometry, {
    compress: options.compress ?? true,
    conformance: options.conformance ?? "PDF/A-3b",
  });
  const bytes = collected(pdf);
  const pages = paintReport(pdf, noticed, { library: library.value, pictures: pictures.value, geometry }, progress);
  if (pages > pagesMax) return failed({ kind: "reportTooLong", message: tooLongSentence(pages) });
  pdf.end();
  return success(await bytes);
};

interface Material {
  readonly library: FontLibrary;
  readonly pictures: PreparedPictures;
  readonly geometry: PageGeometry;
}

/** Lays out and paints; gives the number of pages, of which none is painted when they are too many. */
const paintReport = (pdf: ReportPdf, document: ReportDocument, material: Material, progress: PageProgress): number => {
  const { library, pictures, geometry } = material;
  const typesetter = { library, measure: measureOf(pdf) };
  const root: StructureNode = { type: "Document", parent: null };
  const items = documentItems({ typesetter, width: geometry.textWidth, parent: root, pictures }, document);
  const pages = laidPages(items, geometry.bodyHeight, { x: geometry.left, y: geometry.bodyTop });
  if (pages.length > pagesMax) return pages.length;
  const furniture = pageFurniture(typesetter, document, geometry);
  const painter: Painter = painterOf(pdf, pictures);
  pages.forEach((page, index) => {
    painter.beginPage();
    page.outlines.forEach(painter.outline);
    painter.paint(furniture(index + 1, pages.length), "Pagination");
    painter.paint(page.marks, "Layout");
    progress(index + 1, pages.length);
  });
  return pages.length;
};

/** Code points that the notice names before the rest is counted. */
const codesShown = 24;

/** Says on the first page which characters are printed as code points. */
const withUncoveredNotice = (library: FontLibrary, document: ReportDocument): ReportDocument => {
  const escaped = escapedCodePoints(library, reportStrings(document)).map(codePointName);
  if (escaped.length === 0) return document;
  const rest = escaped.length - codesShown;
  const codes = `${escaped.slice(0, codesShown).join(", ")}${rest > 0 ? ` ${reportWords.andMore(rest)}` : ""}`;
  const notice: Notice = {
    kind: "notice",
    tone: "information",
    title: reportWords.uncoveredTitle,
    text: reportWords.uncovered(codes),
  };
  return { ...document, notices: [...document.notices, notice] };
};

const collected = async (pdf: ReportPdf): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  pdf.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  await once(pdf, "end");
  return Buffer.concat(chunks);
};

const tooLongSentence = (pages: number): string =>
  `The report would have ${pages} pages; at most ${pagesMax} are made. Choose a shorter period or fewer histories.`;

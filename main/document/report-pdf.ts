/**
 * The PDF that a report is painted on: pdfkit, set up for an archive (ISO 19005-3, level B), tagged and without any
 * clock.
 */
import PDFDocument from "pdfkit";
import type { ReportDocument } from "../../shared/report/report-document.ts";
import { reportWords } from "../../shared/report/report-vocabulary.ts";
import type { StructureNode } from "./page-flow.ts";
import type { PageGeometry } from "./page-style.ts";
import type { FontLibrary } from "./report-fonts.ts";
import type { Measure } from "./text-lines.ts";

/** PDF/A-1b serves only to be checked by a validator that knows no later part; a report is PDF/A-3b. */
export type Conformance = "PDF/A-3b" | "PDF/A-1b";

export interface ReportPdfOptions {
  readonly compress: boolean;
  readonly conformance: Conformance;
}

/**
 * An empty PDF with the report's fonts and metadata; its only date is the date of issue, so equal reports give equal
 * bytes.
 */
export const openReportPdf = (
  document: ReportDocument,
  library: FontLibrary,
  geometry: PageGeometry,
  options: ReportPdfOptions,
): ReportPdf => {
  const pdf = new ReportPdf({
    autoFirstPage: false,
    compress: options.compress,
    pdfVersion: options.conformance === "PDF/A-3b" ? "1.7" : "1.4",
    subset: options.conformance,
    tagged: true,
    lang: document.language,
    displayTitle: true,
    size: [geometry.width, geometry.height],
    margin: 0,
    info: {
      Title: visible(`${document.title}: ${document.subject}`),
      Author: visible(`${document.issuer.name}, ${document.issuer.organisation}`),
      Subject: visible(document.subtitle),
      Creator: reportWords.program,
      Producer: `${reportWords.program} (pdfkit)`,
      CreationDate: new Date(`${document.issuer.date.slice(0, 19)}Z`),
    },
  });
  Object.assign(pdf.outline, { options: openOutline });
  for (const name of library.names) pdf.registerFont(name, Buffer.from(library.font(name).bytes));
  return pdf;
};

/** Measures text with the fonts of a PDF; every width is looked up once. */
export const measureOf = (pdf: ReportPdf): Measure => {
  const widths = new Map<string, number>();
  return (font, text) => {
    const key = `${font} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    const width = pdf.font(font).fontSize(1).widthOfString(text);
    widths.set(key, width);
    return width;
  };
};

/**
 * States how many rows and columns a cell covers (ISO 32000-1, table 349): pdfkit says it only in tables of its own.
 */
export const spanCells = (
  element: PDFKit.PDFStructureElement,
  { rowSpan = 1, columnSpan = 1, scope }: Pick<StructureNode, "rowSpan" | "columnSpan" | "scope">,
): void => {
  if (rowSpan === 1 && columnSpan === 1) return;
  const data = memberOf(memberOf(element, "dictionary"), "data");
  Object.assign(data, {
    A: {
      O: "Table",
      ...(scope === undefined ? {} : { Scope: scope }),
      ...(rowSpan === 1 ? {} : { RowSpan: rowSpan }),
      ...(columnSpan === 1 ? {} : { ColSpan: columnSpan }),
    },
  });
};

const memberOf = (holder: object, name: string): object => {
  const member: unknown = Reflect.get(holder, name);
  if (typeof member !== "object" || member === null) throw new Error(`pdfkit has no ${name} here`);
  return member;
};

/**
 * pdfkit writes the texts of the info dictionary into the XMP as they are; by then the dictionary is written, so mask
 * them for XML.
 */
export class ReportPdf extends PDFDocument {
  override endMetadata(): void {
    const { Title = "", Author = "", Subject = "" } = this.info;
    this.info = { ...this.info, Title: xmlText(Title), Author: xmlText(Author), Subject: xmlText(Subject) };
    super.endMetadata();
  }
}

/**
 * The chapters are visible entries, so the outline states their number (ISO 32000-1, table 152): pdfkit does it only
 * when told.
 */
const openOutline = { expanded: true };

const xmlText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Without characters that XML 1.0 forbids. */
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\p{Cn}]/gu, " ");

/**
 * Measures a report of a hundred pages, made as the program makes it: on a thread of its own, laid out, painted, read
 * back. Beside it pdfkit alone paints as many pages of the same words on a warm thread, which nothing can beat.
 */
import { once } from "node:events";
import { makeBase } from "../../main/report/make-base.ts";
import { ReportPdf } from "../../main/document/report-pdf.ts";
import { openFontLibrary } from "../../main/document/report-fonts.ts";
import type { ReportDocument } from "../../shared/report/report-document.ts";
import { reportStrings } from "../../shared/report/report-strings.ts";
import { serviceDossier } from "../../shared/report/service-dossier.ts";
import { valueOf } from "../doubles/value-of.ts";
import { pumpInput } from "../unit/document/dossier-input.ts";
import { worksheetDocument } from "../unit/document/worksheet-document.ts";
import { boundFigure, stopwatch, type Figure } from "./figure.ts";

/** A dossier and a worksheet of about a hundred pages each. */
export const benchReports = async (): Promise<ReadonlyArray<Figure>> => [
  await reportFigure("a service dossier", serviceDossier(pumpInput(entries))),
  await reportFigure("a worksheet on A4 across", worksheetDocument({ size: "A4", orientation: "landscape" }, nodes)),
];

const entries = 1160;
const nodes = 54;
/** A person waits for a report of a hundred pages at most so long, seconds. */
const secondsMost = 3;
const pagesMeant = 100;

const reportFigure = async (name: string, document: ReportDocument): Promise<Figure> => {
  const watch = stopwatch();
  let told = 0;
  const base = valueOf(await makeBase(document, { progress: () => (told += 1) }));
  const seconds = watch();
  const { length } = base.pages;
  if (told !== length) throw new Error(`${told} pages were told of ${length}`);
  const bare = await bareSeconds(document, length);
  return boundFigure({
    name: `${name} of ${length} pages, for each ${pagesMeant} of them`,
    value: (seconds * pagesMeant) / length,
    most: secondsMost,
    unit: "s",
    beside: `bare pdfkit with the same words: ${((bare * pagesMeant) / length).toFixed(2)} s; at most ${secondsMost} s`,
  });
};

/** The words of the report in lines of one font, in the order in which they stand, without any layout. */
const bareSeconds = async (document: ReportDocument, pages: number): Promise<number> => {
  const watch = stopwatch();
  const font = valueOf(openFontLibrary()).font("plex");
  const pdf = new ReportPdf({ autoFirstPage: false, tagged: true, pdfVersion: "1.7", margin: 0 });
  pdf.registerFont("plex", Buffer.from(font.bytes));
  pdf.on("data", () => undefined);
  const lines = reportStrings(document).flatMap((text) => text.split("\n"));
  const perPage = Math.ceil(lines.length / pages);
  for (let page = 0; page < pages; page++) {
    pdf.addPage().font("plex").fontSize(7.7);
    for (const [index, line] of lines.slice(page * perPage, (page + 1) * perPage).entries())
      pdf.text(line, 40, 40 + index * 6, { lineBreak: false, baseline: "alphabetic" });
  }
  pdf.end();
  await once(pdf, "end");
  return watch();
};

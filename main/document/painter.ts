/**
 * Puts laid pages on a PDF: text, rules and pictures, each inside the structure element that it belongs to or as an
 * artifact.
 */
import { spanCells, type ReportPdf } from "./report-pdf.ts";
import type { Mark, Shape, StructureNode } from "./page-flow.ts";
import type { PreparedPictures } from "./picture.ts";
import type { Ink, PlacedRun, TextLine } from "./text-lines.ts";

/** Paints marks on the current page of the PDF that it was made for. */
export interface Painter {
  /** Begins a sheet. */
  readonly beginPage: () => void;
  /** Marks in points from the top left of the sheet. */
  readonly paint: (marks: ReadonlyArray<Mark>, artifact: "Layout" | "Pagination") => void;
  /** An entry of the outline that leads to this page. */
  readonly outline: (title: string) => void;
}

/** A painter for one PDF. */
export const painterOf = (pdf: ReportPdf, pictures: PreparedPictures): Painter => {
  const elements = new Map<StructureNode, PDFKit.PDFStructureElement>();
  const brush = { pdf, pictures, inks: inkState(pdf) };
  return {
    beginPage: () => {
      pdf.addPage();
      brush.inks.reset();
    },
    paint: (marks, artifact) => marks.forEach((mark) => paintMark(brush, elements, mark, artifact)),
    outline: (title) => void pdf.outline.addItem(title, wholePage),
  };
};

/** An entry of the outline shows its page whole. */
const wholePage = { expanded: false, fit: true };

/** Colours of the inks; those of text keep a contrast of 7:1 on white and print dark on a black and white printer. */
const inkColour: Record<Ink, string> = { black: "#000000", muted: "#4a4a4a", accent: "#14304a", faint: "#a0a0a0" };

interface Brush {
  readonly pdf: ReportPdf;
  readonly pictures: PreparedPictures;
  readonly inks: InkState;
}

/** Colours are written only when they change. */
interface InkState {
  readonly fill: (colour: string) => void;
  readonly stroke: (colour: string) => void;
  readonly reset: () => void;
}

const inkState = (pdf: ReportPdf): InkState => {
  let [fill, stroke] = ["", ""];
  return {
    fill: (colour) => {
      if (colour !== fill) pdf.fillColor(colour);
      fill = colour;
    },
    stroke: (colour) => {
      if (colour !== stroke) pdf.strokeColor(colour);
      stroke = colour;
    },
    reset: () => ([fill, stroke] = ["", ""]),
  };
};

const paintMark = (
  brush: Brush,
  elements: Map<StructureNode, PDFKit.PDFStructureElement>,
  mark: Mark,
  artifact: "Layout" | "Pagination",
): void => {
  const draw = (): void => mark.shapes.forEach((shape) => paintShape(brush, shape));
  if (mark.leaf === null) {
    brush.pdf.markContent("Artifact", { type: artifact });
    draw();
    brush.pdf.endMarkedContent();
    return;
  }
  const element = elementOf(brush.pdf, elements, mark.leaf);
  if (mark.shapes.length > 0) element.add(draw);
};

/**
 * The structure element of a node; made with its parents when it is first met, so that their order is the reading
 * order.
 */
const elementOf = (
  pdf: ReportPdf,
  elements: Map<StructureNode, PDFKit.PDFStructureElement>,
  node: StructureNode,
): PDFKit.PDFStructureElement => {
  const known = elements.get(node);
  if (known !== undefined) return known;
  const { type, parent, alternative: alt, title, scope } = node;
  const element = pdf.struct(type, {
    ...(alt === undefined ? {} : { alt }),
    ...(title === undefined ? {} : { title }),
    ...(scope === undefined ? {} : { scope }),
  });
  spanCells(element, node);
  if (parent === null) pdf.addStructure(element);
  else elementOf(pdf, elements, parent).add(element);
  elements.set(node, element);
  return element;
};

const paintShape = (brush: Brush, shape: Shape): void => {
  const { pdf } = brush;
  switch (shape.kind) {
    case "line":
      return paintLine(brush, shape.line, shape.x, shape.baseline);
    case "rule":
      brush.inks.stroke(inkColour[shape.ink]);
      return void pdf
        .lineWidth(shape.weight)
        .moveTo(shape.from.x, shape.from.y)
        .lineTo(shape.to.x, shape.to.y)
        .stroke();
    case "path":
      brush.inks.stroke(inkColour.black);
      tracePath(pdf, shape.points);
      return void pdf.lineWidth(shape.weight).stroke();
    case "area":
      brush.inks.fill(greyColour(shape.grey));
      tracePath(pdf, shape.points);
      return void pdf.fill();
    case "frame":
      brush.inks.stroke(inkColour.black);
      return void pdf.lineWidth(shape.weight).rect(shape.at.x, shape.at.y, shape.width, shape.height).stroke();
    case "squares":
      brush.inks.fill(inkColour.black);
      for (const { row, column, length } of shape.squares) {
        pdf.rect(shape.at.x + column * shape.side, shape.at.y + row * shape.side, length * shape.side, shape.side);
      }
      return void pdf.fill();
    case "picture": {
      const image = Buffer.from(brush.pictures.of(shape.picture).bytes);
      return void pdf.image(image, shape.at.x, shape.at.y, { width: shape.width, height: shape.height });
    }
  }
};

const paintLine = (brush: Brush, line: TextLine, x: number, baseline: number): void => {
  for (const run of line.runs) paintRun(brush, run, x + run.x, baseline);
};

const paintRun = ({ pdf, inks }: Brush, run: PlacedRun, x: number, baseline: number): void => {
  const colour = inkColour[run.ink];
  inks.fill(colour);
  pdf.font(run.font).fontSize(run.size);
  if (run.thicken || run.ruledThrough) inks.stroke(colour);
  if (run.thicken) pdf.lineWidth(run.size * 0.03);
  // Measured already: pdfkit need not measure it again.
  const measured = { textWidth: run.width, wordCount: 1 };
  pdf.text(run.text, x, baseline, {
    ...measured,
    lineBreak: false,
    baseline: "alphabetic",
    ...(run.thicken ? { fill: true, stroke: true } : {}),
  });
  if (!run.ruledThrough) return;
  const y = baseline - run.size * 0.26;
  pdf
    .lineWidth(0.5)
    .moveTo(x, y)
    .lineTo(x + run.width, y)
    .stroke();
};

const tracePath = (pdf: ReportPdf, points: ReadonlyArray<{ readonly x: number; readonly y: number }>): void =>
  points.forEach(({ x, y }, index) => (index === 0 ? pdf.moveTo(x, y) : pdf.lineTo(x, y)));

const greyColour = (grey: number): string => {
  const level = Math.round(255 * Math.min(1, Math.max(0, 1 - grey)));
  return `#${level.toString(16).padStart(2, "0").repeat(3)}`;
};

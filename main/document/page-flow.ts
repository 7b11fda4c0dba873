/** What the layout makes of a report: pieces of a page in reading order, each with what to draw and what it means. */
import type { Picture } from "../../shared/report/report-document.ts";
import type { Ink, TextLine } from "./text-lines.ts";

/** A structure element of the tagged PDF (ISO 32000-1, 14.8.4); the painter makes each of them once. */
export interface StructureNode {
  readonly type: StructureType;
  readonly parent: StructureNode | null;
  readonly alternative?: string;
  readonly title?: string;
  /** Whether a table head is that of a column or of a row. */
  readonly scope?: "Column" | "Row";
  /** Rows and columns that a cell of a table covers; one where nothing is said. */
  readonly rowSpan?: number;
  readonly columnSpan?: number;
}

export type StructureType =
  | "Document"
  | "Sect"
  | "H1"
  | "H2"
  | "H3"
  | "P"
  | "L"
  | "LI"
  | "Lbl"
  | "LBody"
  | "Table"
  | "TR"
  | "TH"
  | "TD"
  | "Figure"
  | "Caption"
  | "Div"
  | "Code";

/** Something drawn; points, y downwards from the top of its item. `leaf` is `null` for what only decorates. */
export interface Mark {
  readonly leaf: StructureNode | null;
  readonly shapes: ReadonlyArray<Shape>;
}

export type Shape =
  | { readonly kind: "line"; readonly x: number; readonly baseline: number; readonly line: TextLine }
  | { readonly kind: "rule"; readonly from: Point; readonly to: Point; readonly weight: number; readonly ink: Ink }
  | { readonly kind: "path"; readonly points: ReadonlyArray<Point>; readonly weight: number }
  | { readonly kind: "area"; readonly points: ReadonlyArray<Point>; readonly grey: number }
  | {
      readonly kind: "frame";
      readonly at: Point;
      readonly width: number;
      readonly height: number;
      readonly weight: number;
    }
  | { readonly kind: "squares"; readonly at: Point; readonly side: number; readonly squares: ReadonlyArray<Run> }
  | {
      readonly kind: "picture";
      readonly at: Point;
      readonly width: number;
      readonly height: number;
      readonly picture: Picture;
    };

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A horizontal run of dark squares of a QR code, in modules. */
export interface Run {
  readonly column: number;
  readonly row: number;
  readonly length: number;
}

/** A piece that is never cut. */
export interface FlowItem {
  readonly height: number;
  /** Space before it, dropped at the top of a page. */
  readonly space: number;
  /** Stays on one page with the next item. */
  readonly keepsWithNext: boolean;
  /** Drawn again above this item when it begins a page: the head of its table. */
  readonly head: RepeatedHead | null;
  readonly marks: ReadonlyArray<Mark>;
  /** Entry of the PDF's outline that leads here. */
  readonly outline: string | null;
}

export interface RepeatedHead {
  readonly height: number;
  readonly marks: ReadonlyArray<Mark>;
}

/** An item with the defaults that most items have. */
export const flowItem = (item: Pick<FlowItem, "height" | "marks"> & Partial<FlowItem>): FlowItem => ({
  space: 0,
  keepsWithNext: false,
  head: null,
  outline: null,
  ...item,
});

/** Marks moved by a distance. */
export const movedMarks = (marks: ReadonlyArray<Mark>, by: Point): ReadonlyArray<Mark> =>
  marks.map(({ leaf, shapes }) => ({ leaf, shapes: shapes.map((shape) => movedShape(shape, by)) }));

const movedShape = (shape: Shape, by: Point): Shape => {
  switch (shape.kind) {
    case "line":
      return { ...shape, x: shape.x + by.x, baseline: shape.baseline + by.y };
    case "rule":
      return { ...shape, from: movedPoint(shape.from, by), to: movedPoint(shape.to, by) };
    case "path":
    case "area":
      return { ...shape, points: shape.points.map((point) => movedPoint(point, by)) };
    case "frame":
    case "squares":
    case "picture":
      return { ...shape, at: movedPoint(shape.at, by) };
  }
};

const movedPoint = (point: Point, by: Point): Point => ({ x: point.x + by.x, y: point.y + by.y });

/** The columns of a worksheet on paper and the head over them, with titles that stand over several columns. */
import type { WorksheetColumn } from "../../shared/report/report-document.ts";
import { lineShapes, type FlowContext } from "./flow-text.ts";
import { flowItem, type FlowItem, type Mark, type Shape, type StructureNode } from "./page-flow.ts";
import { ruleWeight, type } from "./page-style.ts";
import { textLines, type TextLine, type TextSetting } from "./text-lines.ts";

/** A column at its place; points. */
export interface SheetColumn extends Pick<WorksheetColumn, "align" | "band" | "heads" | "title"> {
  readonly x: number;
  readonly width: number;
  readonly textWidth: number;
}

/** Space between a column's edge and its text, points. */
const cellInset = 3.2;
const headPadding = 3;

/** Columns side by side over the whole width, without gaps: rules stand between them. */
export const sheetColumns = (
  context: FlowContext,
  columns: ReadonlyArray<WorksheetColumn>,
): ReadonlyArray<SheetColumn> => {
  const shares = columns.reduce((sum, column) => sum + column.width, 0);
  let x = 0;
  return columns.map(({ align, band, heads, title, width: share }) => {
    const width = (context.width * share) / shares;
    const column = { align, band, heads, title, x, width, textWidth: width - 2 * cellInset };
    x += width;
    return column;
  });
};

/** Lines set in a column as it is aligned. */
export const inColumn = (
  { align, textWidth, x }: SheetColumn,
  lines: ReadonlyArray<TextLine>,
  setting: TextSetting,
  top: number,
): ReadonlyArray<Shape> => lineShapes(lines, setting, { x: x + cellInset, top, width: textWidth, align });

/** The head: one row, or two where columns share a title. */
export const sheetHead = (context: FlowContext, columns: ReadonlyArray<SheetColumn>, root: StructureNode): FlowItem => {
  const bands = bandsOf(columns);
  const isBanded = bands.some(({ title }) => title !== null);
  const upper: StructureNode = { type: "TR", parent: root };
  const lower: StructureNode = isBanded ? { type: "TR", parent: root } : upper;
  const bandHeight = isBanded ? bandLinesMax(context, bands) * leading + headPadding : 0;
  const titles = columns.map((column) => textLines(context.typesetter, column.title, setting, column.textWidth));
  const count = Math.max(...titles.map((lines) => lines.length));
  const height = headPadding + bandHeight + count * leading + headPadding;
  const bandMarks = isBanded ? bands.flatMap((band) => bandMark(context, band, upper, bandHeight)) : [];
  const titleMarks = columns.map((column, index): Mark => {
    const lines = titles[index] ?? [];
    const over = isBanded && column.band === null ? { parent: upper, rowSpan: 2 } : { parent: lower };
    const top = headPadding + bandHeight + (count - lines.length) * leading;
    return { leaf: { type: "TH", scope: "Column", ...over }, shapes: inColumn(column, lines, setting, top) };
  });
  const below = rule({ x: 0, width: context.width }, height, ruleWeight.head);
  return flowItem({
    height,
    space: 7,
    keepsWithNext: true,
    marks: [...bandMarks, ...titleMarks, { leaf: null, shapes: [below] }],
  });
};

const setting: TextSetting = type.columnHead;
const leading = setting.leading;

interface Band {
  readonly title: string | null;
  readonly x: number;
  readonly width: number;
  readonly columns: number;
}

/** Neighbouring columns with the same title over them. */
const bandsOf = (columns: ReadonlyArray<SheetColumn>): ReadonlyArray<Band> => {
  const bands: Array<Band> = [];
  for (const { band, width, x } of columns) {
    const last = bands.at(-1);
    if (last !== undefined && band !== null && last.title === band)
      bands[bands.length - 1] = { ...last, width: last.width + width, columns: last.columns + 1 };
    else bands.push({ title: band, x, width, columns: 1 });
  }
  return bands;
};

const bandLines = (context: FlowContext, { title, width }: Band): ReadonlyArray<TextLine> =>
  title === null ? [] : textLines(context.typesetter, title, setting, width - 2 * cellInset);

const bandLinesMax = (context: FlowContext, bands: ReadonlyArray<Band>): number =>
  Math.max(...bands.map((band) => bandLines(context, band).length));

const bandMark = (context: FlowContext, band: Band, parent: StructureNode, height: number): ReadonlyArray<Mark> => {
  if (band.title === null) return [];
  const lines = bandLines(context, band);
  const place = {
    x: band.x + cellInset,
    top: headPadding,
    width: band.width - 2 * cellInset,
    align: "centre" as const,
  };
  const span = band.columns > 1 ? { columnSpan: band.columns } : {};
  return [
    { leaf: { type: "TH", parent, scope: "Column", ...span }, shapes: lineShapes(lines, setting, place) },
    {
      leaf: null,
      shapes: [rule({ x: band.x + cellInset, width: band.width - 2 * cellInset }, height + 1, ruleWeight.hairline)],
    },
  ];
};

const rule = (place: { readonly x: number; readonly width: number }, y: number, weight: number): Shape => ({
  kind: "rule",
  from: { x: place.x, y },
  to: { x: place.x + place.width, y },
  weight,
  ink: "black",
});

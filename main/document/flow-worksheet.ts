/**
 * Worksheets: wide tables with cells over several rows. A page may end between rows; the next one repeats the head, the
 * title of the group, and what the cells that go on say.
 */
import type { Worksheet, WorksheetGroup } from "../../shared/report/report-document.ts";
import { reportWords } from "../../shared/report/report-vocabulary.ts";
import { lineItems, lineShapes, textItems, type FlowContext } from "./flow-text.ts";
import { flowItem, movedMarks, type FlowItem, type Mark, type RepeatedHead, type Shape } from "./page-flow.ts";
import type { StructureNode } from "./page-flow.ts";
import { ruleWeight, type } from "./page-style.ts";
import { textLines, type TextLine } from "./text-lines.ts";
import { inColumn, sheetColumns, sheetHead, type SheetColumn } from "./worksheet-head.ts";
import { worksheetGrid, type GridCell, type GridMeasures, type WorksheetGrid } from "./worksheet-grid.ts";

/** Head, groups and rows of a worksheet, or its sentence for none. */
export const worksheetItems = (context: FlowContext, sheet: Worksheet): ReadonlyArray<FlowItem> => {
  if (sheet.groups.length === 0) return textItems(context, [{ text: sheet.whenEmpty, style: "muted" }], type.body, 5);
  const root: StructureNode = { type: "Table", parent: context.parent, title: sheet.description };
  const columns = sheetColumns(context, sheet.columns);
  const head = sheetHead(context, columns, root);
  return [head, ...sheet.groups.flatMap((group) => groupItems({ context, columns, root, head }, group))];
};

const measures: GridMeasures = { leading: type.sheet.leading, padding: 2.6, uncutHeightMax: 130 };
/** Lines of a cell that are repeated where it goes on over a page. */
const linesAgainMax = 2;

/** A worksheet under way. */
interface Sheet {
  readonly context: FlowContext;
  readonly columns: ReadonlyArray<SheetColumn>;
  readonly root: StructureNode;
  readonly head: FlowItem;
}

const groupItems = (sheet: Sheet, group: WorksheetGroup): ReadonlyArray<FlowItem> => {
  const heads = unstructured(sheet.head);
  const titles = titleItems(sheet, group).map((item) => ({ ...item, head: heads }));
  if (group.rows.length === 0) return titles;
  for (const { cells } of group.rows)
    if (cells.length !== sheet.columns.length)
      throw new Error(`A row has ${cells.length} cells, its worksheet ${sheet.columns.length} columns`);
  const grid = worksheetGrid(group.rows, (column, row) => cellLines(sheet, group, { column, row }), measures);
  const rows = group.rows.map((): StructureNode => ({ type: "TR", parent: sheet.root }));
  const cells = grid.cells.map((cell) => ({ ...cell, leaf: leafOf(sheet, rows, cell) }));
  return [...titles, ...sliceItems({ ...sheet, group, grid, cells })];
};

/** A group under way. */
interface GroupFrame extends Sheet {
  readonly group: WorksheetGroup;
  readonly grid: WorksheetGrid;
  readonly cells: ReadonlyArray<SheetCell>;
}

interface SheetCell extends GridCell {
  readonly leaf: StructureNode;
}

const titleItems = ({ columns, context, root }: Sheet, { text, title }: WorksheetGroup): ReadonlyArray<FlowItem> => {
  const row: StructureNode = { type: "TR", parent: root };
  const leaf: StructureNode = { type: "TH", parent: row, scope: "Row", columnSpan: columns.length };
  const titles = textLines(context.typesetter, title, type.group, context.width);
  const texts = textLines(context.typesetter, text, type.sheet, context.width);
  const items = [
    ...lineItems(titles, type.group, leaf, { x: 0, space: 9 }),
    ...lineItems(texts, type.sheet, leaf, { x: 0, space: 1 }),
  ];
  const rule = { leaf: null, shapes: [horizontal(0, context.width, 3, ruleWeight.thin)] };
  return [...items, flowItem({ height: 3, marks: [rule] })].map((item) => ({ ...item, keepsWithNext: true }));
};

const cellLines = (
  { columns, context }: Sheet,
  { rows }: WorksheetGroup,
  { column, row }: { readonly column: number; readonly row: number },
) => textLines(context.typesetter, rows[row]?.cells[column] ?? "", type.sheet, columns[column]?.textWidth ?? 0);

const leafOf = (sheet: Sheet, rows: ReadonlyArray<StructureNode>, cell: GridCell): StructureNode => {
  const parent = rows[cell.row] ?? sheet.root;
  const span = cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {};
  return sheet.columns[cell.column]?.heads === true
    ? { type: "TH", parent, scope: "Row", ...span }
    : { type: "TD", parent, ...span };
};

/** One item between two cuts. */
const sliceItems = (frame: GroupFrame): ReadonlyArray<FlowItem> => {
  const { cuts, rowTops } = frame.grid;
  const rowEnds = new Set(rowTops);
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? from;
    // Inside a row that is cut, the first and the last two lines stay together.
    const isCut = !rowEnds.has(to);
    const keepsWithNext = isCut && (rowEnds.has(from) || rowEnds.has(cuts[index + 2] ?? to));
    const marks = sliceMarks(frame, from, to);
    return flowItem({ height: to - from, keepsWithNext, marks, head: sliceHead(frame, from) });
  });
};

const sliceMarks = (frame: GroupFrame, from: number, to: number): ReadonlyArray<Mark> => {
  const texts = frame.cells.flatMap((cell): ReadonlyArray<Mark> => {
    const begins = cell.tops.findIndex((top) => top >= from && top < to);
    const isEmptyHere = cell.lines.length === 0 && (frame.grid.rowTops[cell.row] ?? 0) === from;
    if (begins < 0) return isEmptyHere ? [{ leaf: cell.leaf, shapes: [] }] : [];
    return [{ leaf: cell.leaf, shapes: linesWithin(frame, cell, from, to) }];
  });
  const rules = frame.cells
    .filter((cell) => bottomOf(frame, cell) === to)
    .map(({ column }) => frame.columns[column])
    .flatMap((column) => (column === undefined ? [] : [cellRule(column, to - from)]));
  return [...texts, { leaf: null, shapes: [...rules, ...verticals(frame, to - from), ...bars(frame, from, to)] }];
};

const linesWithin = (frame: GroupFrame, cell: SheetCell, from: number, to: number): ReadonlyArray<Shape> => {
  const column = frame.columns[cell.column];
  if (column === undefined) return [];
  return cell.lines.flatMap((line, index) => {
    const top = cell.tops[index] ?? 0;
    return top >= from && top < to ? inColumn(column, [line], type.sheet, top - from) : [];
  });
};

const bottomOf = ({ grid }: GroupFrame, { row, rowSpan }: GridCell): number => grid.rowTops[row + rowSpan] ?? 0;

/**
 * What a slice that begins a page repeats: the heads and the group above it, and in the free room of cells that go on
 * without a word of their own, how they begin.
 */
const sliceHead = (frame: GroupFrame, from: number): RepeatedHead => {
  const heads = unstructured(frame.head);
  if (from === 0) return heads;
  const group = groupAgain(frame);
  const height = heads.height + group.height;
  const again = { leaf: null, shapes: frame.cells.flatMap((cell) => linesAgain(frame, cell, from)) };
  return {
    height,
    marks: [
      ...heads.marks,
      ...movedMarks(group.marks, { x: 0, y: heads.height }),
      ...movedMarks(again.shapes.length === 0 ? [] : [again], { x: 0, y: height }),
    ],
  };
};

const linesAgain = (frame: GroupFrame, cell: SheetCell, from: number): ReadonlyArray<Shape> => {
  const bottom = bottomOf(frame, cell);
  const column = frame.columns[cell.column];
  const isEnded = (frame.grid.rowTops[cell.row] ?? 0) < from && bottom > from && (cell.tops.at(-1) ?? from) < from;
  if (!isEnded || column === undefined) return [];
  const room = Math.floor((bottom - from - measures.padding) / measures.leading);
  const lines = cell.lines.slice(0, Math.min(linesAgainMax, room));
  return inColumn(column, lines.map(muted), type.sheet, measures.padding);
};

const muted = ({ runs, width }: TextLine): TextLine => ({ width, runs: runs.map((run) => ({ ...run, ink: "muted" })) });

const groupAgain = ({ context, group }: GroupFrame): RepeatedHead => {
  const text = `${group.title} ${reportWords.continued}`;
  const [line] = textLines(context.typesetter, text, type.caption, context.width);
  const height = type.caption.leading + 2 * measures.padding;
  const shapes = line === undefined ? [] : lineShapes([line], type.caption, { x: 0, top: measures.padding });
  return {
    height,
    marks: [{ leaf: null, shapes: [...shapes, horizontal(0, context.width, height, ruleWeight.thin)] }],
  };
};

const unstructured = ({ height, marks }: FlowItem): RepeatedHead => ({
  height,
  marks: marks.map(({ shapes }) => ({ leaf: null, shapes })),
});

const cellRule = ({ width, x }: SheetColumn, y: number): Shape => horizontal(x, x + width, y, ruleWeight.hairline);

const horizontal = (left: number, right: number, y: number, weight: number): Shape => ({
  kind: "rule",
  from: { x: left, y },
  to: { x: right, y },
  weight,
  ink: "black",
});

/** Between the columns; a worksheet is read across and down. */
const verticals = ({ columns }: Sheet, height: number): ReadonlyArray<Shape> =>
  columns.slice(1).map(({ x }) => ({
    kind: "rule",
    from: { x, y: 0 },
    to: { x, y: height },
    weight: ruleWeight.hairline,
    ink: "faint",
  }));

/** A bar in the margin beside what is marked. */
const bars = ({ grid, group }: GroupFrame, from: number, to: number): ReadonlyArray<Shape> => {
  const row = grid.rowTops.findLastIndex((top) => top <= from);
  if (group.rows[row]?.marked !== true) return [];
  return [{ kind: "rule", from: { x: -5, y: 1 }, to: { x: -5, y: to - from - 1 }, weight: 1.8, ink: "black" }];
};

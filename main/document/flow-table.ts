/** Tables as rows that are not cut, each with the head that a new page repeats. */
import type { Table, TableRow } from "../../shared/report/report-document.ts";
import { lineShapes, textItems, type FlowContext } from "./flow-text.ts";
import { flowItem, type FlowItem, type Mark, type RepeatedHead, type Shape, type StructureNode } from "./page-flow.ts";
import { ruleWeight, type } from "./page-style.ts";
import { textLines, type TextLine, type TextSetting } from "./text-lines.ts";

/** Space between columns, points. */
const columnGap = 9;
/** Space above and below the text of a row, points. */
const rowPadding = 3.2;
/** A row higher than this is cut between its lines, points: about a third of a page. */
const uncutHeightMax = 240;

/** Head, group titles and rows of a table, or its sentence for no rows. */
export const tableItems = (context: FlowContext, table: Table): ReadonlyArray<FlowItem> => {
  if (table.rows.length === 0) return textItems(context, [{ text: table.whenEmpty, style: "muted" }], type.body, 5);
  const root: StructureNode = { type: "Table", parent: context.parent, title: table.description };
  const columns = placedColumns(context, table);
  const head = headItem(context, columns, root);
  const repeated: RepeatedHead = {
    height: head.height,
    marks: head.marks.map(({ shapes }) => ({ leaf: null, shapes })),
  };
  return [head, ...table.rows.flatMap((row) => rowItems(context, { columns, root, repeated }, row))];
};

interface PlacedColumn {
  readonly title: string;
  readonly align: "left" | "right";
  readonly x: number;
  readonly width: number;
}

/** A table under way. */
interface TableFrame {
  readonly columns: ReadonlyArray<PlacedColumn>;
  readonly root: StructureNode;
  readonly repeated: RepeatedHead;
}

interface Cell {
  readonly column: PlacedColumn;
  readonly lines: ReadonlyArray<TextLine>;
  readonly leaf: StructureNode;
}

const placedColumns = (context: FlowContext, table: Table): ReadonlyArray<PlacedColumn> => {
  const shares = table.columns.reduce((sum, column) => sum + column.width, 0);
  const free = context.width - columnGap * (table.columns.length - 1);
  let x = 0;
  return table.columns.map(({ title, align, width: share }) => {
    const width = (free * share) / shares;
    const column = { title, align, x, width };
    x += width + columnGap;
    return column;
  });
};

const headItem = (context: FlowContext, columns: ReadonlyArray<PlacedColumn>, root: StructureNode): FlowItem => {
  const row: StructureNode = { type: "TR", parent: root };
  const cells = columns.map((column): Cell => ({
    column,
    lines: textLines(context.typesetter, column.title, type.columnHead, column.width),
    leaf: { type: "TH", parent: row, scope: "Column" },
  }));
  const count = Math.max(...cells.map((cell) => cell.lines.length));
  const height = count * type.columnHead.leading + 2 * rowPadding;
  const bottomAligned = cells.map((cell) =>
    cellMark(cell, type.columnHead, rowPadding + (count - cell.lines.length) * type.columnHead.leading),
  );
  return flowItem({
    height,
    space: 7,
    keepsWithNext: true,
    marks: [...bottomAligned, { leaf: null, shapes: [horizontal(context, height, ruleWeight.head)] }],
  });
};

const rowItems = (
  context: FlowContext,
  { columns, root, repeated }: TableFrame,
  row: TableRow,
): ReadonlyArray<FlowItem> => {
  const element: StructureNode = { type: "TR", parent: root };
  if (row.kind === "group") return [{ ...groupItem(context, element, row.title), head: repeated }];
  if (row.cells.length !== columns.length)
    throw new Error(`A row has ${row.cells.length} cells, its table ${columns.length} columns`);
  const cells = columns.map((column, index): Cell => ({
    column,
    lines: textLines(context.typesetter, row.cells[index] ?? "", type.cell, column.width),
    leaf: { type: "TD", parent: element },
  }));
  const count = Math.max(1, ...cells.map((cell) => cell.lines.length));
  const height = count * type.cell.leading + 2 * rowPadding;
  if (height <= uncutHeightMax) return [{ ...wholeRow(context, cells, height, row.marked), head: repeated }];
  const underHead = { ...repeated, height: repeated.height + rowPadding };
  return cutRow(context, cells, count, row.marked).map((item, index) => ({
    ...item,
    head: index === 0 ? repeated : underHead,
  }));
};

const groupItem = (context: FlowContext, element: StructureNode, title: string): FlowItem => {
  const height = type.group.leading + 9 + rowPadding;
  const shapes = lineShapes(textLines(context.typesetter, title, type.group, context.width), type.group, {
    x: 0,
    top: 9,
  });
  return flowItem({
    height,
    keepsWithNext: true,
    marks: [
      { leaf: { type: "TH", parent: element, scope: "Row" }, shapes },
      { leaf: null, shapes: [horizontal(context, height, ruleWeight.thin)] },
    ],
  });
};

const wholeRow = (context: FlowContext, cells: ReadonlyArray<Cell>, height: number, marked: boolean): FlowItem =>
  flowItem({
    height,
    marks: [
      ...cells.map((cell) => cellMark(cell, type.cell, rowPadding)),
      {
        leaf: null,
        shapes: [
          horizontal(context, height, ruleWeight.hairline),
          ...barShapes(marked, rowPadding, height - rowPadding),
        ],
      },
    ],
  });

/** One item a line; the first and the last two lines stay together. */
const cutRow = (
  context: FlowContext,
  cells: ReadonlyArray<Cell>,
  count: number,
  marked: boolean,
): ReadonlyArray<FlowItem> =>
  Array.from({ length: count }, (_, index) => {
    const top = index === 0 ? rowPadding : 0;
    const height = top + type.cell.leading + (index === count - 1 ? rowPadding : 0);
    const slice = cells.map((cell) => cellMark({ ...cell, lines: cell.lines.slice(index, index + 1) }, type.cell, top));
    const rule = index === count - 1 ? [horizontal(context, height, ruleWeight.hairline)] : [];
    return flowItem({
      height,
      keepsWithNext: index === 0 || index === count - 2,
      marks: [...slice, { leaf: null, shapes: [...rule, ...barShapes(marked, top, top + type.cell.leading)] }],
    });
  });

/** The mark of a cell; an empty cell still exists in the structure. */
const cellMark = (cell: Cell, setting: TextSetting, top: number): Mark => ({
  leaf: cell.leaf,
  shapes: lineShapes(cell.lines, setting, {
    x: cell.column.x,
    top,
    width: cell.column.width,
    align: cell.column.align,
  }),
});

const horizontal = (context: FlowContext, y: number, weight: number): Shape => ({
  kind: "rule",
  from: { x: 0, y },
  to: { x: context.width, y },
  weight,
  ink: weight === ruleWeight.hairline ? "faint" : "black",
});

/** A bar in the margin beside what is marked. */
const barShapes = (marked: boolean, from: number, to: number): ReadonlyArray<Shape> =>
  marked ? [{ kind: "rule", from: { x: -5, y: from }, to: { x: -5, y: to }, weight: 1.8, ink: "black" }] : [];

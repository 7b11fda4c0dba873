/**
 * The geometry of a worksheet's group: which rows each cell covers, how high the rows are, where every line of text
 * stands, and where a page may end.
 */
import type { WorksheetRow } from "../../shared/report/report-document.ts";
import type { TextLine } from "./text-lines.ts";

/** Measures of the sheet's text, points. */
export interface GridMeasures {
  readonly leading: number;
  /** Above and below the text of a cell. */
  readonly padding: number;
  /** A row higher than this may be cut between its lines. */
  readonly uncutHeightMax: number;
}

/** A cell with its lines; rows count from the group's first. */
export interface GridCell {
  readonly column: number;
  readonly row: number;
  readonly rowSpan: number;
  readonly lines: ReadonlyArray<TextLine>;
  /** Top of each line from the top of the group, points. */
  readonly tops: ReadonlyArray<number>;
}

export interface WorksheetGrid {
  readonly cells: ReadonlyArray<GridCell>;
  /** Top of each row, and the bottom of the last. */
  readonly rowTops: ReadonlyArray<number>;
  /** Rising places where a page may end; the first is 0, the last the bottom of the group. */
  readonly cuts: ReadonlyArray<number>;
}

/** Lays the rows of one group. A group that begins with a cell of the row above it is a broken template: it throws. */
export const worksheetGrid = (
  rows: ReadonlyArray<WorksheetRow>,
  linesOf: (column: number, row: number) => ReadonlyArray<TextLine>,
  measures: GridMeasures,
): WorksheetGrid => {
  const cells = spannedCells(rows).map((cell) => ({ ...cell, lines: linesOf(cell.column, cell.row) }));
  const heights = rows.map((_, row) => ownHeight(cells, row, measures));
  for (const cell of cells.filter(({ rowSpan }) => rowSpan > 1).toSorted(byLastRow)) makeRoom(cell, heights, measures);
  const rowTops = topsOf(heights);
  const cuts = cutsOf(heights, measures);
  return { cells: cells.map((cell) => ({ ...cell, tops: lineTops(cell, rowTops, cuts, measures) })), rowTops, cuts };
};

type SpannedCell = Pick<GridCell, "column" | "row" | "rowSpan">;
type LinedCell = Omit<GridCell, "tops">;

const spannedCells = (rows: ReadonlyArray<WorksheetRow>): ReadonlyArray<SpannedCell> =>
  rows.flatMap(({ cells }, row) =>
    cells.flatMap((text, column) => {
      if (text === null && row === 0) throw new Error("The first row of a worksheet's group has no cell above it");
      return text === null ? [] : [{ column, row, rowSpan: spanOf(rows, column, row) }];
    }),
  );

const spanOf = (rows: ReadonlyArray<WorksheetRow>, column: number, row: number): number => {
  let span = 1;
  while (row + span < rows.length && rows[row + span]?.cells[column] === null) span++;
  return span;
};

const ownHeight = (cells: ReadonlyArray<LinedCell>, row: number, { leading, padding }: GridMeasures): number => {
  const counts = cells.filter((cell) => cell.row === row && cell.rowSpan === 1).map(({ lines }) => lines.length);
  return Math.max(1, ...counts) * leading + 2 * padding;
};

const byLastRow = (left: SpannedCell, right: SpannedCell): number =>
  left.row + left.rowSpan - (right.row + right.rowSpan) || right.row - left.row;

/** Less than this overhangs by rounding alone, points. */
const roundingPoints = 0.01;

/** The last row of a span grows until the lines of the cell fit. */
const makeRoom = (cell: LinedCell, heights: number[], measures: GridMeasures): void => {
  const last = cell.row + cell.rowSpan - 1;
  for (;;) {
    const rowTops = topsOf(heights);
    const tops = lineTops(cell, rowTops, cutsOf(heights, measures), measures);
    const bottom = (tops.at(-1) ?? 0) + measures.leading + measures.padding;
    const over = bottom - (rowTops[last + 1] ?? 0);
    if (over <= roundingPoints) return;
    heights[last] = (heights[last] ?? 0) + over;
  }
};

const topsOf = (heights: ReadonlyArray<number>): ReadonlyArray<number> => {
  const tops = [0];
  for (const height of heights) tops.push((tops.at(-1) ?? 0) + height);
  return tops;
};

const cutsOf = (heights: ReadonlyArray<number>, measures: GridMeasures): ReadonlyArray<number> => {
  const { leading, padding, uncutHeightMax } = measures;
  const cuts = [0];
  let top = 0;
  for (const height of heights) {
    const count = height > uncutHeightMax ? Math.floor((height - 2 * padding) / leading + roundingPoints) : 1;
    for (let line = 1; line < count; line++) cuts.push(top + padding + line * leading);
    top += height;
    cuts.push(top);
  }
  return cuts;
};

/** A line that would stand beyond a cut by more than this share of its height begins after it instead. */
const overhangMax = 0.4;

/** A spanning cell goes on through its rows; a line never stands so far across a cut that it would be lost there. */
const lineTops = (
  { lines, row, rowSpan }: LinedCell,
  rowTops: ReadonlyArray<number>,
  cuts: ReadonlyArray<number>,
  { leading, padding }: GridMeasures,
): ReadonlyArray<number> => {
  const bottom = rowTops[row + rowSpan] ?? 0;
  let top = (rowTops[row] ?? 0) + padding;
  return lines.map(() => {
    const cut = cuts.find((place) => place > top + roundingPoints) ?? bottom;
    if (cut < bottom - roundingPoints && top + leading > cut + overhangMax * leading) top = cut;
    const at = top;
    top += leading;
    return at;
  });
};

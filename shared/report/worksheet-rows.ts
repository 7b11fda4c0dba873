/**
 * A tree of causes and effects written as the rows of a worksheet, with cells that cover the rows of their branches.
 */
import type { ReportText, WorksheetRow } from "./report-document.ts";

/** Cells of its own, and beside them lists that stand next to each other, such as safeguards and actions. */
export interface WorksheetBranch {
  readonly cells: ReadonlyArray<ReportText>;
  readonly marked?: boolean;
  readonly lists: ReadonlyArray<WorksheetList>;
}

/** Branches under each other in so many columns; without a branch its columns stay empty. */
export interface WorksheetList {
  readonly columns: number;
  readonly branches: ReadonlyArray<WorksheetBranch>;
}

/**
 * The rows of one branch: as many as its longest list needs. The last branch of a shorter list covers the rows that are
 * left. A branch with fewer or more cells than its list has columns is a broken template: it throws.
 */
export const worksheetRows = (branch: WorksheetBranch): ReadonlyArray<WorksheetRow> => {
  const lists = branch.lists.map(listRows);
  const count = Math.max(1, ...lists.map(({ rows }) => rows.length));
  return Array.from({ length: count }, (_, index) => {
    const beside = lists.map(({ columns, rows }) => rows[index] ?? { cells: covered(columns), marked: false });
    return {
      marked: branch.marked === true || beside.some(({ marked }) => marked),
      cells: [...(index === 0 ? branch.cells : covered(branch.cells.length)), ...beside.flatMap(({ cells }) => cells)],
    };
  });
};

interface ListRows {
  readonly columns: number;
  readonly rows: ReadonlyArray<WorksheetRow>;
}

const listRows = ({ branches, columns }: WorksheetList): ListRows => {
  if (branches.length === 0)
    return { columns, rows: [{ marked: false, cells: Array.from({ length: columns }, () => "") }] };
  const rows = branches.flatMap(worksheetRows);
  for (const { cells } of rows)
    if (cells.length !== columns) throw new Error(`A branch has ${cells.length} cells, its list ${columns} columns`);
  return { columns, rows };
};

const covered = (columns: number): ReadonlyArray<null> => Array.from({ length: columns }, () => null);

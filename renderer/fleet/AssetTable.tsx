/** The list of assets: only the rows in view are drawn, and one can walk through it with the arrows. */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { AssetRow } from "../../shared/rpc/rows.ts";
import { fleetWords } from "../vocabulary/fleet-words.ts";
import { AssetTableRow } from "./AssetTableRow.tsx";
import { useRowWindow } from "./use-row-window.ts";

export interface AssetTableProps {
  /** Null while it is not known. */
  readonly total: number | null;
  /** Null where the row is not here yet. */
  readonly rowAt: (index: number) => AssetRow | null;
  /** Says which rows are looked at. */
  readonly setSeen: (from: number, to: number) => void;
  readonly open: (row: AssetRow) => void;
  /** The day of the node, to say what is due. */
  readonly today: string;
}

/** The head stays on top of the rows; the same as in fleet.css. */
const headHeight = 30;
const rowsPerPage = 10;

interface Drawn {
  readonly from: number;
  readonly rows: ReadonlyArray<AssetRow>;
  /** How far the first row reaches out of view, in pixels. */
  readonly cut: number;
}

/** A grid of one row per asset (WAI-ARIA, grid pattern with rows as stops). */
export const AssetTable = ({ total, rowAt, setSeen, open, today }: AssetTableProps) => {
  const count = total ?? 0;
  const frame = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const view = useRowWindow(count, { frame, headHeight, probe });
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const current = Math.min(active, Math.max(0, count - 1));
  const drawn = useDrawn(view, count, rowAt);
  useEffect(() => setSeen(view.from, view.to), [view.from, view.to, setSeen]);
  useEffect(() => {
    const row = wanted.current === null ? null : document.getElementById(rowId(wanted.current));
    if (row === null) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  const press = (event: KeyboardEvent): void => {
    const next = stepOf(event.key, current, count);
    if (next === null) return;
    event.preventDefault();
    wanted.current = next;
    setActive(next);
    view.reveal(next);
  };
  return (
    <div
      className="asset-table"
      role="grid"
      aria-label={fleetWords.list}
      aria-rowcount={count + 1}
      aria-busy={total === null}
      onKeyDown={press}
      tabIndex={-1}
    >
      <div ref={probe} className="asset-row-probe" aria-hidden="true" />
      <div ref={frame} className="asset-rows" role="presentation" onScroll={view.scroll}>
        <AssetTableHead />
        <div role="rowgroup" className="asset-rows-all" style={{ height: count * view.rowHeight }}>
          <div role="presentation" className="asset-rows-shown" style={{ height: view.viewHeight }}>
            <div role="presentation" style={{ transform: `translateY(${-drawn.cut}px)` }}>
              {drawn.rows.map((row, place) => (
                <AssetTableRow
                  key={drawn.from + place}
                  id={rowId(drawn.from + place)}
                  index={drawn.from + place}
                  row={row}
                  active={drawn.from + place === current}
                  today={today}
                  pick={() => setActive(drawn.from + place)}
                  open={open}
                />
              ))}
            </div>
          </div>
        </div>
      </div>
    </div>
  );
};

const rowId = (index: number): string => `asset-row-${index}`;

/** The rows in view where all of them are here; else what was drawn before, where it stands. */
const useDrawn = (
  { from, rowHeight, to, top, viewHeight }: ReturnType<typeof useRowWindow>,
  count: number,
  rowAt: AssetTableProps["rowAt"],
): Drawn => {
  const [kept, setKept] = useState<Drawn>({ cut: 0, from: 0, rows: [] });
  const rows = Array.from({ length: to - from }, (_, place) => rowAt(from + place));
  const here = rows.filter((row) => row !== null);
  if (viewHeight === 0 || here.length < rows.length) return count === 0 ? { cut: 0, from: 0, rows: [] } : kept;
  const next = { cut: top - from * rowHeight, from, rows: here };
  if (!isSame(kept, next)) setKept(next);
  return next;
};

const isSame = (left: Drawn, right: Drawn): boolean =>
  left.cut === right.cut &&
  left.from === right.from &&
  left.rows.length === right.rows.length &&
  left.rows.every((row, place) => row === right.rows[place]);

const AssetTableHead = () => (
  <div role="rowgroup" className="asset-head">
    <div role="row" aria-rowindex={1} className="asset-row head">
      {columns.map((column) => (
        <span key={column} role="columnheader" className={`asset-${column}`}>
          {fleetWords.columns[column]}
        </span>
      ))}
    </div>
  </div>
);

const columns = ["tag", "what", "serial", "last", "due", "marks", "records"] as const;

const stepOf = (key: string, at: number, count: number): number | null => {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + rowsPerPage,
    PageUp: at - rowsPerPage,
    Home: 0,
    End: count - 1,
  };
  const step = steps[key];
  return step === undefined ? null : Math.max(0, Math.min(count - 1, step));
};

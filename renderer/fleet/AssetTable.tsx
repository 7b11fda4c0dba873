/** The list of assets: only the rows that are looked at are drawn, and one can walk through it with the arrows. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { AssetRow } from "../../shared/rpc/rows.ts";
import { useDensity, type Density } from "../design/density.ts";
import { fleetWords } from "../vocabulary/fleet-words.ts";
import { AssetTableRow } from "./AssetTableRow.tsx";

export interface AssetTableProps {
  /** Null while it is not known. */
  readonly total: number | null;
  /** Null where the row is not here yet. */
  readonly rowAt: (index: number) => AssetRow | null;
  /** Says which rows are looked at. */
  readonly setSeen: (from: number, to: number) => void;
  readonly open: (row: AssetRow) => void;
}

/** Pixels; the same as in fleet.css. */
const rowHeight: Readonly<Record<Density, number>> = { compact: 36, touch: 56 };
/** The head stays on top of the rows. */
const headHeight = 32;
const rowsAhead = 12;
const rowsPerPage = 10;

/** A grid of one row per asset (WAI-ARIA, grid pattern with rows as stops). */
export const AssetTable = ({ total, rowAt, setSeen, open }: AssetTableProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [density] = useDensity();
  const count = total ?? 0;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight[density],
    overscan: rowsAhead,
    scrollPaddingStart: headHeight,
  });
  useEffect(() => virtual.measure(), [virtual, density]);
  const items = virtual.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  useEffect(() => setSeen(from, to), [from, to, setSeen]);
  const current = Math.min(active, Math.max(0, count - 1));
  const walk = (index: number): void => {
    const next = Math.max(0, Math.min(count - 1, index));
    setActive(next);
    virtual.scrollToIndex(next);
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus());
  };
  const press = (event: KeyboardEvent): void => {
    const step = stepOf(event.key, current, count);
    if (step === null) return;
    event.preventDefault();
    walk(step);
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
      <div ref={frame} className="asset-rows" role="presentation">
        <AssetTableHead />
        <div role="rowgroup" className="asset-rows-all" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start, size }) => (
            <AssetTableRow
              key={index}
              index={index}
              row={rowAt(index)}
              active={index === current}
              top={start}
              height={size}
              pick={() => setActive(index)}
              open={open}
            />
          ))}
        </div>
      </div>
    </div>
  );
};

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

const columns = ["tag", "what", "serial", "last", "marks", "records"] as const;

const stepOf = (key: string, at: number, count: number): number | null => {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + rowsPerPage,
    PageUp: at - rowsPerPage,
    Home: 0,
    End: count - 1,
  };
  return steps[key] ?? null;
};

/** The worksheet: deviation, cause and consequence as cells over their rows; the arrows walk from cell to cell. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { WorksheetRow } from "../../shared/rpc/hazop-rows.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { WorksheetLine } from "./WorksheetLine.tsx";

export interface WorksheetGridProps {
  /** Null while it is not known. */
  readonly total: number | null;
  /** True where it is looked at as it stood at a past time. */
  readonly past: boolean;
  readonly rowAt: (index: number) => WorksheetRow | null;
  readonly setSeen: (from: number, to: number) => void;
  readonly open: (row: WorksheetRow) => void;
}

const words = hazopWords.worksheet;
const rowsAhead = 12;
const rowsPerPage = 6;
/** Pixels of a usual row, before it is measured. */
const usualHeight = 96;
const headHeight = 32;

/** A grid (WAI-ARIA) of which only the rows near the window are drawn. */
export const WorksheetGrid = ({ total, past, rowAt, setSeen, open }: WorksheetGridProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<readonly [number, number]>([0, 0]);
  const count = total ?? 0;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => usualHeight,
    overscan: rowsAhead,
    scrollPaddingStart: headHeight,
  });
  const items = virtual.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  useEffect(() => setSeen(from, to), [from, to, setSeen]);
  const press = (event: KeyboardEvent): void => {
    const next = stepOf(event, active, count);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    virtual.scrollToIndex(next[0]);
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`[data-cell="${next[0]}.${next[1]}"]`)?.focus(),
    );
  };
  if (total === 0) return <p className="nothing">{words.empty}</p>;
  return (
    <div
      ref={frame}
      className="worksheet"
      role="grid"
      aria-label={words.label}
      aria-rowcount={count + 1}
      aria-colcount={words.columns.length}
      aria-busy={total === null}
      onKeyDown={press}
      tabIndex={-1}
    >
      <div role="rowgroup" className="worksheet-head">
        <div role="row" aria-rowindex={1} className="worksheet-row">
          {words.columns.map((title, column) => (
            <span key={title} role="columnheader">
              {past && column === words.columns.length - 1 ? hazopWords.past.column : title}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="worksheet-all" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <div
            key={index}
            ref={virtual.measureElement}
            data-index={index}
            role="row"
            aria-rowindex={index + 2}
            className="worksheet-row"
            style={{ transform: `translateY(${start}px)` }}
          >
            <WorksheetLine
              index={index}
              row={rowAt(index)}
              before={index === 0 ? null : rowAt(index - 1)}
              active={active[0] === index ? active[1] : null}
              pick={(column) => setActive([index, column])}
              open={open}
            />
          </div>
        ))}
      </div>
    </div>
  );
};

const stepOf = (
  { key, ctrlKey }: KeyboardEvent,
  [row, column]: readonly [number, number],
  count: number,
): readonly [number, number] | null => {
  const last = words.columns.length - 1;
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowDown: [row + 1, column],
    ArrowUp: [row - 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    Home: [ctrlKey ? 0 : row, 0],
    End: [ctrlKey ? count - 1 : row, last],
    PageDown: [row + rowsPerPage, column],
    PageUp: [row - rowsPerPage, column],
  };
  const step = steps[key];
  if (step === undefined) return null;
  return [Math.max(0, Math.min(count - 1, step[0])), Math.max(0, Math.min(last, step[1]))];
};

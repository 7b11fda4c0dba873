/**
 * Which rows of a long list stand in view. The rows lie in a layer that stays in the window while the list scrolls
 * under it, and what was drawn stays until all rows of the next place are here: no moment shows an empty row.
 */
import { useEffect, useState, type RefObject } from "react";

export interface ListElements {
  /** What scrolls. */
  readonly frame: RefObject<HTMLDivElement | null>;
  /** An element as high as one row: it follows density and zoom. */
  readonly probe: RefObject<HTMLDivElement | null>;
  /** Pixels of the head that stays on top. */
  readonly headHeight: number;
}

export interface RowWindow {
  readonly rowHeight: number;
  /** The height of what can be seen, without the head. */
  readonly viewHeight: number;
  /** Pixels that the list is scrolled by. */
  readonly top: number;
  /** The first row in view, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly scroll: () => void;
  /** Brings a row into view. */
  readonly reveal: (index: number) => void;
}

interface Sizes {
  readonly rowHeight: number;
  readonly viewHeight: number;
  readonly top: number;
}

/** Before anything is measured. */
const unmeasured: Sizes = { rowHeight: 36, viewHeight: 0, top: 0 };

/** Measures a list of `count` rows. */
export const useRowWindow = (count: number, { frame, headHeight, probe }: ListElements): RowWindow => {
  const [sizes, setSizes] = useState(unmeasured);
  useEffect(() => {
    const [box, row] = [frame.current, probe.current];
    if (box === null || row === null) return;
    const measure = (): void =>
      setSizes({
        rowHeight: row.offsetHeight,
        top: Math.max(0, box.scrollTop),
        viewHeight: Math.max(0, box.clientHeight - headHeight),
      });
    const watcher = new ResizeObserver(measure);
    watcher.observe(box);
    watcher.observe(row);
    return () => watcher.disconnect();
  }, [frame, headHeight, probe]);
  const { rowHeight, viewHeight } = sizes;
  const top = Math.min(sizes.top, Math.max(0, count * rowHeight - viewHeight));
  const from = Math.floor(top / rowHeight);
  return {
    from,
    reveal: (index) => revealRow(frame.current, index, { headHeight, rowHeight }),
    rowHeight,
    scroll: () => setSizes((before) => ({ ...before, top: Math.max(0, frame.current?.scrollTop ?? 0) })),
    to: Math.min(count, Math.ceil((top + viewHeight) / rowHeight)),
    top,
    viewHeight,
  };
};

const revealRow = (
  frame: HTMLDivElement | null,
  index: number,
  { headHeight, rowHeight }: { readonly headHeight: number; readonly rowHeight: number },
): void => {
  if (frame === null) return;
  const [start, end] = [index * rowHeight, (index + 1) * rowHeight];
  const view = frame.clientHeight - headHeight;
  if (start < frame.scrollTop) frame.scrollTop = start;
  else if (end > frame.scrollTop + view) frame.scrollTop = end - view;
};

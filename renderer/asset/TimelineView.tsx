/** The history in its order: only what is looked at is drawn, each entry opens to all that it says. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import { Notice } from "../design/Notice.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { TimelineEntryView } from "./TimelineEntryView.tsx";

export interface TimelineRows {
  /** Null while it is not known. */
  readonly total: number | null;
  readonly refusal: string | null;
  /** Entries that wait for a parent; they have no place yet. */
  readonly pending: ReadonlyArray<TimelineEntry>;
  /** Entry 0 is the newest; null where it is not here yet. */
  readonly entryAt: (index: number) => TimelineEntry | null;
  /** Says which entries are looked at. */
  readonly setSeen: (from: number, to: number) => void;
}

export interface TimelineProps {
  readonly history: string;
  readonly timeline: TimelineRows;
  /** True where a filter leaves something out. */
  readonly filtered: boolean;
  readonly showBytes: (id: string) => void;
  readonly correct: (entry: TimelineEntry) => void;
}

/** Pixels before an entry was measured. */
const entryHeight = 44;
const entriesAhead = 8;

/** Pending entries first, then the newest. Arrows walk, Enter opens. */
export const TimelineView = ({ history, timeline, filtered, showBytes, correct }: TimelineProps) => {
  const { total, refusal, pending, entryAt, setSeen } = timeline;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string): void => setOpened((before) => before.symmetricDifference(new Set([id])));
  if (refusal !== null)
    return (
      <Notice tone="bad" urgent>
        {refusal}
      </Notice>
    );
  if (total === 0) return <p className="nothing">{filtered ? assetWords.filter.none : assetWords.timeline.empty}</p>;
  const draw: DrawEntry = (entry, walk) => (
    <TimelineEntryView
      entry={entry}
      history={history}
      opened={opened.has(entry.id)}
      toggle={() => toggle(entry.id)}
      showBytes={showBytes}
      correct={correct}
      walk={walk}
    />
  );
  return (
    <>
      {pending.length === 0 ? null : (
        <div className="pending">
          <h3>{assetWords.timeline.pending}</h3>
          {pending.map((entry) => (
            <div key={entry.id}>{draw(entry)}</div>
          ))}
        </div>
      )}
      <Entries total={total ?? 0} entryAt={entryAt} setSeen={setSeen} draw={draw} />
    </>
  );
};

type DrawEntry = (entry: TimelineEntry, walk?: (step: 1 | -1) => void) => ReactNode;

interface EntriesProps extends Pick<TimelineRows, "entryAt" | "setSeen"> {
  readonly total: number;
  readonly draw: DrawEntry;
}

const Entries = ({ total, entryAt, setSeen, draw }: EntriesProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => entryHeight,
    getItemKey: (index) => entryAt(index)?.id ?? index,
    overscan: entriesAhead,
  });
  const items = virtual.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  useEffect(() => setSeen(from, to), [from, to, setSeen]);
  const walk = (next: number): void => {
    if (next < 0 || next >= total) return;
    virtual.scrollToIndex(next);
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`[data-index="${next}"] .entry-head`)?.focus(),
    );
  };
  return (
    <div ref={frame} className="timeline">
      <ol className="timeline-all" style={{ height: virtual.getTotalSize() }} aria-label={assetWords.timeline.title}>
        {items.map(({ index, key, start }) => {
          const entry = entryAt(index);
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={total}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              {entry === null ? (
                <div className="entry-head muted">{assetWords.timeline.waiting}</div>
              ) : (
                draw(entry, (step) => walk(index + step))
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
};

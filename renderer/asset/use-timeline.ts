/** The history of an asset by windows from its newest end, as far as it is looked at. */
import { useState } from "react";
import type { RequestOf } from "../../shared/rpc/methods.ts";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import { useAsk, useAskEach } from "../rpc/use-ask.ts";
import { wantedOf, type TimelineFilter } from "./timeline-filter.ts";
import type { TimelineRows } from "./TimelineView.tsx";

/** Entries per question: a few screenfuls. */
const windowEntries = 50;

/** Entry 0 is the newest. */
export const useTimeline = (history: string, filter: TimelineFilter): TimelineRows => {
  const wanted = wantedOf(filter);
  const [seen, setSeen] = useState<readonly [number, number]>([0, 0]);
  const first = useAsk("history.timeline", windowOf(history, wanted, 0), { keep: true });
  const total = first.state === "here" ? first.value.total : null;
  const windows = windowsSeen(seen, total ?? 0);
  const answers = useAskEach(
    "history.timeline",
    windows.map((index) => windowOf(history, wanted, index)),
  );
  const entryAt = (index: number): TimelineEntry | null => {
    const answer = answers[windows.indexOf(Math.floor(index / windowEntries))];
    return answer?.state === "here" ? (answer.value.entries.at(-1 - (index % windowEntries)) ?? null) : null;
  };
  return {
    total,
    refusal: first.state === "refused" ? first.failure.message : null,
    pending: first.state === "here" ? first.value.pending : [],
    entryAt,
    setSeen: (from, to) => setSeen((before) => (before[0] === from && before[1] === to ? before : [from, to])),
  };
};

const windowOf = (
  history: string,
  wanted: ReturnType<typeof wantedOf>,
  index: number,
): RequestOf<"history.timeline"> => ({
  ...wanted,
  history,
  latest: true,
  limit: windowEntries,
  offset: index * windowEntries,
});

const windowsSeen = ([from, to]: readonly [number, number], total: number): ReadonlyArray<number> => {
  const last = Math.floor(Math.max(0, Math.min(to, total - 1)) / windowEntries);
  const start = Math.min(Math.floor(from / windowEntries), last);
  return Array.from({ length: last - start + 1 }, (_, index) => start + index);
};

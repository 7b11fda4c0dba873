/** Rows of the fleet by windows: those that are looked at, and those on either side of them. */
import { useCallback, useState } from "react";
import type { RequestOf } from "../../shared/rpc/methods.ts";
import type { AssetRow } from "../../shared/rpc/rows.ts";
import { useAsk, useAskEach } from "../rpc/use-ask.ts";

/** Rows per question: a few screenfuls. */
const windowRows = 100;
/** So many windows are fetched before and after those in view. */
const windowsAhead = 3;

export interface FleetRows {
  readonly total: number | null;
  readonly refusal: string | null;
  readonly rowAt: (index: number) => AssetRow | null;
  readonly setSeen: (from: number, to: number) => void;
}

/** All that fits the question. While a changed question is answered, the answer to the one before it stays. */
export const useFleetRows = (question: Omit<RequestOf<"asset.list">, "limit" | "offset">): FleetRows => {
  const [seen, setSeen] = useState<readonly [number, number]>([0, 0]);
  const first = useAsk("asset.list", windowOf(question, 0), { keep: true });
  const total = first.state === "here" ? first.value.total : null;
  const windows = windowsSeen(seen, total ?? 0);
  const answers = useAskEach(
    "asset.list",
    windows.map((index) => windowOf(question, index)),
  );
  const rowAt = (index: number): AssetRow | null => {
    const place = windows.indexOf(Math.floor(index / windowRows));
    const answer = place < 0 ? undefined : answers[place];
    return answer?.state === "here" ? (answer.value.rows[index % windowRows] ?? null) : null;
  };
  const see = useCallback(
    (from: number, to: number) => setSeen((before) => (before[0] === from && before[1] === to ? before : [from, to])),
    [],
  );
  return { total, refusal: first.state === "refused" ? first.failure.message : null, rowAt, setSeen: see };
};

const windowOf = (
  question: Omit<RequestOf<"asset.list">, "limit" | "offset">,
  index: number,
): RequestOf<"asset.list"> => ({ ...question, limit: windowRows, offset: index * windowRows });

/** The windows that hold these rows, and their neighbours. */
const windowsSeen = ([from, to]: readonly [number, number], total: number): ReadonlyArray<number> => {
  const end = Math.floor(Math.max(0, total - 1) / windowRows);
  const last = Math.min(end, Math.floor(to / windowRows) + windowsAhead);
  const start = Math.max(0, Math.min(Math.floor(from / windowRows) - windowsAhead, last));
  return Array.from({ length: last - start + 1 }, (_, index) => start + index);
};

/** Asks for the fleet by windows, as far as it is looked at. */
import { useDebouncedValue } from "@mantine/hooks";
import { useRef, useState } from "react";
import { useLocation } from "wouter";
import type { RequestOf } from "../../shared/rpc/methods.ts";
import type { AssetRow } from "../../shared/rpc/rows.ts";
import { useShortcuts } from "../design/shortcuts.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk, useAskEach } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { FleetView } from "./FleetView.tsx";
import { allAssets, type FleetFilter } from "./fleet-filter.ts";

/** Rows per question: a few screenfuls. */
const windowRows = 100;
/** Fast typing asks once. */
const settledMillis = 150;

/** The first screen. What was looked for stays while one goes to an asset and back. */
export const FleetScreen = () => {
  const [filter, setFilter] = useRemembered();
  const [search] = useDebouncedValue(filter.search.trim(), settledMillis);
  const [seen, setSeen] = useState<readonly [number, number]>([0, 0]);
  const [, go] = useLocation();
  const searchField = useRef<HTMLInputElement>(null);
  useShortcuts({ "/": () => searchField.current?.focus() });
  const question = { only: filter.only, search, sort: filter.sort };
  const first = useAsk("asset.list", windowOf(question, 0), { keep: true });
  const total = valueOr(first, null)?.total ?? null;
  const windows = windowsSeen(seen, total ?? 0);
  const answers = useAskEach("asset.list", windows.map((index) => windowOf(question, index)));
  const rowAt = (index: number): AssetRow | null => {
    const place = windows.indexOf(Math.floor(index / windowRows));
    const answer = place < 0 ? undefined : answers[place];
    return answer?.state === "here" ? (answer.value.rows[index % windowRows] ?? null) : null;
  };
  return (
    <FleetView
      filter={filter}
      setFilter={setFilter}
      total={total}
      refusal={first.state === "refused" ? first.failure.message : null}
      rowAt={rowAt}
      setSeen={(from, to) => setSeen((before) => (before[0] === from && before[1] === to ? before : [from, to]))}
      open={({ history }) => go(addresses.asset(history))}
      searchField={searchField}
    />
  );
};

let remembered = allAssets;

const useRemembered = (): readonly [FleetFilter, (filter: FleetFilter) => void] => {
  const [filter, setFilter] = useState(remembered);
  const remember = (next: FleetFilter): void => {
    remembered = next;
    setFilter(next);
  };
  return [filter, remember];
};

type Question = Pick<RequestOf<"asset.list">, "only" | "search" | "sort">;

const windowOf = (question: Question, index: number): RequestOf<"asset.list"> => ({
  ...question,
  limit: windowRows,
  offset: index * windowRows,
});

/** The windows that hold these rows. */
const windowsSeen = ([from, to]: readonly [number, number], total: number): ReadonlyArray<number> => {
  const last = Math.floor(Math.max(0, Math.min(to, total - 1)) / windowRows);
  const start = Math.min(Math.floor(from / windowRows), last);
  return Array.from({ length: last - start + 1 }, (_, index) => start + index);
};

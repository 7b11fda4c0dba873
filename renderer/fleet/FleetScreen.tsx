/** Asks for the fleet as far as it is looked at, for what its filters hold, and keeps the person's views of it. */
import { useDebouncedValue } from "@mantine/hooks";
import { useRef, useState } from "react";
import { useLocation } from "wouter";
import { useNow } from "../design/now.ts";
import { useShortcuts } from "../design/shortcuts.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { FleetView } from "./FleetView.tsx";
import { ViewsDialog } from "./ViewsDialog.tsx";
import { allAssets, questionOf, type FleetFilter } from "./fleet-filter.ts";
import { useSavedViews } from "./saved-views.ts";
import { useFleetRows } from "./use-fleet-rows.ts";

export interface FleetScreenProps {
  /** The saved view that is opened; null for what was looked at last. */
  readonly view: string | null;
}

/** Fast typing asks once. */
const settledMillis = 120;

/** The first screen. What was looked for stays while one goes to an asset and back. */
export const FleetScreen = ({ view }: FleetScreenProps) => {
  const { person } = useSigner();
  const saved = useSavedViews(person?.key ?? null);
  const [filter, setFilter] = useRemembered(saved.views.find(({ id }) => id === view)?.filter ?? null);
  const [search] = useDebouncedValue(filter.search.trim(), settledMillis);
  const [managing, setManaging] = useState(false);
  const [, go] = useLocation();
  const searchField = useRef<HTMLInputElement>(null);
  useShortcuts({ "/": () => searchField.current?.focus() });
  const rows = useFleetRows(questionOf(filter, search));
  const facets = valueOr(useAsk("asset.facets", {}, { keep: true }), null);
  const now = useNow();
  const due = valueOr(useAsk("due.list", { limit: 1 }), null);
  return (
    <>
      <FleetView
        {...rows}
        filter={filter}
        setFilter={setFilter}
        facets={facets}
        today={due?.today ?? now.toISOString().slice(0, 10)}
        views={saved.views}
        manage={() => setManaging(true)}
        open={({ history }) => go(addresses.asset(history))}
        searchField={searchField}
      />
      <ViewsDialog opened={managing} close={() => setManaging(false)} saved={saved} filter={filter} />
    </>
  );
};

let remembered = allAssets;

/** A saved view that is opened begins as it was saved. */
const useRemembered = (opened: FleetFilter | null): readonly [FleetFilter, (filter: FleetFilter) => void] => {
  const [filter, setFilter] = useState(opened ?? remembered);
  const [before, setBefore] = useState(opened);
  if (before !== opened && JSON.stringify(before) !== JSON.stringify(opened)) {
    setBefore(opened);
    if (opened !== null) setFilter(opened);
  }
  const remember = (next: FleetFilter): void => {
    remembered = next;
    setFilter(next);
  };
  return [filter, remember];
};

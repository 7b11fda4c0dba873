/** The command palette: any asset by its tag or number, any screen, any switch, by typing. */
import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import { useState } from "react";
import { useLocation } from "wouter";
import type { AssetRow } from "../../shared/rpc/rows.ts";
import { useDensity } from "../design/density.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { appWords } from "../vocabulary/app-words.ts";

/** Enough to see that one must type on. */
const assetsShown = 8;
/** Fast typing asks once. */
const settledMillis = 120;

/** Opened by Ctrl+K from anywhere. */
export const CommandPalette = ({ showKeys }: { readonly showKeys: () => void }) => {
  const [query, setQuery] = useState("");
  const [search] = useDebouncedValue(query.trim(), settledMillis);
  const found = useAsk("asset.list", { limit: assetsShown, search }, { when: search !== "", keep: true });
  const actions = useActions(showKeys);
  const [, go] = useLocation();
  const rows = search === "" ? [] : (valueOr(found, null)?.rows ?? []);
  const groups: SpotlightActionGroupData[] = [
    { group: appWords.spotlight.assets, actions: rows.map((row) => assetAction(row, go)) },
    { group: appWords.spotlight.actions, actions: actions.filter(({ label }) => holds(label ?? "", query)) },
  ];
  return (
    <Spotlight
      actions={groups}
      shortcut={["mod + K"]}
      query={query}
      onQueryChange={setQuery}
      filter={(_query, all) => all}
      nothingFound={appWords.spotlight.nothing}
      searchProps={{ placeholder: appWords.spotlight.placeholder, "aria-label": appWords.palette }}
      transitionProps={{ duration: 0 }}
      scrollable
      maxHeight={480}
    />
  );
};

const holds = (text: string, query: string): boolean => text.toLowerCase().includes(query.trim().toLowerCase());

const assetAction = (row: AssetRow, go: (address: string) => void): SpotlightActionData => ({
  id: row.history,
  label: row.tag,
  description: [row.equipment_class, row.maker, row.model, row.serial].filter((part) => part !== null).join(" · "),
  onClick: () => go(addresses.asset(row.history)),
});

const useActions = (showKeys: () => void): ReadonlyArray<SpotlightActionData> => {
  const { setColorScheme } = useMantineColorScheme();
  const [, setDensity] = useDensity();
  const { change } = useSigner();
  const [, go] = useLocation();
  const words = appWords.spotlight;
  const action = (label: string, onClick: () => void): SpotlightActionData => ({ id: label, label, onClick });
  return [
    action(appWords.fleet, () => go(addresses.fleet)),
    action(appWords.spotlight.registerAsset, () => go(addresses.register)),
    action(appWords.instrument, () => go(addresses.instrument)),
    action(appWords.exchange, () => go(addresses.exchange)),
    action(appWords.verify, () => go(addresses.verify)),
    action(appWords.settings, () => go(addresses.settings)),
    action(words.changePerson, change),
    action(words.keys, showKeys),
    action(`${words.theme}: ${words.dark}`, () => setColorScheme("dark")),
    action(`${words.theme}: ${words.light}`, () => setColorScheme("light")),
    action(`${words.density}: ${words.compact}`, () => setDensity("compact")),
    action(`${words.density}: ${words.touch}`, () => setDensity("touch")),
  ];
};

/** The palette: any asset by its tag or number, any record by its id, any study and node, any command and help page. */
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { menuTitles } from "../../shared/rpc/app-commands.ts";
import type { AssetRow } from "../../shared/rpc/rows.ts";
import { helpPages } from "../help/help-pages.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { fleetWords } from "../vocabulary/fleet-words.ts";
import { holdsWords } from "./holds-words.ts";
import { Keys } from "./MenuBar.tsx";
import { markFirstChoice, paletteStore } from "./palette-store.ts";
import type { Commands } from "./use-commands.ts";
import { useRecordActions, useStudyActions, useViewActions } from "./use-palette-finds.ts";

/** Enough to see that one must type on. */
const assetsShown = 8;
/** Fast typing asks once. */
const settledMillis = 120;

const words = appWords.spotlight;

/** Opened from anywhere; what it finds is asked for in windows. */
export const CommandPalette = ({ commands }: { readonly commands: Commands }) => {
  const [query, setQuery] = useState("");
  const [search] = useDebouncedValue(query.trim(), settledMillis);
  const found = useAsk("asset.list", { limit: assetsShown, search }, { when: search !== "", keep: true });
  const records = useRecordActions(search);
  const studies = useStudyActions(search);
  const views = useViewActions(query);
  const [, go] = useLocation();
  const rows = search === "" ? [] : (valueOr(found, null)?.rows ?? []);
  useEffect(markFirstChoice, [found, records, studies]);
  const groups: SpotlightActionGroupData[] = [
    // What is known at once stands first, so that nothing moves under the finger when an answer arrives.
    { group: words.actions, actions: useCommandActions(commands, query) },
    { group: fleetWords.views.title, actions: views },
    { group: words.records, actions: records },
    { group: words.assets, actions: rows.map((row) => assetAction(row, go)) },
    { group: words.studies, actions: studies },
    { group: words.reports, actions: rows.filter(() => isAbout(query, words.dossierWord)).map(dossierAction(go)) },
    { group: words.help, actions: query.trim() === "" ? [] : helpActions(query, go) },
  ];
  return (
    <Spotlight
      actions={groups.filter(({ actions }) => actions.length > 0)}
      store={paletteStore}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      filter={(_query, all) => all}
      nothingFound={words.nothing}
      searchProps={{ placeholder: words.placeholder, "aria-label": appWords.palette }}
      transitionProps={{ duration: 0 }}
      scrollable
      maxHeight={480}
    />
  );
};

type Go = (address: string) => void;

const isAbout = (query: string, word: string): boolean => query.trim() !== "" && holdsWords(word, query.trim());

const assetAction = (row: AssetRow, go: Go): SpotlightActionData => ({
  id: row.history,
  label: row.tag,
  description: [row.equipment_class, row.maker, row.model, row.serial].filter((part) => part !== null).join(" · "),
  onClick: () => go(addresses.asset(row.history)),
});

const dossierAction =
  (go: Go) =>
  (row: AssetRow): SpotlightActionData => ({
    id: `dossier ${row.history}`,
    label: words.dossierOf(row.tag),
    onClick: () => go(addresses.dossier(row.history)),
  });

/** Every command that applies here; those of the asset one stands on say which. */
const useCommandActions = ({ history, rows, run }: Commands, query: string): SpotlightActionData[] => {
  const asset = valueOr(useAsk("asset.get", { history: history ?? "" }, { when: history !== null }), null);
  const tag = asset?.tag.map(({ value }) => value).join(" / ") ?? "";
  return rows
    .filter(({ id, menu, title }) => id !== "palette" && holdsWords(`${title} ${menuTitles[menu]}`, query.trim()))
    .map(({ accelerator, id, letters, menu, title, where }) => ({
      id,
      label: where === "asset" && tag !== "" ? words.onAsset(title, tag) : title,
      description: menuTitles[menu],
      rightSection: <Keys keys={accelerator ?? letters ?? ""} />,
      onClick: () => run(id),
    }));
};

const helpActions = (query: string, go: Go): SpotlightActionData[] =>
  helpPages
    .filter(({ title }) => holdsWords(words.helpOn(title), query.trim()))
    .map(({ id, title }) => ({
      id: `help ${id}`,
      label: words.helpOn(title),
      onClick: () => go(addresses.helpPage(id)),
    }));

/** What each command of the list does in this window: menu, palette, keys and native menus all come here. */
import { useMemo } from "react";
import { useLocation } from "wouter";
import { commandRows, isCommandId, type AppCommand, type CommandId } from "../../shared/rpc/app-commands.ts";
import { setDensity } from "../design/density.ts";
import { setTheme } from "../design/theme-choice.ts";
import { changeZoom } from "../design/zoom.ts";
import { addresses, historyAt } from "../vocabulary/addresses.ts";
import { openPalette } from "./palette-store.ts";

/** What a command may open over the screen. */
export interface WindowParts {
  readonly showKeys: () => void;
  readonly showHelp: () => void;
  readonly showNotices: () => void;
  readonly changeSigner: () => void;
  readonly lock: () => void;
  readonly exploreDemo: () => void;
}

export interface Commands {
  /** Runs a command; one that does not apply here does nothing. */
  readonly run: (id: string) => void;
  /** Those that apply where one is. */
  readonly rows: ReadonlyArray<AppCommand & { readonly id: CommandId }>;
  /** The history of the asset one stands on. */
  readonly history: string | null;
}

/** Made anew when one goes elsewhere. */
export const useCommands = (parts: WindowParts): Commands => {
  const [here, go] = useLocation();
  const history = historyAt(here);
  const table = commandTable(parts, go, history);
  const rows = useMemo(() => commandRows.filter(({ where }) => where === "anywhere" || history !== null), [history]);
  const run = (id: string): void => {
    if (isCommandId(id) && rows.some((row) => row.id === id)) table[id]();
  };
  return { history, rows, run };
};

/** A closed table: a command without a deed does not compile. */
const commandTable = (
  parts: WindowParts,
  go: (address: string) => void,
  history: string | null,
): Readonly<Record<CommandId, () => void>> => {
  const to = (address: string) => () => go(address);
  const onAsset = (address: (history: string) => string) => () => (history === null ? undefined : go(address(history)));
  return {
    "asset-register": to(addresses.register),
    "core-receive": to(addresses.receiveCore),
    "core-entitle": to(addresses.entitle),
    "bundle-open": to(addresses.verify),
    "bundle-exchange": to(addresses.exchange),
    palette: openPalette,
    back: () => globalThis.history.back(),
    forward: () => globalThis.history.forward(),
    "go-fleet": to(addresses.fleet),
    "go-cores": to(addresses.cores),
    "go-warranties": to(addresses.warranties),
    "go-hazop": to(addresses.hazop),
    "go-instrument": to(addresses.instrument),
    "go-decisions": to(addresses.decisions),
    "go-exchange": to(addresses.exchange),
    "go-witnesses": to(addresses.witnesses),
    "go-reports": to(addresses.reports),
    "go-verify": to(addresses.verify),
    "go-parties": to(addresses.parties),
    "go-notices": parts.showNotices,
    "go-first-steps": to(addresses.firstSteps),
    "go-privacy": to(addresses.privacy),
    "go-protection": to(addresses.protection),
    "go-settings": to(addresses.settings),
    "go-design": to(addresses.design),
    "asset-log": onAsset(addresses.log),
    "asset-defect": onAsset(addresses.defect),
    "asset-change": onAsset(addresses.change),
    "asset-counters": onAsset(addresses.counters),
    "asset-instrument": onAsset(addresses.instrumentFor),
    "asset-describe": onAsset(addresses.describe),
    "asset-plan": onAsset(addresses.plan),
    "asset-warranties": onAsset(addresses.warrantiesOf),
    "asset-dossier": onAsset(addresses.dossier),
    "asset-show": onAsset(addresses.asset),
    "zoom-in": () => changeZoom("in"),
    "zoom-out": () => changeZoom("out"),
    "zoom-reset": () => changeZoom("reset"),
    "theme-system": () => setTheme("auto"),
    "theme-light": () => setTheme("light"),
    "theme-dark": () => setTheme("dark"),
    "theme-contrast": () => setTheme("contrast"),
    "density-compact": () => setDensity("compact"),
    "density-touch": () => setDensity("touch"),
    "person-change": parts.changeSigner,
    "person-lock": parts.lock,
    "demo-open": parts.exploreDemo,
    "help-here": parts.showHelp,
    "help-all": to(addresses.help),
    "help-keys": parts.showKeys,
  };
};

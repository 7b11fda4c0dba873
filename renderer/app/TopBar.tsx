/** The bar above the screens: back and forward, the menus, the way to everything, and what is new. */
import { ActionIcon } from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconBell, IconHelp, IconSearch } from "@tabler/icons-react";
import { Flag } from "../design/Flag.tsx";
import { appWords } from "../vocabulary/app-words.ts";
import { countText } from "../vocabulary/number-words.ts";
import { Keys, MenuBar } from "./MenuBar.tsx";
import type { Commands } from "./use-commands.ts";
import { useHistorySteps } from "./use-history-steps.ts";

export interface TopBarProps {
  readonly commands: Commands;
  /** False where the shell has menus of its own. */
  readonly menus: boolean;
  readonly unread: number;
  /** The name of the demo where it is open; null in one's own folder. */
  readonly demo: { readonly leave: () => void } | null;
}

/** One line at the top of the window. */
export const TopBar = ({ commands, demo, menus, unread }: TopBarProps) => {
  const { canGoBack, canGoForward } = useHistorySteps();
  return (
    <header className="top-bar">
      <ActionIcon
        aria-label={appWords.back}
        title={appWords.back}
        disabled={!canGoBack}
        onClick={() => commands.run("back")}
      >
        <IconArrowLeft size={18} />
      </ActionIcon>
      <ActionIcon
        aria-label={appWords.forward}
        title={appWords.forward}
        disabled={!canGoForward}
        onClick={() => commands.run("forward")}
      >
        <IconArrowRight size={18} />
      </ActionIcon>
      {menus ? <MenuBar commands={commands} /> : null}
      <button type="button" className="top-search" onClick={() => commands.run("palette")}>
        <IconSearch size={16} aria-hidden="true" />
        <span className="clip grow">{appWords.palette}</span>
        <Keys keys="CmdOrCtrl+K" />
      </button>
      {demo === null ? null : <DemoMark leave={demo.leave} />}
      <button
        type="button"
        className="status-button"
        aria-label={appWords.notices(unread)}
        title={appWords.notices(unread)}
        onClick={() => commands.run("go-notices")}
      >
        <IconBell size={18} aria-hidden="true" />
        {unread === 0 ? null : <Flag tone="accent">{countText(unread)}</Flag>}
      </button>
      <ActionIcon aria-label={appWords.help} title={appWords.help} onClick={() => commands.run("help-here")}>
        <IconHelp size={18} />
      </ActionIcon>
    </header>
  );
};

const DemoMark = ({ leave }: { readonly leave: () => void }) => (
  <span className="demo-mark">
    <strong>{appWords.demo}</strong>
    <button type="button" className="menu-button" onClick={leave}>
      {appWords.leaveDemo}
    </button>
  </span>
);

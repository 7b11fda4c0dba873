/** The window: top bar, rail, screens, status line, and what can open over any of them. */
import "./app.css";
import { Notifications } from "@mantine/notifications";
import { useState, useSyncExternalStore } from "react";
import { useLocation } from "wouter";
import { dropFile } from "../design/dropped-file.ts";
import { say } from "../design/said.ts";
import { StandingRoom } from "../evidence/StandingRoom.tsx";
import { HelpDrawer } from "../help/HelpDrawer.tsx";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { ChangeSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { onPreferences, preferences } from "../vocabulary/preferences.ts";
import { SignerDialog } from "../welcome/SignerDialog.tsx";
import { CommandPalette } from "./CommandPalette.tsx";
import { KeySheet } from "./KeySheet.tsx";
import { LineNotice } from "./LineNotice.tsx";
import { NoticesDrawer } from "./NoticesDrawer.tsx";
import { Rail } from "./Rail.tsx";
import { Screens } from "./Screens.tsx";
import { StatusLineScreen } from "./StatusLineScreen.tsx";
import { TopBar } from "./TopBar.tsx";
import { useCommandKeys } from "./use-command-keys.ts";
import { useCommands } from "./use-commands.ts";
import { useIdleLock } from "./use-idle-lock.ts";
import { usePassingNotices } from "./use-passing-notices.ts";
import { usePersonPreferences } from "./use-person-preferences.ts";
import { useReturn } from "./use-return.ts";
import { useWindowDrop } from "./use-window-drop.ts";

/** What may stand over the screens. */
type Over = "signer" | "keys" | "help" | "notices" | null;

const contentId = "content";

/** All of it. Drawn anew when somebody's way of writing figures changes. */
export const App = () => {
  const [over, setOver] = useState<Over>(null);
  const { lockMinutes } = useSyncExternalStore(onPreferences, preferences);
  const [here, go] = useLocation();
  const lock = useCommand("person.lock");
  const leaveDemo = useCommand("app.leave-demo");
  const exploreDemo = useCommand("app.explore-demo");
  const openDemo = async (): Promise<void> => {
    const outcome = await exploreDemo.run({});
    if (outcome?.ok === false) say(outcome.failure.message);
  };
  const status = valueOr(useAsk("app.status", {}), null);
  const unread = valueOr(useAsk("notice.list", {}), []).filter((row) => !row.read).length;
  const changeSigner = (): void => setOver("signer");
  const close = (): void => setOver(null);
  const commands = useCommands({
    changeSigner,
    exploreDemo: () => void openDemo(),
    lock: () => void lock.run({}),
    showHelp: () => setOver("help"),
    showKeys: () => setOver("keys"),
    showNotices: () => setOver("notices"),
  });
  useCommandKeys(commands);
  useReturn(contentId);
  usePersonPreferences(status?.person?.key ?? null);
  useIdleLock(lockMinutes, status?.person != null, () => void lock.run({}));
  usePassingNotices();
  useWindowDrop((file) => {
    dropFile(file);
    go(addresses.verify);
  });
  return (
    <ChangeSigner value={changeSigner}>
      <a className="skip" href="#content" onClick={focusContent}>
        {appWords.skip}
      </a>
      <div className="window">
        <TopBar
          commands={commands}
          menus={status?.shell !== "electron"}
          unread={unread}
          demo={status?.demo === true ? { leave: () => void leaveDemo.run({}) } : null}
        />
        <Rail />
        <main id={contentId} tabIndex={-1} className="window-content">
          <StandingRoom>
            <Screens />
          </StandingRoom>
        </main>
        <LineNotice />
        <StatusLineScreen />
      </div>
      <SignerDialog opened={over === "signer"} close={close} />
      <KeySheet opened={over === "keys"} close={close} />
      <HelpDrawer opened={over === "help"} close={close} address={here} showKeys={() => setOver("keys")} />
      <NoticesDrawer opened={over === "notices"} close={close} />
      <CommandPalette commands={commands} />
      <Notifications position="bottom-right" autoClose={passingMillis} limit={3} />
    </ChangeSigner>
  );
};

/** Long enough to be read; it stays among the notices. */
const passingMillis = 6_000;

/** The address after # is the router's, so the jump is made by hand. */
const focusContent = (event: { preventDefault(): void }): void => {
  event.preventDefault();
  document.getElementById(contentId)?.focus();
};

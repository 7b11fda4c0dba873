/** The window: rail, screens, status line, and what can open over any of them. */
import "./app.css";
import { useState } from "react";
import { useLocation } from "wouter";
import { dropFile } from "../design/dropped-file.ts";
import { useShortcuts } from "../design/shortcuts.ts";
import { ChangeSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { SignerDialog } from "../welcome/SignerDialog.tsx";
import { CommandPalette } from "./CommandPalette.tsx";
import { KeySheet } from "./KeySheet.tsx";
import { LineNotice } from "./LineNotice.tsx";
import { Rail } from "./Rail.tsx";
import { Screens } from "./Screens.tsx";
import { StatusLineScreen } from "./StatusLineScreen.tsx";
import { useWindowDrop } from "./use-window-drop.ts";

/** What may stand over the screens. */
type Over = "signer" | "keys" | null;

/** All of it. */
export const App = () => {
  const [over, setOver] = useState<Over>(null);
  const [, go] = useLocation();
  const changeSigner = (): void => setOver("signer");
  useWindowDrop((file) => {
    dropFile(file);
    go(addresses.verify);
  });
  useShortcuts({
    "?": () => setOver("keys"),
    w: changeSigner,
    "g f": () => go(addresses.fleet),
    "g i": () => go(addresses.instrument),
    "g x": () => go(addresses.exchange),
    "g v": () => go(addresses.verify),
    "g s": () => go(addresses.settings),
  });
  return (
    <ChangeSigner value={changeSigner}>
      <a className="skip" href="#content" onClick={focusContent}>
        {appWords.skip}
      </a>
      <div className="window">
        <Rail />
        <main id="content" tabIndex={-1} className="window-content">
          <Screens />
        </main>
        <LineNotice />
        <StatusLineScreen />
      </div>
      <SignerDialog opened={over === "signer"} close={() => setOver(null)} />
      <KeySheet opened={over === "keys"} close={() => setOver(null)} />
      <CommandPalette showKeys={() => setOver("keys")} />
    </ChangeSigner>
  );
};

/** The address after # is the router's, so the jump is made by hand. */
const focusContent = (event: { preventDefault(): void }): void => {
  event.preventDefault();
  document.getElementById("content")?.focus();
};

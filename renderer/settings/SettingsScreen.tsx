/** Settings: looks, figures, people, the register, this installation. */
import "./settings.css";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { settingsWords } from "../vocabulary/settings-words.ts";
import { FiguresPanel } from "./FiguresPanel.tsx";
import { InstallationScreen } from "./InstallationScreen.tsx";
import { LooksPanel } from "./LooksPanel.tsx";
import { PeopleScreen } from "./PeopleScreen.tsx";
import { RegisterScreen } from "./RegisterScreen.tsx";

/** Short panels beside the long one. */
export const SettingsScreen = () => (
  <ScreenFrame title={settingsWords.title}>
    <div className="settings">
      <div className="stack">
        <LooksPanel />
        <FiguresPanel />
        <PeopleScreen />
        <InstallationScreen />
      </div>
      <RegisterScreen />
    </div>
  </ScreenFrame>
);

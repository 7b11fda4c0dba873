/** Theme, room, size and keys: remembered on this machine. */
import { Select, Switch } from "@mantine/core";
import { Link } from "wouter";
import { densities, useDensity } from "../design/density.ts";
import { Panel } from "../design/Panel.tsx";
import { useShortcutsOn } from "../design/shortcuts.ts";
import { setTheme, themeChoices, useTheme } from "../design/theme-choice.ts";
import { useZoom } from "../design/zoom.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { settingsWords } from "../vocabulary/settings-words.ts";
import { LabelledChoice } from "./LabelledChoice.tsx";

const words = settingsWords.looks;

/** Each change shows at once. */
export const LooksPanel = () => {
  const theme = useTheme();
  const [density, setDensity] = useDensity();
  const [zoom, steps, setZoom] = useZoom();
  const [shortcutsOn, setShortcutsOn] = useShortcutsOn();
  return (
    <Panel title={words.title}>
      <div className="stack">
        <LabelledChoice
          label={words.theme}
          choices={themeChoices}
          wordOf={words.themes}
          chosen={theme}
          choose={setTheme}
        />
        <LabelledChoice
          label={words.density}
          choices={densities}
          wordOf={words.densities}
          chosen={density}
          choose={setDensity}
        />
        <Select
          label={words.zoom}
          data={steps.map((step) => ({ value: step, label: words.percent(step) }))}
          value={zoom}
          allowDeselect={false}
          onChange={(step) => setZoom(step ?? "100")}
        />
        <Switch
          label={words.shortcuts}
          checked={shortcutsOn}
          onChange={({ currentTarget }) => setShortcutsOn(currentTarget.checked)}
        />
        <Link href={addresses.design}>{words.design}</Link>
      </div>
    </Panel>
  );
};

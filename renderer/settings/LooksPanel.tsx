/** Theme, density and keys: remembered on this machine. */
import { SegmentedControl, Switch, useMantineColorScheme } from "@mantine/core";
import { useId } from "react";
import { densities, useDensity } from "../design/density.ts";
import { Panel } from "../design/Panel.tsx";
import { useShortcutsOn } from "../design/shortcuts.ts";
import { settingsWords } from "../vocabulary/settings-words.ts";

const words = settingsWords.looks;
const themes = ["auto", "light", "dark"] as const;

/** Each change shows at once. */
export const LooksPanel = () => {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density, setDensity] = useDensity();
  const [shortcutsOn, setShortcutsOn] = useShortcutsOn();
  return (
    <Panel title={words.title}>
      <div className="stack">
        <Choice
          label={words.theme}
          choices={themes.map((value) => ({ value, label: words.themes[value] }))}
          chosen={colorScheme}
          choose={(value) => setColorScheme(themes.find((theme) => theme === value) ?? "auto")}
        />
        <Choice
          label={words.density}
          choices={densities.map((value) => ({ value, label: words.densities[value] }))}
          chosen={density}
          choose={(value) => setDensity(densities.find((each) => each === value) ?? "compact")}
        />
        <Switch
          label={words.shortcuts}
          checked={shortcutsOn}
          onChange={({ currentTarget }) => setShortcutsOn(currentTarget.checked)}
        />
      </div>
    </Panel>
  );
};

interface ChoiceProps {
  readonly label: string;
  readonly choices: ReadonlyArray<{ readonly value: string; readonly label: string }>;
  readonly chosen: string;
  readonly choose: (value: string) => void;
}

const Choice = ({ label, choices, chosen, choose }: ChoiceProps) => {
  const id = useId();
  return (
    <div className="stack tight">
      <span id={id} className="muted">
        {label}
      </span>
      <SegmentedControl data={[...choices]} value={chosen} onChange={choose} aria-labelledby={id} />
    </div>
  );
};

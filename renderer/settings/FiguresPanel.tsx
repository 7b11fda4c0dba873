/** How figures and times are written for the person who signs: on this computer, never in a record. */
import { Select, Switch } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { unitSymbol } from "../../shared/quantity/unit.ts";
import { Panel } from "../design/Panel.tsx";
import { quantityText } from "../vocabulary/number-words.ts";
import {
  changePreferences,
  dateForms,
  decimalMarks,
  isMeasure,
  onPreferences,
  preferences,
  unitChoices,
  zones,
  type Measure,
  type Preferences,
} from "../vocabulary/preferences.ts";
import { settingsWords } from "../vocabulary/settings-words.ts";
import { timeText } from "../vocabulary/time-words.ts";
import { LabelledChoice } from "./LabelledChoice.tsx";

const words = settingsWords.figures;
const measures = Object.keys(unitChoices).filter(isMeasure);
const systems = ["recorded", "metric", "us", "each"] as const;
type System = (typeof systems)[number];

/** Shown with an example of each, as it will be from now on. */
export const FiguresPanel = () => {
  const chosen = useSyncExternalStore(onPreferences, preferences);
  return (
    <Panel title={words.title}>
      <div className="stack">
        <p className="muted">{words.about}</p>
        <LabelledChoice
          label={words.dates}
          choices={dateForms}
          wordOf={words.dateForms}
          chosen={chosen.dates}
          choose={(dates) => changePreferences({ dates })}
        />
        <LabelledChoice
          label={words.decimal}
          choices={decimalMarks}
          wordOf={words.decimalMarks}
          chosen={chosen.decimal}
          choose={(decimal) => changePreferences({ decimal })}
        />
        <LabelledChoice
          label={words.zone}
          choices={zones}
          wordOf={words.zones}
          chosen={chosen.zone}
          choose={(zone) => changePreferences({ zone })}
        />
        <Switch
          label={words.zoneShown}
          checked={chosen.zoneShown}
          onChange={({ currentTarget }) => changePreferences({ zoneShown: currentTarget.checked })}
        />
        <UnitFields chosen={chosen} />
        <p className="example">{words.example(timeText(exampleTime), quantityText("2.31", "mm/s"))}</p>
        <Select
          label={words.lock}
          data={lockChoices.map((minutes) => ({ value: String(minutes), label: words.lockAfter(minutes) }))}
          value={String(chosen.lockMinutes)}
          allowDeselect={false}
          onChange={(minutes) => changePreferences({ lockMinutes: Number(minutes ?? chosen.lockMinutes) })}
        />
      </div>
    </Panel>
  );
};

const exampleTime = "2026-11-22T09:12:33.000000Z";
const lockChoices = [5, 15, 30, 60, 240, 0] as const;

const UnitFields = ({ chosen: { units } }: { readonly chosen: Preferences }) => {
  const system = systemOf(units);
  const set = (measure: Measure, code: string | null): void => {
    const { [measure]: _before, ...rest } = units;
    changePreferences({ units: code === null || code === asRecorded ? rest : { ...rest, [measure]: code } });
  };
  return (
    <>
      <LabelledChoice
        label={words.units}
        choices={systems}
        wordOf={words.systems}
        chosen={system}
        choose={(next) => changePreferences({ units: unitsOf(next, units) })}
      />
      {system === "recorded" ? null : (
        <div className="form-grid">
          {measures.map((measure) => (
            <Select
              key={measure}
              label={words.measures[measure]}
              data={[
                { value: asRecorded, label: words.asRecorded },
                ...unitChoices[measure].map((code) => ({ value: code, label: unitSymbol(code) })),
              ]}
              value={units[measure] ?? asRecorded}
              allowDeselect={false}
              onChange={(code) => set(measure, code)}
            />
          ))}
        </div>
      )}
    </>
  );
};

/** No UCUM code. */
const asRecorded = "as recorded";

const allOf = (place: 0 | 1): Preferences["units"] =>
  Object.fromEntries(measures.map((measure) => [measure, unitChoices[measure][place]]));

const unitsOf = (system: System, units: Preferences["units"]): Preferences["units"] => {
  if (system === "recorded") return {};
  if (system === "each") return Object.keys(units).length === 0 ? { temperature: "Cel" } : withoutOne(units);
  return allOf(system === "metric" ? 0 : 1);
};

/** One that differs, so that what is chosen is neither of the systems any more. */
const withoutOne = ({ acceleration: _left, ...units }: Preferences["units"]): Preferences["units"] => units;

const systemOf = (units: Preferences["units"]): System => {
  if (Object.keys(units).length === 0) return "recorded";
  if (isSame(units, allOf(0))) return "metric";
  return isSame(units, allOf(1)) ? "us" : "each";
};

const isSame = (left: Preferences["units"], right: Preferences["units"]): boolean =>
  measures.every((measure) => left[measure] === right[measure]);

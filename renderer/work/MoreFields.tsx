/** Parts, counters, people and cost: folded away until they are needed. */
import { TextInput } from "@mantine/core";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { unitSymbol } from "../../shared/quantity/unit.ts";
import { dayText } from "../vocabulary/time-words.ts";
import { workWords } from "../vocabulary/work-words.ts";
import { faultOf, numberFaultOf, type FieldsProps } from "./fields.ts";
import { PartFields } from "./PartFields.tsx";
import type { WorkDraft } from "./work-draft.ts";
import { quantityText } from "../vocabulary/number-words.ts";

export interface MoreFieldsProps extends FieldsProps {
  /** What the meters of the asset showed last. */
  readonly counters: AssetDetail["counters"];
}

/** Open from the start when something in it is filled in or not right. */
export const MoreFields = (props: MoreFieldsProps) => (
  <details className="more-fields" open={isNeeded(props)}>
    <summary>{workWords.more}</summary>
    <div className="stack">
      <PartFields
        parts={props.draft.parts}
        setParts={(parts) => props.change({ parts })}
        fault={faultOf(props.faults, "parts")}
      />
      <Counters {...props} />
      <PeopleAndCost {...props} />
    </div>
  </details>
);

const isNeeded = ({ draft, faults }: MoreFieldsProps): boolean =>
  ["parts", "counters", "people", "cost"].some((member) => faults.has(member)) ||
  draft.parts.length > 0 ||
  draft.people !== "" ||
  draft.cost !== "" ||
  draft.counters.some(({ value }) => value !== "");

const Counters = ({ draft, change, faults, counters }: MoreFieldsProps) => {
  if (counters.length === 0) return null;
  const setCounter = (counter: string, unit: string, value: string): void =>
    change({ counters: [...draft.counters.filter((row) => row.counter !== counter), { counter, unit, value }] });
  return (
    <fieldset>
      <legend>{workWords.counters}</legend>
      <div className="form-grid">
        {counters.map(({ at, counter, unit, value }) => (
          <TextInput
            key={counter}
            label={workWords.counter(counter, unitSymbol(unit))}
            description={workWords.counterLast(quantityText(value, unit), dayText(at))}
            value={valueOf(draft, counter)}
            inputMode="decimal"
            error={numberFaultOf(faults, "counters", valueOf(draft, counter))}
            onChange={({ currentTarget }) => setCounter(counter, unit, currentTarget.value)}
          />
        ))}
      </div>
    </fieldset>
  );
};

const valueOf = ({ counters }: WorkDraft, name: string): string =>
  counters.find(({ counter }) => counter === name)?.value ?? "";

const PeopleAndCost = ({ draft, change, faults }: MoreFieldsProps) => (
  <div className="form-grid">
    <TextInput
      label={workWords.people}
      description={workWords.peopleHelp}
      value={draft.people}
      error={faultOf(faults, "people")}
      onChange={({ currentTarget }) => change({ people: currentTarget.value })}
    />
    <TextInput
      label={workWords.cost}
      description={workWords.costHelp}
      value={draft.cost}
      error={faultOf(faults, "cost")}
      onChange={({ currentTarget }) => change({ cost: currentTarget.value })}
    />
  </div>
);

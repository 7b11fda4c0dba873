/** Parts, counters, people and cost: folded away until they are needed. */
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { unitSymbol } from "../../shared/quantity/unit.ts";
import { dayText } from "../vocabulary/time-words.ts";
import { workWords } from "../vocabulary/work-words.ts";
import { faultOf, numberFaultOf, type FieldsProps } from "./fields.ts";
import { emptyPart, type PartDraft, type WorkDraft } from "./work-draft.ts";
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
      <Parts {...props} />
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

const Parts = ({ draft, change, faults }: MoreFieldsProps) => {
  const setPart = (index: number, part: Partial<PartDraft>): void =>
    change({ parts: draft.parts.map((row, at) => (at === index ? { ...row, ...part } : row)) });
  return (
    <fieldset className="stack tight">
      <legend>{workWords.parts}</legend>
      {draft.parts.map((part, index) => (
        <div key={index} className="form-row parts">
          {partFields.map((field) => (
            <TextInput
              key={field}
              label={workWords.part[field]}
              value={part[field]}
              onChange={({ currentTarget }) => setPart(index, { [field]: currentTarget.value })}
            />
          ))}
          <ActionIcon
            aria-label={workWords.removePart}
            onClick={() => change({ parts: draft.parts.filter((_, at) => at !== index) })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {faults.has("parts") ? <p role="alert">{faultOf(faults, "parts")}</p> : null}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => change({ parts: [...draft.parts, emptyPart] })}
        >
          {workWords.addPart}
        </Button>
      </div>
    </fieldset>
  );
};

const partFields = ["quantity", "unit", "name", "number", "serial"] as const;

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

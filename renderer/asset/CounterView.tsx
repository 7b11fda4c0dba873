/** One field for each meter, with what it showed before. */
import { TextInput } from "@mantine/core";
import { unitSymbol } from "../../shared/quantity/unit.ts";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import type { Signer } from "../rpc/use-signer.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { dayText } from "../vocabulary/time-words.ts";
import { numberFault, type CounterRow } from "./counter-rows.ts";
import { quantityText } from "../vocabulary/number-words.ts";

export interface CounterProps {
  readonly rows: ReadonlyArray<CounterRow>;
  readonly setRows: (rows: ReadonlyArray<CounterRow>) => void;
  readonly remark: string;
  readonly setRemark: (remark: string) => void;
  /** True after the first try: faults are said from then on. */
  readonly tried: boolean;
  readonly refusal: string | null;
  readonly running: boolean;
  readonly signer: Signer;
  readonly submit: () => void;
}

const words = assetWords.counterForm;

/** Plain rows in, values out. */
export const CounterView = (props: CounterProps) => {
  const { rows, setRows, remark, setRemark, tried, refusal, running, signer, submit } = props;
  const change = (index: number, part: Partial<CounterRow>): void =>
    setRows(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <ScreenFrame title={words.title} about={words.about}>
      <Form submit={submit}>
        {rows.map((row, index) => (
          <CounterFields
            key={index}
            row={row}
            focus={index === 0}
            fault={tried ? numberFault(row.value) : null}
            change={(part) => change(index, part)}
          />
        ))}
        <TextInput
          label={words.remark}
          value={remark}
          onChange={({ currentTarget }) => setRemark(currentTarget.value)}
        />
        <FormFoot
          record={words.record}
          running={running}
          refusal={refusal}
          signer={signer.person?.name ?? null}
          changeSigner={signer.change}
          words={formWords}
        />
      </Form>
    </ScreenFrame>
  );
};

interface CounterFieldsProps {
  readonly row: CounterRow;
  readonly focus: boolean;
  readonly fault: string | null;
  readonly change: (part: Partial<CounterRow>) => void;
}

const CounterFields = ({ row, focus, fault, change }: CounterFieldsProps) => {
  const { counter, unit, value, last } = row;
  const input = (label: string, description: string | null) => (
    <TextInput
      label={label}
      description={description}
      value={value}
      inputMode="decimal"
      error={fault}
      autoFocus={focus}
      onChange={({ currentTarget }) => change({ value: currentTarget.value })}
    />
  );
  if (last !== null)
    return input(
      words.value(counter, unitSymbol(unit)),
      words.last(quantityText(last.value, last.unit), dayText(last.at)),
    );
  return (
    <fieldset>
      <legend>{words.newCounter}</legend>
      <div className="form-grid">
        <TextInput
          label={words.name}
          value={counter}
          onChange={({ currentTarget }) => change({ counter: currentTarget.value })}
        />
        <TextInput
          label={words.unit}
          value={unit}
          onChange={({ currentTarget }) => change({ unit: currentTarget.value })}
        />
        {input(words.newValue, null)}
      </div>
    </fieldset>
  );
};

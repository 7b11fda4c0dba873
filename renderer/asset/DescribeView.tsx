/** The fields of an asset, to be set again; where two values stand, one of them can be taken by a press. */
import { Button, Select, TextInput } from "@mantine/core";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import type { Signer } from "../rpc/use-signer.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { fieldWords } from "../vocabulary/record-words.ts";
import type { DescribedField, DescribedName } from "./described-fields.ts";

export interface DescribeProps {
  readonly fields: ReadonlyArray<DescribedField>;
  readonly setFields: (fields: ReadonlyArray<DescribedField>) => void;
  readonly classes: ResponseOf<"code.tables">[number]["rows"];
  readonly reason: string;
  readonly setReason: (reason: string) => void;
  readonly refusal: string | null;
  readonly running: boolean;
  readonly signer: Signer;
  readonly submit: () => void;
}

const words = assetWords.describeForm;

/** Plain fields in, changes out. */
export const DescribeView = (props: DescribeProps) => {
  const { fields, setFields, classes, reason, setReason, refusal, running, signer, submit } = props;
  const set = (name: DescribedName, text: string): void =>
    setFields(fields.map((field) => (field.name === name ? { ...field, text, touched: true } : field)));
  return (
    <ScreenFrame title={words.title} about={words.about}>
      <Form submit={submit}>
        <div className="form-grid">
          {fields.map((field) => (
            <DescribedInput key={field.name} field={field} classes={classes} set={(text) => set(field.name, text)} />
          ))}
          <TextInput
            className="wide"
            label={words.reason}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </div>
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

interface DescribedInputProps extends Pick<DescribeProps, "classes"> {
  readonly field: DescribedField;
  readonly set: (text: string) => void;
}

const DescribedInput = ({ field: { name, values, text, touched }, classes, set }: DescribedInputProps) => (
  <div className="stack tight">
    {name === "equipment_class" ? (
      <Select
        label={fieldWords[name]}
        data={classes.map((row) => ({ value: row.code, label: `${row.code}  ${row.name}` }))}
        value={text}
        searchable
        allowDeselect={false}
        error={conflictIn(name, values, touched)}
        onChange={(chosen) => set(chosen ?? text)}
      />
    ) : (
      <TextInput
        label={fieldWords[name]}
        value={text}
        error={conflictIn(name, values, touched)}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      />
    )}
    {values.length > 1
      ? values.map((value) => (
          <Button key={value} variant="default" onClick={() => set(value)}>
            {words.choose}: {value}
          </Button>
        ))
      : null}
  </div>
);

const conflictIn = (name: DescribedName, values: ReadonlyArray<string>, touched: boolean): string | null =>
  values.length > 1 && !touched ? assetWords.conflict.says(fieldWords[name]) : null;

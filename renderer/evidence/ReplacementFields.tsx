/** The texts of an entry, to be put right. */
import { Textarea, TextInput } from "@mantine/core";
import { assetWords } from "../vocabulary/asset-words.ts";
import { bodyFieldTitle } from "../vocabulary/record-words.ts";
import type { ReplacementField } from "./replacement.ts";

export interface ReplacementFieldsProps {
  readonly fields: ReadonlyArray<ReplacementField>;
  readonly setFields: (fields: ReadonlyArray<ReplacementField>) => void;
}

/** One field each, filled with what was signed. */
export const ReplacementFields = ({ fields, setFields }: ReplacementFieldsProps) => {
  const change = (path: string, value: string): void =>
    setFields(fields.map((field) => (field.path === path ? { ...field, value } : field)));
  return (
    <fieldset className="stack replacement">
      <legend>{assetWords.correction.replace}</legend>
      {fields.map(({ path, value, long }) =>
        long ? (
          <Textarea
            key={path}
            label={bodyFieldTitle(path)}
            value={value}
            autosize
            minRows={2}
            onChange={({ currentTarget }) => change(path, currentTarget.value)}
          />
        ) : (
          <TextInput
            key={path}
            label={bodyFieldTitle(path)}
            value={value}
            onChange={({ currentTarget }) => change(path, currentTarget.value)}
          />
        ),
      )}
    </fieldset>
  );
};

/** The parts that went into a machine: one row each, added and removed. */
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { workWords } from "../vocabulary/work-words.ts";
import { emptyPart, type PartDraft } from "./work-draft.ts";

export interface PartFieldsProps {
  readonly parts: ReadonlyArray<PartDraft>;
  readonly setParts: (parts: ReadonlyArray<PartDraft>) => void;
  /** What is not right with them; null where nothing is. */
  readonly fault: string | null;
}

/** Quantity and unit first: no part goes in without them. */
export const PartFields = ({ parts, setParts, fault }: PartFieldsProps) => {
  const setPart = (index: number, part: Partial<PartDraft>): void =>
    setParts(parts.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <fieldset className="stack tight">
      <legend>{workWords.parts}</legend>
      {parts.map((part, index) => (
        <div key={index} className="form-row parts">
          {partFields.map((field) => (
            <TextInput
              key={field}
              label={workWords.part[field]}
              value={part[field]}
              onChange={({ currentTarget }) => setPart(index, { [field]: currentTarget.value })}
            />
          ))}
          <ActionIcon aria-label={workWords.removePart} onClick={() => setParts(parts.filter((_, at) => at !== index))}>
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {fault === null ? null : <p role="alert">{fault}</p>}
      <div>
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setParts([...parts, emptyPart])}>
          {workWords.addPart}
        </Button>
      </div>
    </fieldset>
  );
};

const partFields = ["quantity", "unit", "name", "number", "serial"] as const;

/** What was done, and how long it took. */
import { Textarea, TextInput } from "@mantine/core";
import { workWords } from "../vocabulary/work-words.ts";
import { CodeField, type CodeTable } from "./CodeField.tsx";
import { faultOf, numberFaultOf, type FieldsProps } from "./fields.ts";

export interface DoneFieldsProps extends FieldsProps {
  readonly tables: ReadonlyMap<string, CodeTable>;
}

/** Hours are decimal numbers. */
export const DoneFields = ({ draft, change, faults, tables }: DoneFieldsProps) => (
  <fieldset>
    <legend>{workWords.doing}</legend>
    <div className="form-grid">
      <Textarea
        className="wide"
        label={workWords.done}
        value={draft.done}
        error={faultOf(faults, "done")}
        autosize
        minRows={2}
        onChange={({ currentTarget }) => change({ done: currentTarget.value })}
      />
      <CodeField
        label={workWords.activity}
        table={tables.get("maintenance-activity")}
        equipmentClass=""
        value={draft.activity}
        set={(activity) => change({ activity })}
      />
      <TextInput
        label={workWords.activeHours}
        value={draft.activeHours}
        inputMode="decimal"
        error={numberFaultOf(faults, "active_hours", draft.activeHours)}
        onChange={({ currentTarget }) => change({ activeHours: currentTarget.value })}
      />
      <TextInput
        label={workWords.downHours}
        value={draft.downHours}
        inputMode="decimal"
        error={numberFaultOf(faults, "down_hours", draft.downHours)}
        onChange={({ currentTarget }) => change({ downHours: currentTarget.value })}
      />
    </div>
  </fieldset>
);

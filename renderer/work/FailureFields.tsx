/** What failed: in words and by codes of ISO 14224. */
import { Select, Textarea } from "@mantine/core";
import { workWords } from "../vocabulary/work-words.ts";
import { CodeField, type CodeTable } from "./CodeField.tsx";
import { faultOf, type FieldsProps } from "./fields.ts";

export interface FailureFieldsProps extends FieldsProps {
  readonly tables: ReadonlyMap<string, CodeTable>;
  readonly equipmentClass: string;
}

/** Words first; codes for whoever knows them. */
export const FailureFields = ({ draft, change, faults, tables, equipmentClass }: FailureFieldsProps) => {
  const code = (label: string, table: string, member: "mode" | "mechanism" | "cause" | "detection") => (
    <CodeField
      label={label}
      table={tables.get(table)}
      equipmentClass={equipmentClass}
      value={draft[member]}
      set={(value) => change({ [member]: value })}
    />
  );
  return (
    <fieldset>
      <legend>{workWords.failure}</legend>
      <div className="form-grid">
        <Textarea
          className="wide"
          label={workWords.failureText}
          value={draft.failureText}
          error={faultOf(faults, "failure")}
          autosize
          minRows={1}
          onChange={({ currentTarget }) => change({ failureText: currentTarget.value })}
        />
        {code(workWords.mode, "failure-mode", "mode")}
        {code(workWords.mechanism, "failure-mechanism", "mechanism")}
        {code(workWords.cause, "failure-cause", "cause")}
        {code(workWords.detection, "detection-method", "detection")}
        <Select
          label={workWords.impact}
          data={Object.entries(workWords.impacts).map(([value, label]) => ({ value, label }))}
          value={draft.impact === "" ? null : draft.impact}
          clearable
          onChange={(impact) => change({ impact: impact ?? "" })}
        />
        <Select
          label={workWords.operating}
          data={Object.entries(workWords.operatings).map(([value, label]) => ({ value, label }))}
          value={draft.operating === "" ? null : draft.operating}
          clearable
          onChange={(operating) => change({ operating: operating ?? "" })}
        />
      </div>
    </fieldset>
  );
};

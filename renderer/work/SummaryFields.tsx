/** The line that everybody reads first, and when it was. */
import { SegmentedControl, TextInput } from "@mantine/core";
import { useId } from "react";
import { workWords } from "../vocabulary/work-words.ts";
import { faultOf, type FieldsProps } from "./fields.ts";

export interface SummaryFieldsProps extends FieldsProps {
  readonly withCategory: boolean;
}

/** The first field has the focus. */
export const SummaryFields = ({ draft, change, faults, withCategory }: SummaryFieldsProps) => (
  <div className="form-grid">
    <TextInput
      className="wide"
      label={workWords.summary}
      description={workWords.summaryHelp}
      value={draft.summary}
      error={faultOf(faults, "summary")}
      autoFocus
      required
      onChange={({ currentTarget }) => change({ summary: currentTarget.value })}
    />
    <TextInput
      label={workWords.occurred}
      description={workWords.occurredHelp}
      value={draft.occurred}
      error={faultOf(faults, "occurred")}
      onChange={({ currentTarget }) => change({ occurred: currentTarget.value })}
    />
    {withCategory ? <Category draft={draft} change={change} /> : null}
  </div>
);

const Category = ({ draft, change }: Pick<FieldsProps, "draft" | "change">) => {
  const label = useId();
  return (
    <div className="stack tight category" role="group" aria-labelledby={label}>
      <span id={label} className="field-label">
        {workWords.category}
      </span>
      <SegmentedControl
        data={Object.entries(workWords.categories).map(([value, word]) => ({ value, label: word }))}
        value={draft.category}
        aria-labelledby={label}
        onChange={(category) => change({ category })}
      />
    </div>
  );
};

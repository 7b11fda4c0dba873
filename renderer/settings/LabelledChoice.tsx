/** A few words of which one is chosen, with the name of what they are about above them. */
import { SegmentedControl } from "@mantine/core";
import { useId } from "react";

export interface LabelledChoiceProps<T extends string> {
  readonly label: string;
  readonly choices: ReadonlyArray<T>;
  readonly wordOf: Readonly<Record<T, string>>;
  readonly chosen: T;
  readonly choose: (value: T) => void;
}

/** Each change shows at once. */
export const LabelledChoice = <T extends string>(props: LabelledChoiceProps<T>) => {
  const { choices, choose, chosen, label, wordOf } = props;
  const id = useId();
  return (
    <div className="stack tight">
      <span id={id} className="muted">
        {label}
      </span>
      <SegmentedControl
        data={choices.map((value) => ({ value, label: wordOf[value] }))}
        value={chosen}
        onChange={(value) => choose(choices.find((choice) => choice === value) ?? chosen)}
        aria-labelledby={id}
      />
    </div>
  );
};

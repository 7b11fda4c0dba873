/** Closes an action of a study with its evidence. */
import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { RecommendationRow } from "../../shared/rpc/hazop-rows.ts";
import { FilterRow } from "../design/FilterRow.tsx";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { SignDialog } from "./SignDialog.tsx";

export interface CloseActionProps {
  readonly study: string;
  readonly action: RecommendationRow;
  readonly close: () => void;
}

const words = hazopWords.recommendations;
const outcomes = ["completed", "rejected", "superseded"] as const;

/** The original row stays. */
export const CloseActionDialog = ({ study, action, close }: CloseActionProps) => {
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>("completed");
  const [remark, setRemark] = useState("");
  const end = useCommand("hazop.close-recommendation");
  const submit = async (): Promise<void> => {
    const made = await end.run({
      evidence: [],
      outcome,
      recommendation: action.recommendation,
      remark: remark.trim() === "" ? null : remark.trim(),
      study,
    });
    if (made?.ok !== true) return;
    say(words.done);
    close();
  };
  return (
    <SignDialog
      title={words.title(action.number)}
      record={words.record}
      running={end.running}
      refusal={end.failure?.message ?? null}
      submit={() => void submit()}
      close={close}
    >
      <p>{action.text}</p>
      <FilterRow
        label={words.outcome}
        choices={outcomes.map((value) => ({ label: words.outcomes[value], value }))}
        chosen={outcome}
        choose={setOutcome}
      />
      <Textarea
        data-autofocus
        label={words.remark}
        autosize
        minRows={2}
        value={remark}
        onChange={({ currentTarget }) => setRemark(currentTarget.value)}
      />
    </SignDialog>
  );
};

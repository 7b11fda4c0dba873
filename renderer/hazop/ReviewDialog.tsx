/** Reviews a node: what was found, by whom; it covers the changes that are open at that moment. */
import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { StudyNodeRow } from "../../shared/rpc/hazop-rows.ts";
import { FilterRow } from "../design/FilterRow.tsx";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { SignDialog } from "./SignDialog.tsx";
import { namesOf } from "./names.ts";

export interface ReviewDialogProps {
  readonly study: string;
  readonly node: StudyNodeRow;
  readonly close: () => void;
}

const words = hazopWords.review;
const outcomes = ["no-change-to-the-rows", "rows-edited", "new-study"] as const;

/** The open changes are named before anybody signs. */
export const ReviewDialog = ({ study, node, close }: ReviewDialogProps) => {
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>("no-change-to-the-rows");
  const [reviewers, setReviewers] = useState("");
  const [remark, setRemark] = useState("");
  const review = useCommand("hazop.review-node");
  const submit = async (): Promise<void> => {
    const made = await review.run({
      changes: node.open_changes.map(({ record }) => record),
      node: node.node,
      outcome,
      remark: remark.trim() === "" ? null : remark.trim(),
      reviewers: namesOf(reviewers),
      study,
    });
    if (made?.ok !== true) return;
    say(words.done);
    close();
  };
  return (
    <SignDialog
      title={words.title(node.name)}
      record={words.record}
      running={review.running}
      refusal={review.failure?.message ?? null}
      submit={() => void submit()}
      close={close}
    >
      <FilterRow
        label={words.outcome}
        choices={outcomes.map((value) => ({ label: words.outcomes[value], value }))}
        chosen={outcome}
        choose={setOutcome}
      />
      <p className="muted">{words.covers(node.open_changes.length)}</p>
      <ul className="lines">
        {node.open_changes.map(({ record, summary, tag }) => (
          <li key={record}>{`${tag ?? ""} ${summary}`.trim()}</li>
        ))}
      </ul>
      <TextInput
        label={words.reviewers}
        description={words.reviewersHelp}
        value={reviewers}
        onChange={({ currentTarget }) => setReviewers(currentTarget.value)}
      />
      <Textarea
        data-autofocus
        label={words.remark}
        autosize
        value={remark}
        onChange={({ currentTarget }) => setRemark(currentTarget.value)}
      />
    </SignDialog>
  );
};

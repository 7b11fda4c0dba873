/** Corrects an entry instead of editing it: the old one stays, a reason and the right data are signed beside it. */
import { Button, Modal, Select } from "@mantine/core";
import { useState } from "react";
import type { RequestOf } from "../../shared/rpc/methods.ts";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { entryTitle } from "../vocabulary/record-words.ts";
import { ReplacementFields } from "./ReplacementFields.tsx";
import { replacementFields, replacementOf } from "./replacement.ts";

export interface CorrectionDialogProps {
  /** Null: closed. */
  readonly entry: TimelineEntry | null;
  readonly close: () => void;
}

/** Made anew for each entry. */
export const CorrectionDialog = ({ entry, close }: CorrectionDialogProps) => (
  <Modal opened={entry !== null} onClose={close} title={words.title} size="lg">
    {entry === null ? null : <CorrectionForm key={entry.id} entry={entry} close={close} />}
  </Modal>
);

const words = assetWords.correction;
type Reason = RequestOf<"record.correct">["reason"];
const reasons: ReadonlyArray<Reason> = ["incorrect_data", "did_not_occur", "superseded", "late_entry"];
const reasonChoices = reasons.map((value) => ({ value, label: words.reasons[value] }));

interface CorrectionFormProps {
  readonly entry: TimelineEntry;
  readonly close: () => void;
}

const CorrectionForm = ({ entry, close }: CorrectionFormProps) => {
  const [reason, setReason] = useState<Reason>("incorrect_data");
  const [fields, setFields] = useState(() => replacementFields(entry));
  const correct = useCommand("record.correct");
  const replaces = reason !== "did_not_occur" && fields.length > 0;
  const submit = async (): Promise<void> => {
    const replacement = replaces ? replacementOf(entry.body, fields) : null;
    const outcome = await correct.run({ reason, replacement, target: entry.id });
    if (outcome?.ok !== true) return;
    say(words.done);
    close();
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p>
        <strong>{entryTitle(entry.type)}</strong> {entry.summary}
      </p>
      <p className="muted">{words.intro}</p>
      <Select
        label={words.reason}
        data={reasonChoices}
        value={reason}
        allowDeselect={false}
        onChange={(chosen) => setReason(reasons.find((each) => each === chosen) ?? "incorrect_data")}
      />
      {replaces ? <ReplacementFields fields={fields} setFields={setFields} /> : null}
      {correct.failure === null ? null : (
        <Notice tone="bad" urgent>
          {correct.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={correct.running}>
          {words.record}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

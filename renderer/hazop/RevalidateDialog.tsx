/** Records that the study as a whole was revalidated, and until when. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { SignDialog } from "./SignDialog.tsx";

export interface RevalidateDialogProps {
  readonly study: string;
  readonly close: () => void;
}

const words = hazopWords.revalidate;
const dayForm = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** No date is invented: the person writes it. */
export const RevalidateDialog = ({ study, close }: RevalidateDialogProps) => {
  const [due, setDue] = useState("");
  const [remark, setRemark] = useState("");
  const [tried, setTried] = useState(false);
  const revalidate = useCommand("hazop.revalidate");
  const submit = async (): Promise<void> => {
    setTried(true);
    if (!dayForm.test(due.trim())) return;
    const made = await revalidate.run({
      due: due.trim(),
      evidence: [],
      remark: remark.trim() === "" ? null : remark.trim(),
      study,
    });
    if (made?.ok !== true) return;
    say(words.done);
    close();
  };
  return (
    <SignDialog
      title={words.title}
      record={words.record}
      running={revalidate.running}
      refusal={revalidate.failure?.message ?? null}
      submit={() => void submit()}
      close={close}
    >
      <TextInput
        data-autofocus
        label={words.due}
        description={words.dueHelp}
        value={due}
        error={tried && !dayForm.test(due.trim()) ? words.fault : null}
        onChange={({ currentTarget }) => setDue(currentTarget.value)}
      />
      <TextInput label={words.remark} value={remark} onChange={({ currentTarget }) => setRemark(currentTarget.value)} />
    </SignDialog>
  );
};

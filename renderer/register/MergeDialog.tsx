/** Says that parties are one. */
import { Modal, MultiSelect } from "@mantine/core";
import { useState } from "react";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { registerWords } from "../vocabulary/register-words.ts";
import { DialogFoot, ReasonField } from "./DialogFoot.tsx";
import type { RegisterPartProps } from "./register-part.ts";

const words = registerWords.merge;

export interface MergeDialogProps extends RegisterPartProps {
  readonly opened: boolean;
  readonly close: () => void;
}

/** Made anew each time it is opened. */
export const MergeDialog = ({ close, opened, register, shown }: MergeDialogProps) => (
  <Modal
    opened={opened}
    onClose={close}
    title={words.title}
    size="lg"
    closeButtonProps={{ "aria-label": registerWords.dialog.shut }}
  >
    {opened ? <MergeForm shown={shown} register={register} close={close} /> : null}
  </Modal>
);

const MergeForm = ({ close, register, shown }: Omit<MergeDialogProps, "opened">) => {
  const [parties, setParties] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const merge = useCommand("register.merge");
  const submit = async (): Promise<void> => {
    setTried(true);
    if (parties.length < 2 || reason.trim() === "") return;
    const outcome = await merge.run({ parties, reason: reason.trim(), register });
    if (outcome?.ok !== true) return;
    say(outcome.value.standing === "provisional" ? registerWords.waits : registerWords.recorded);
    close();
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p className="muted">{words.about}</p>
      <MultiSelect
        label={words.parties}
        data={shown.parties.map(({ id, kind, name }) => ({
          label: `${name ?? registerWords.withheld} (${kind}, ${id.slice(0, 8)})`,
          value: id,
        }))}
        value={parties}
        onChange={setParties}
        error={tried && parties.length < 2 ? words.fault : null}
        searchable
        data-autofocus
      />
      <ReasonField reason={reason} setReason={setReason} tried={tried} />
      <DialogFoot
        record={words.record}
        running={merge.running}
        refusal={merge.failure?.message ?? null}
        close={close}
      />
    </form>
  );
};

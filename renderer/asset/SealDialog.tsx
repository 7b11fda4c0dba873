/** Seals a history at a hand-over or release: to whom, why; what is listed is what stands at its end. */
import { Button, Modal, SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { custodyWords } from "../vocabulary/custody-words.ts";

export interface SealDialogProps {
  readonly history: string;
  /** The register that judges it: its parties can receive. */
  readonly register: string;
  readonly opened: boolean;
  readonly close: () => void;
}

const words = custodyWords.dialog;
const acts = ["handed-over", "released"] as const;
const somebodyElse = "other";

/** Made anew each time it opens. */
export const SealDialog = ({ opened, close, ...props }: SealDialogProps) => (
  <Modal opened={opened} onClose={close} title={words.title} size="lg">
    {opened ? <SealForm {...props} close={close} /> : null}
  </Modal>
);

const SealForm = ({ history, register, close }: Omit<SealDialogProps, "opened">) => {
  const [act, setAct] = useState<(typeof acts)[number]>("handed-over");
  const [to, setTo] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const seal = useCommand("custody.seal");
  const parties = valueOr(useAsk("register.show", { register }), null)?.parties ?? [];
  const isNamed = to !== null && (to !== somebodyElse || name.trim() !== "");
  const submit = async (): Promise<void> => {
    setTried(true);
    if (!isNamed || reason.trim() === "") return;
    const receiver = to === somebodyElse ? { name: name.trim() } : { party: to };
    const outcome = await seal.run({ act, history, reason: reason.trim(), to: receiver });
    if (outcome?.ok !== true) return;
    say(words.done(outcome.value.heads));
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
      <p className="muted">{words.intro}</p>
      <SegmentedControl
        aria-label={words.act}
        data={acts.map((value) => ({ value, label: custodyWords.acts[value] }))}
        value={act}
        onChange={setAct}
      />
      <Select
        label={words.to}
        description={words.toHelp}
        data={[
          ...parties
            .filter(({ kind }) => kind !== "equipment")
            .map((party) => ({ value: party.id, label: party.name ?? `${party.id.slice(0, 12)}…` })),
          { value: somebodyElse, label: words.other },
        ]}
        value={to}
        searchable
        error={tried && to === null ? words.toFault : null}
        onChange={setTo}
      />
      {to === somebodyElse ? (
        <TextInput
          label={words.name}
          description={words.nameHelp}
          value={name}
          maxLength={200}
          error={tried && name.trim() === "" ? words.toFault : null}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      ) : null}
      <Textarea
        label={words.reason}
        value={reason}
        autosize
        minRows={2}
        maxLength={2000}
        error={tried && reason.trim() === "" ? words.reasonFault : null}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {seal.failure === null ? null : (
        <Notice tone="bad" urgent>
          {seal.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={seal.running}>
          {words.make}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

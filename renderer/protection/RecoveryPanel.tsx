/** The recovery keys on the copy, and the form that keeps one. */
import { Button, Modal, PasswordInput } from "@mantine/core";
import { useState } from "react";
import type { ProtectionState } from "../../shared/rpc/protection-methods.ts";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { useCommand } from "../rpc/use-command.ts";
import { protectionWords as words } from "../vocabulary/protection-words.ts";

type Rows = ProtectionState["recovery"];

/** One row a person. */
export const RecoveryPanel = ({ recovery }: { readonly recovery: Rows }) => {
  const [person, setPerson] = useState<string | null>(null);
  return (
    <Panel title={words.recovery}>
      <div className="stack">
        <p className="muted">{words.recoveryAbout}</p>
        <ul className="recovery-list">
          {recovery.map(({ key, name, state }) => (
            <li key={key}>
              <StatusShape
                shape={state === "kept" ? "filled-tick" : "dashed"}
                tone={state === "kept" ? "good" : "warn"}
                label={null}
              />
              <span className="grow">
                <strong>{name}</strong>
                <span className="muted"> {words.recoveryStates[state]}</span>
              </span>
              <Button variant="default" onClick={() => setPerson(name)} aria-label={`${words.recoveryKeep} ${name}`}>
                {words.recoveryKeep}
              </Button>
            </li>
          ))}
        </ul>
      </div>
      <Modal
        opened={person !== null}
        onClose={() => setPerson(null)}
        title={words.recoveryTitle(person ?? "")}
        size="lg"
        closeButtonProps={{ "aria-label": words.shut }}
      >
        {person === null ? null : <RecoveryForm person={person} close={() => setPerson(null)} />}
      </Modal>
    </Panel>
  );
};

interface FormProps {
  readonly person: string;
  readonly close: () => void;
}

const RecoveryForm = ({ close, person }: FormProps) => {
  const [draft, setDraft] = useState({ again: "", passphrase: "", pin: "" });
  const [tried, setTried] = useState(false);
  const keep = useCommand("protection.keep-recovery");
  const faults = {
    again: draft.again === draft.passphrase ? null : words.againFault,
    passphrase: draft.passphrase.trim().length < passphraseMin ? words.passphraseFault : null,
    pin: /^[0-9]{6,64}$/.test(draft.pin) ? null : words.pinFault,
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (faults.again !== null || faults.passphrase !== null || faults.pin !== null) return;
    const outcome = await keep.run({ passphrase: draft.passphrase, person, pin: draft.pin });
    if (outcome?.ok === true) close();
  };
  const field = (member: keyof typeof draft, label: string) => (
    <PasswordInput
      label={label}
      value={draft[member]}
      autoComplete="off"
      {...(member === "pin" ? { inputMode: "numeric" as const } : {})}
      error={tried ? faults[member] : null}
      onChange={({ currentTarget }) => setDraft({ ...draft, [member]: currentTarget.value })}
    />
  );
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ol>
        {words.recoverySteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {field("passphrase", words.passphrase)}
      {field("again", words.passphraseAgain)}
      {field("pin", words.pin)}
      {keep.failure === null ? null : (
        <Notice tone="bad" urgent>
          {keep.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={keep.running}>
          {words.keep}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

/** The contract takes no shorter passphrase. */
const passphraseMin = 12;

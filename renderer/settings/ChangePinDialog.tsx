/** Seals a person's key under another PIN. */
import { Button, Modal, PasswordInput } from "@mantine/core";
import { useState } from "react";
import type { PersonRow } from "../../shared/rpc/rows.ts";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { settingsWords } from "../vocabulary/settings-words.ts";
import { isPin, PinFields } from "./PinFields.tsx";

export interface ChangePinProps {
  /** Null: closed. */
  readonly person: PersonRow | null;
  readonly close: () => void;
}

const words = settingsWords.people;

/** Made anew for each person. */
export const ChangePinDialog = ({ person, close }: ChangePinProps) => (
  <Modal opened={person !== null} onClose={close} title={words.changeTitle(person?.name ?? "")}>
    {person === null ? null : <ChangePinForm key={person.key} person={person} close={close} />}
  </Modal>
);

interface ChangePinFormProps {
  readonly person: PersonRow;
  readonly close: () => void;
}

const ChangePinForm = ({ person, close }: ChangePinFormProps) => {
  const [old, setOld] = useState("");
  const [pins, setPins] = useState({ pin: "", again: "" });
  const [tried, setTried] = useState(false);
  const change = useCommand("person.change-pin");
  const submit = async (): Promise<void> => {
    setTried(true);
    if (!isPin(old) || !isPin(pins.pin) || pins.pin !== pins.again) return;
    const outcome = await change.run({ new_pin: pins.pin, person: person.name, pin: old });
    if (outcome?.ok !== true) return;
    say(words.changed(person.name));
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
      <PasswordInput
        label={words.oldPin}
        value={old}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
        error={tried && !isPin(old) ? words.faults.pin : null}
        onChange={({ currentTarget }) => setOld(currentTarget.value)}
      />
      <PinFields label={words.newPin} pins={pins} setPins={setPins} tried={tried} />
      {change.failure === null ? null : (
        <Notice tone="bad" urgent>
          {change.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={change.running}>
          {words.save}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

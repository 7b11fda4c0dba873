/** Makes a key for a person under a PIN and enrols it. */
import { Button, Modal, MultiSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { settingsWords } from "../vocabulary/settings-words.ts";
import { isPin, PinFields } from "./PinFields.tsx";

export interface AddPersonProps {
  readonly opened: boolean;
  readonly close: () => void;
}

const words = settingsWords.people;

/** Made anew each time it opens, so that no digit is ever kept. */
export const AddPersonDialog = ({ opened, close }: AddPersonProps) => (
  <Modal opened={opened} onClose={close} title={words.add}>
    {opened ? <AddPersonForm close={close} /> : null}
  </Modal>
);

const AddPersonForm = ({ close }: Pick<AddPersonProps, "close">) => {
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<string[]>([]);
  const [pins, setPins] = useState({ pin: "", again: "" });
  const [tried, setTried] = useState(false);
  const add = useCommand("person.add");
  const permissions = valueOr(useAsk("register.show", {}), null)?.permissions ?? [];
  const known = [...new Set(permissions.flatMap((permission) => permission.roles))].sort();
  const submit = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === "" || roles.length === 0 || !isPin(pins.pin) || pins.pin !== pins.again) return;
    const outcome = await add.run({ name: name.trim(), pin: pins.pin, roles });
    if (outcome?.ok !== true) return;
    say(words.made(outcome.value.name));
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
      <TextInput
        label={words.name}
        value={name}
        data-autofocus
        error={tried && name.trim() === "" ? words.faults.name : null}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <MultiSelect
        label={words.roles}
        data={known}
        value={roles}
        onChange={setRoles}
        searchable
        error={tried && roles.length === 0 ? words.faults.roles : null}
      />
      <PinFields label={words.pin} pins={pins} setPins={setPins} tried={tried} />
      {add.failure === null ? null : (
        <Notice tone="bad" urgent>
          {add.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={add.running}>
          {words.make}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

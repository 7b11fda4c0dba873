/** Pseudonyms: a role in the register, and whose it is sealed. */
import { Button, Modal, MultiSelect, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { Answered } from "../design/Answered.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { privacyWords as words } from "../vocabulary/privacy-words.ts";

/** Those of this computer and of the own register. */
export const PseudonymPanel = () => {
  const rows = useAsk("privacy.pseudonyms", {});
  const [opened, setOpened] = useState(false);
  return (
    <Panel
      title={words.pseudonyms}
      actions={
        <Button variant="default" onClick={() => setOpened(true)}>
          {words.make}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{words.pseudonymsAbout}</p>
        <Answered answer={rows} waiting={words.waiting}>
          {(value) =>
            value.length === 0 ? (
              <p>{words.pseudonymNone}</p>
            ) : (
              <ul className="pseudonym-list">
                {value.map(({ alias, key, organisation, record, roles }) => (
                  <li key={key}>
                    <strong>{alias ?? words.ofElse}</strong>
                    <span>{record === null ? words.notEnrolled : roles.join(", ")}</span>
                    <span className="muted">{record === null ? "" : words.owner(organisation)}</span>
                    <span className="mono clip muted">{key}</span>
                  </li>
                ))}
              </ul>
            )
          }
        </Answered>
      </div>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={words.make}
        size="lg"
        closeButtonProps={{ "aria-label": words.shut }}
      >
        {opened ? <MakeForm close={() => setOpened(false)} /> : null}
      </Modal>
    </Panel>
  );
};

const MakeForm = ({ close }: { readonly close: () => void }) => {
  const known = valueOr(useAsk("app.state", {}), null)?.roles ?? [];
  const [alias, setAlias] = useState("");
  const [pin, setPin] = useState("");
  const [roles, setRoles] = useState<ReadonlyArray<string>>([]);
  const [tried, setTried] = useState(false);
  const make = useCommand("privacy.make-pseudonym");
  const isPin = /^[0-9]{6,64}$/.test(pin);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (alias.trim() === "" || !isPin) return;
    const outcome = await make.run({ alias: alias.trim(), pin, roles: [...roles] });
    if (outcome?.ok === true) close();
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
        label={words.alias}
        description={words.aliasHelp}
        value={alias}
        data-autofocus
        error={tried && alias.trim() === "" ? words.aliasFault : null}
        onChange={({ currentTarget }) => setAlias(currentTarget.value)}
      />
      <PasswordInput
        label={words.pin}
        value={pin}
        inputMode="numeric"
        autoComplete="new-password"
        error={tried && !isPin ? words.pinFault : null}
        onChange={({ currentTarget }) => setPin(currentTarget.value)}
      />
      <MultiSelect
        label={words.roles}
        description={words.rolesHelp}
        data={known.filter((role) => role !== "validator")}
        value={[...roles]}
        searchable
        onChange={setRoles}
      />
      <p className="muted">{words.use}</p>
      {make.failure === null ? null : (
        <Notice tone="bad" urgent>
          {make.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={make.running}>
          {words.makeGo}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

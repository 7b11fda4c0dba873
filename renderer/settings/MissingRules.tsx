/** Kinds of records that no rule of the register names, and the one action that adds the usual rules for them. */
import { Button, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { permissionTitle } from "../vocabulary/record-words.ts";
import { settingsWords } from "../vocabulary/settings-words.ts";

export interface MissingRulesProps {
  readonly missing: ResponseOf<"register.show">["missing"];
}

const words = settingsWords.register.missing;
/** As long as the record may hold. */
const reasonCharactersMax = 2000;

/** Nothing where the rules name everything. */
export const MissingRules = ({ missing }: MissingRulesProps) => {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      {missing.length === 0 ? null : (
        <section className="panel-body stack" aria-label={words.title}>
          <Notice tone="warn">{words.notice(missing.length)}</Notice>
          <div className="row-of">
            <Button onClick={() => setOpened(true)}>{words.open}</Button>
          </div>
        </section>
      )}
      <Modal
        opened={opened}
        onClose={close}
        title={words.title}
        size="lg"
        closeButtonProps={{ "aria-label": words.shut }}
      >
        {opened ? <AddRulesForm missing={missing} close={close} /> : null}
      </Modal>
    </>
  );
};

interface AddRulesProps extends MissingRulesProps {
  readonly close: () => void;
}

const AddRulesForm = ({ close, missing }: AddRulesProps) => {
  const [reason, setReason] = useState<string>(words.usualReason);
  const [tried, setTried] = useState(false);
  const add = useCommand("register.add-usual-rules");
  const submit = async (): Promise<void> => {
    setTried(true);
    if (reason.trim() === "") return;
    const outcome = await add.run({ reason: reason.trim() });
    if (outcome?.ok !== true) return;
    say(outcome.value.standing === "accepted" ? words.added(outcome.value.added.length) : words.waits);
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
      <p>{words.about}</p>
      <RuleTable rules={missing} />
      <Textarea
        label={words.reason}
        value={reason}
        maxLength={reasonCharactersMax}
        autosize
        data-autofocus
        error={tried && reason.trim() === "" ? words.reasonFault : null}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {add.failure === null ? null : (
        <Notice tone="bad" urgent>
          {add.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={add.running}>
          {words.record}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

const RuleTable = ({ rules }: { readonly rules: MissingRulesProps["missing"] }) => (
  <div className="figures-frame" tabIndex={0} role="group" aria-label={words.title}>
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{settingsWords.register.type}</th>
          <th scope="col">{settingsWords.register.roles}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map(({ roles, type }) => (
          <tr key={type}>
            <th scope="row" title={type}>
              {permissionTitle(type)}
            </th>
            <td className="wraps">{roles.join(", ")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

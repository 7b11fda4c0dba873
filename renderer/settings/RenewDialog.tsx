/** Makes new keys for the installation, and for the person who signs here now. */
import { Button, Modal, PasswordInput, Select } from "@mantine/core";
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Notice } from "../design/Notice.tsx";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { renewalWords as words } from "../vocabulary/renewal-words.ts";
import { isPin } from "./PinFields.tsx";

export interface RenewDialogProps {
  readonly opened: boolean;
  readonly close: () => void;
}

/** Made anew each time it is opened. */
export const RenewDialog = ({ close, opened }: RenewDialogProps) => (
  <Modal
    opened={opened}
    onClose={close}
    title={words.dialogTitle}
    size="lg"
    closeButtonProps={{ "aria-label": words.shut }}
  >
    {opened ? <RenewForm close={close} /> : null}
  </Modal>
);

const RenewForm = ({ close }: Pick<RenewDialogProps, "close">) => {
  const people = valueOr(useAsk("person.list", {}), []);
  const [chosen, setChosen] = useState<string | null>(null);
  const [pin, setPin] = useState("");
  const [tried, setTried] = useState(false);
  const [renewed, setRenewed] = useState<ResponseOf<"installation.renew"> | null>(null);
  const renew = useCommand("installation.renew");
  const name = chosen ?? people[0]?.name ?? "";
  const submit = async (): Promise<void> => {
    setTried(true);
    if (name !== "" && !isPin(pin)) return;
    const outcome = await renew.run({ person: name === "" ? null : { name, pin } });
    if (outcome?.ok === true) setRenewed(outcome.value);
  };
  if (renewed !== null) return <Renewed renewed={renewed} close={close} />;
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
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Select
        label={words.person}
        data={[
          ...people.map((person) => ({ label: person.name, value: person.name })),
          { label: words.nobody, value: "" },
        ]}
        value={name}
        allowDeselect={false}
        onChange={(value) => setChosen(value)}
      />
      {name === "" ? null : (
        <PasswordInput
          label={words.pin}
          value={pin}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          error={tried && !isPin(pin) ? words.pinFault : null}
          onChange={({ currentTarget }) => setPin(currentTarget.value)}
        />
      )}
      {renew.failure === null ? null : (
        <Notice tone="bad" urgent>
          {renew.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={renew.running}>
          {words.go}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

interface RenewedProps {
  readonly renewed: ResponseOf<"installation.renew">;
  readonly close: () => void;
}

const Renewed = ({ close, renewed: { after, asks, before, promised, waiting } }: RenewedProps) => (
  <div className="stack">
    <Notice tone={promised ? "good" : "warn"}>{words.done(promised)}</Notice>
    <p>{promised ? words.promised : words.enrolled}</p>
    {[...before, ...after].some(({ failure }) => failure === null) ? null : <Notice tone="warn">{words.noPeer}</Notice>}
    <Exchanges title={words.before} exchanges={before} />
    <Exchanges title={words.after} exchanges={after} />
    {waiting.length === 0 ? null : <p>{words.waiting(waiting)}</p>}
    {asks.map(({ name, register }) => (
      <p key={register}>{words.asks(name)}</p>
    ))}
    <div className="row-of">
      <Button onClick={close}>{words.close}</Button>
    </div>
  </div>
);

interface ExchangesProps {
  readonly title: string;
  readonly exchanges: ResponseOf<"installation.renew">["before"];
}

const Exchanges = ({ exchanges, title }: ExchangesProps) =>
  exchanges.length === 0 ? null : (
    <section aria-label={title}>
      <h4>{title}</h4>
      <ul>
        {exchanges.map((one) => (
          <li key={one.name}>{words.exchange(one)}</li>
        ))}
      </ul>
    </section>
  );

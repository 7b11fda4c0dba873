/** How the installation's own keys lie on the disk, and the way to seal them by a passphrase or by the system. */
import { Button, Modal, PasswordInput, Radio } from "@mantine/core";
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { sealingWords as words } from "../vocabulary/sealing-words.ts";

type State = ResponseOf<"installation.sealing">;
const sealings = ["passphrase", "system", "nothing"] as const;
type Sealing = State["sealing"];

/** Nothing while the answer is on its way: the row below does not jump, its button is there from the start. */
export const SealingRow = () => {
  const state = valueOr(useAsk("installation.sealing", {}), null);
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <div className="row-of ends">
      <span className="muted grow">{state === null ? "" : words.states[state.sealing]}</span>
      <Button variant="default" disabled={state === null} onClick={() => setOpened(true)}>
        {state === null || state.sealing === "nothing" ? words.open : words.change}
      </Button>
      <Modal opened={opened} onClose={close} title={words.title} closeButtonProps={{ "aria-label": words.shut }}>
        {opened && state !== null ? <SealForm state={state} close={close} /> : null}
      </Modal>
    </div>
  );
};

interface SealFormProps {
  readonly state: State;
  readonly close: () => void;
}

/** As short as the keystore takes. */
const passphraseCharactersMin = 12;

const SealForm = ({ close, state }: SealFormProps) => {
  const [by, setBy] = useState<Sealing>(state.system === null ? "passphrase" : "system");
  const [given, setGiven] = useState({ again: "", current: "", passphrase: "" });
  const [tried, setTried] = useState(false);
  const seal = useCommand("installation.seal-keys");
  const isShort = by === "passphrase" && given.passphrase.length < passphraseCharactersMin;
  const isOther = by === "passphrase" && given.passphrase !== given.again;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (isShort || isOther) return;
    const outcome = await seal.run({
      by,
      current: given.current === "" ? null : given.current,
      passphrase: by === "passphrase" ? given.passphrase : null,
    });
    if (outcome?.ok !== true) return;
    say(words.done);
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
      <Radio.Group label={words.by} value={by} onChange={(value) => setBy(sealings.find((one) => one === value) ?? by)}>
        <div className="stack tight">
          {sealings
            .filter((one) => one !== "system" || state.system !== null)
            .map((one) => (
              <Radio key={one} value={one} label={choiceText(one, state)} />
            ))}
        </div>
      </Radio.Group>
      {state.sealing === "passphrase" ? (
        <SecretField
          label={words.current}
          about={words.currentHelp}
          value={given.current}
          set={(current) => setGiven({ ...given, current })}
        />
      ) : null}
      {by === "passphrase" ? (
        <>
          <SecretField
            label={words.passphrase}
            about={words.passphraseHelp}
            value={given.passphrase}
            error={tried && isShort ? words.faults.passphrase : null}
            set={(passphrase) => setGiven({ ...given, passphrase })}
          />
          <SecretField
            label={words.again}
            value={given.again}
            error={tried && isOther ? words.faults.again : null}
            set={(again) => setGiven({ ...given, again })}
          />
          <p className="muted">{words.startNote}</p>
        </>
      ) : null}
      {seal.failure === null ? null : (
        <Notice tone="bad" urgent>
          {seal.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={seal.running}>
          {words.record}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

interface SecretFieldProps {
  readonly label: string;
  readonly about?: string;
  readonly value: string;
  readonly error?: string | null;
  readonly set: (value: string) => void;
}

const SecretField = ({ about, error = null, label, set, value }: SecretFieldProps) => (
  <PasswordInput
    label={label}
    description={about ?? null}
    value={value}
    autoComplete="off"
    error={error}
    onChange={({ currentTarget }) => set(currentTarget.value)}
  />
);

const choiceText = (sealing: Sealing, { system }: State): string =>
  sealing === "system" && system !== null ? words.keeper(system) : words.choices[sealing];

/** Who signs: opens over any screen, asks for the people here and unlocks one of them. */
import { Modal } from "@mantine/core";
import { useState } from "react";
import type { PersonRow } from "../../shared/rpc/rows.ts";
import { Answered } from "../design/Answered.tsx";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { personWords } from "../vocabulary/person-words.ts";
import { PersonChoiceView } from "./PersonChoiceView.tsx";
import { PinView } from "./PinView.tsx";

export interface SignerDialogProps {
  readonly opened: boolean;
  readonly close: () => void;
}

/** Made anew each time it opens, so that no digit is ever kept. */
export const SignerDialog = ({ opened, close }: SignerDialogProps) => (
  <Modal opened={opened} onClose={close} title={personWords.title} size="md" keepMounted={false}>
    {opened ? <Signer close={close} /> : null}
  </Modal>
);

const Signer = ({ close }: Pick<SignerDialogProps, "close">) => {
  const people = useAsk("person.list", {});
  const status = useAsk("app.status", {});
  const [chosen, setChosen] = useState<PersonRow | null>(null);
  const unlock = useCommand("person.unlock");
  const lock = useCommand("person.lock");
  const open = async (person: PersonRow, pin: string): Promise<void> => {
    const outcome = await unlock.run({ person: person.name, pin });
    if (outcome?.ok !== true) return;
    say(personWords.unlocked(person.name));
    close();
  };
  const shut = async (): Promise<void> => {
    const outcome = await lock.run({});
    if (outcome?.ok !== true) return;
    say(personWords.locked);
    close();
  };
  return (
    <Answered answer={people} waiting={appWords.waiting}>
      {(rows) => {
        const person = chosen ?? (rows.length === 1 ? (rows[0] ?? null) : null);
        return person === null || person.unlocked ? (
          <PersonChoiceView
            people={rows}
            stolen={valueOr(status, null)?.stolen_laptop ?? null}
            choose={setChosen}
            lock={() => void shut()}
          />
        ) : (
          <PinView
            person={person}
            opening={unlock.running}
            refusal={unlock.failure?.message ?? null}
            unlock={(pin) => void open(person, pin)}
            back={() => setChosen(null)}
          />
        );
      }}
    </Answered>
  );
};

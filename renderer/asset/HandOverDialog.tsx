/** Which register judges a history, and the two steps by which it goes over to another: offered, and taken over. */
import { Button, Modal, Select } from "@mantine/core";
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Answered } from "../design/Answered.tsx";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { handOverWords as words } from "../vocabulary/hand-over-words.ts";

export interface HandOverDialogProps {
  readonly history: string;
  readonly opened: boolean;
  readonly close: () => void;
}

/** Made anew each time it is opened. */
export const HandOverDialog = ({ close, history, opened }: HandOverDialogProps) => (
  <Modal opened={opened} onClose={close} title={words.title} size="lg" closeButtonProps={{ "aria-label": words.shut }}>
    {opened ? <RegisterOfHistory history={history} close={close} /> : null}
  </Modal>
);

type Standing = ResponseOf<"history.register">;

const RegisterOfHistory = ({ close, history }: Omit<HandOverDialogProps, "opened">) => {
  const answer = useAsk("history.register", { history });
  return (
    <Answered answer={answer} waiting={words.waiting}>
      {(standing) => (
        <div className="stack">
          <p>{words.stands(standing.name)}</p>
          {standing.offers.map((offer) => (
            <OfferView key={offer.move} history={history} offer={offer} close={close} />
          ))}
          <OfferForm standing={standing} close={close} />
        </div>
      )}
    </Answered>
  );
};

interface OfferViewProps {
  readonly history: string;
  readonly offer: Standing["offers"][number];
  readonly close: () => void;
}

const OfferView = ({ close, history, offer }: OfferViewProps) => {
  const take = useCommand("history.take-over");
  const run = async (): Promise<void> => {
    const outcome = await take.run({ history });
    if (outcome?.ok !== true) return;
    say(words.taken);
    close();
  };
  return (
    <Notice tone="warn">
      <div className="stack">
        <p>{words.offered(offer.name, offer.wants)}</p>
        {take.failure === null ? null : <p role="alert">{take.failure.message}</p>}
        {offer.mine ? (
          <div className="row-of">
            <Button loading={take.running} onClick={() => void run()}>
              {words.take}
            </Button>
          </div>
        ) : null}
      </div>
    </Notice>
  );
};

interface OfferFormProps {
  readonly standing: Standing;
  readonly close: () => void;
}

const OfferForm = ({ close, standing }: OfferFormProps) => {
  const registers = valueOr(useAsk("register.list", {}), []).filter(({ id }) => id !== standing.id);
  const [to, setTo] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const offer = useCommand("history.hand-over");
  const submit = async (): Promise<void> => {
    setTried(true);
    if (to === null) return;
    const outcome = await offer.run({ history: standing.history, register: to });
    if (outcome?.ok !== true) return;
    say(words.recorded);
    close();
  };
  if (registers.length === 0) return <p className="muted">{words.none}</p>;
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
      <Select
        label={words.to}
        description={words.toHelp}
        data={registers.map(({ id, name }) => ({ label: name, value: id }))}
        value={to}
        error={tried && to === null ? words.fault : null}
        onChange={setTo}
      />
      {offer.failure === null ? null : (
        <Notice tone="bad" urgent>
          {offer.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={offer.running}>
          {words.record}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

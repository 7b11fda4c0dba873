/** Ends a key: its last good records are proposed and what would be disputed is shown before anything is signed. */
import { Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Answered } from "../design/Answered.tsx";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { RecordLink } from "../evidence/RecordLink.tsx";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { countText } from "../vocabulary/number-words.ts";
import { recordTitle } from "../vocabulary/record-words.ts";
import { registerWords } from "../vocabulary/register-words.ts";
import { timeText } from "../vocabulary/time-words.ts";
import { DialogFoot, ReasonField } from "./DialogFoot.tsx";
import { instantTyped } from "./register-part.ts";

const words = registerWords.end;
/** A dialog shows so many histories; the sums count them all. */
const shownMax = 50;

export interface EndKeyDialogProps {
  /** The key to be ended, null while the dialog is closed. */
  readonly ending: string | null;
  readonly register: string | null;
  readonly close: () => void;
}

/** Made anew each time it is opened. */
export const EndKeyDialog = ({ close, ending, register }: EndKeyDialogProps) => (
  <Modal
    opened={ending !== null}
    onClose={close}
    title={words.title}
    size="xl"
    closeButtonProps={{ "aria-label": registerWords.dialog.shut }}
  >
    {ending === null ? null : <EndKeyForm ending={ending} register={register} close={close} />}
  </Modal>
);

interface EndKeyFormProps {
  readonly ending: string;
  readonly register: string | null;
  readonly close: () => void;
}

const EndKeyForm = ({ close, ending, register }: EndKeyFormProps) => {
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const since = instantTyped(typed);
  const isUnfit = typed.trim() !== "" && since === null;
  const answer = useAsk("register.propose-end", { key: ending, register, since }, { keep: true });
  const proposal = valueOr(answer, null);
  const revoke = useCommand("register.revoke-key");
  const submit = async (): Promise<void> => {
    setTried(true);
    if (isUnfit || reason.trim() === "" || proposal === null) return;
    const { key, last_good } = proposal;
    const outcome = await revoke.run({ key, last_good: [...last_good], reason: reason.trim(), register, since });
    if (outcome?.ok !== true) return;
    const waits = outcome.value.records.some(({ standing }) => standing === "provisional");
    say(waits ? registerWords.waits : words.done(outcome.value.disputed));
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
      <p className="muted">{words.about(proposal?.name ?? ending.slice(0, 12))}</p>
      <TextInput
        label={words.since}
        description={words.sinceHelp}
        value={typed}
        data-autofocus
        error={isUnfit ? words.sinceFault : null}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Answered answer={answer} waiting={registerWords.waiting}>
        {(value) => <Effect proposal={value} />}
      </Answered>
      <ReasonField reason={reason} setReason={setReason} tried={tried} />
      <DialogFoot
        record={words.record}
        running={revoke.running}
        refusal={revoke.failure?.message ?? null}
        close={close}
      />
    </form>
  );
};

const Effect = ({ proposal }: { readonly proposal: ResponseOf<"register.propose-end"> }) => {
  const { built_upon, disputed, good, histories, refusal } = proposal;
  return (
    <div className="stack">
      <Notice tone={disputed === 0 ? "good" : "warn"}>
        {words.effect(good, disputed)} {built_upon === 0 ? "" : words.builtUpon(built_upon)}
      </Notice>
      {refusal === null ? null : <Notice tone="bad">{refusal}</Notice>}
      {histories.length === 0 ? null : <LastGoodTable histories={histories.slice(0, shownMax)} />}
      {histories.length > shownMax ? <p className="muted">{words.more(histories.length - shownMax)}</p> : null}
    </div>
  );
};

const LastGoodTable = ({ histories }: Pick<ResponseOf<"register.propose-end">, "histories">) => (
  <div className="figures-frame" tabIndex={0} role="group" aria-label={words.histories}>
    <table className="figures">
      <caption>{words.histories}</caption>
      <thead>
        <tr>
          <th scope="col">{words.history}</th>
          <th scope="col" className="number">
            {words.good}
          </th>
          <th scope="col" className="number">
            {words.disputed}
          </th>
          <th scope="col">{words.last}</th>
        </tr>
      </thead>
      <tbody>
        {histories.map((one) => (
          <tr key={one.history}>
            <th scope="row">{one.name}</th>
            <td className="number">{countText(one.good)}</td>
            <td className="number">{countText(one.disputed)}</td>
            <td>
              {one.last_good === null ? (
                words.none
              ) : (
                <>
                  {recordTitle(one.last_good.type)} {timeText(one.last_good.at)}{" "}
                  <RecordLink history={one.history} id={one.last_good.id} />
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

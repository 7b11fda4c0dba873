/** Joins the installation that made a code. */
import { Button, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { peerWords } from "../vocabulary/peer-words.ts";
import type { DialogProps } from "./InviteDialog.tsx";

/** Made anew each time it opens. */
export const JoinDialog = ({ opened, close }: DialogProps) => (
  <Modal opened={opened} onClose={close} title={peerWords.joinTitle} size="lg">
    {opened ? <JoinForm close={close} /> : null}
  </Modal>
);

/** The contract takes no shorter one. */
const codeCharactersMin = 10;

const JoinForm = ({ close }: Pick<DialogProps, "close">) => {
  const [code, setCode] = useState("");
  const [tried, setTried] = useState(false);
  const join = useCommand("peer.join");
  const text = code.replace(/\s+/g, "");
  const submit = async (): Promise<void> => {
    setTried(true);
    if (text.length < codeCharactersMin) return;
    const outcome = await join.run({ code: text });
    if (outcome?.ok !== true) return;
    say(peerWords.joined(outcome.value.name));
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
      <p className="muted">{peerWords.joinAbout}</p>
      <Textarea
        label={peerWords.joinCode}
        value={code}
        data-autofocus
        autosize
        minRows={3}
        spellCheck={false}
        error={tried && text.length < codeCharactersMin ? peerWords.faults.code : null}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
      {join.failure === null ? null : (
        <Notice tone="bad" urgent>
          {join.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={join.running}>
          {peerWords.joinButton}
        </Button>
        <Button variant="default" onClick={close}>
          {peerWords.cancel}
        </Button>
      </div>
    </form>
  );
};

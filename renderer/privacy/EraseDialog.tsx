/** Erases one value for good, after it was said what that does and what it cannot take back. */
import { Button, Modal } from "@mantine/core";
import type { SealedRow } from "../../shared/rpc/privacy-methods.ts";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { privacyWords as words } from "../vocabulary/privacy-words.ts";

export interface EraseDialogProps {
  readonly row: SealedRow | null;
  readonly close: () => void;
}

/** One press more than anything that can be undone. */
export const EraseDialog = ({ close, row }: EraseDialogProps) => (
  <Modal
    opened={row !== null}
    onClose={close}
    title={words.eraseTitle}
    size="lg"
    closeButtonProps={{ "aria-label": words.shut }}
  >
    {row === null ? null : <EraseForm row={row} close={close} />}
  </Modal>
);

const EraseForm = ({ close, row }: EraseDialogProps & { readonly row: SealedRow }) => {
  const erase = useCommand("privacy.erase");
  const { change, person } = useSigner();
  const run = async (): Promise<void> => {
    const outcome = await erase.run({ sealed: [row.sealed] });
    if (outcome?.ok !== true) return;
    say(words.erased);
    close();
  };
  return (
    <div className="stack">
      <p>
        <strong>{row.value ?? words.states[row.state]}</strong> <span className="muted">{row.title}</span>
      </p>
      <ul>
        {words.eraseDoes.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Notice tone="warn">
        {words.eraseNot}
        <ul>
          {words.eraseCannot.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Notice>
      {erase.failure === null ? null : (
        <Notice tone="bad" urgent>
          {erase.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button color="red" loading={erase.running} disabled={person === null} onClick={() => void run()}>
          {words.eraseGo}
        </Button>
        <Button variant="default" onClick={close} data-autofocus>
          {words.cancel}
        </Button>
        <span className="muted">{person === null ? formWords.nobodySigns : formWords.signedBy(person.name)}</span>
        {person === null ? (
          <Button variant="default" onClick={change}>
            {formWords.unlock}
          </Button>
        ) : null}
      </div>
    </div>
  );
};

/** The frame of every dialog that signs: its fields, why it was refused, who signs, the one button. */
import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { Form } from "../design/Form.tsx";
import { KeyHint } from "../design/KeyHint.tsx";
import { Notice } from "../design/Notice.tsx";
import { useSigner } from "../rpc/use-signer.ts";
import { formWords } from "../vocabulary/form-words.ts";

export interface SignDialogProps {
  readonly title: string;
  readonly record: string;
  readonly running: boolean;
  readonly refusal: string | null;
  readonly submit: () => void;
  readonly close: () => void;
  /** Other buttons. */
  readonly also?: ReactNode;
  readonly children: ReactNode;
}

/** Sent by its button or by Ctrl+Enter, closed by Escape. */
export const SignDialog = ({ title, record, running, refusal, submit, close, also, children }: SignDialogProps) => {
  const { person, change } = useSigner();
  return (
    <Modal opened onClose={close} title={title} size="40rem">
      <Form submit={submit}>
        {children}
        {refusal === null ? null : (
          <Notice tone="bad" urgent>
            {refusal}
          </Notice>
        )}
        <div className="row-of">
          <Button type="submit" loading={running} rightSection={<KeyHint name="Ctrl ↵" />}>
            {record}
          </Button>
          {also}
          <span className="muted">{person === null ? formWords.nobody : formWords.signedBy(person.name)}</span>
          {person === null ? (
            <Button variant="default" onClick={change}>
              {formWords.unlock}
            </Button>
          ) : null}
        </div>
      </Form>
    </Modal>
  );
};

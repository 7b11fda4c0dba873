/** The foot of every form: who signs, why it was refused, and the one button that records. */
import { Button } from "@mantine/core";
import { KeyHint } from "./KeyHint.tsx";
import { Notice } from "./Notice.tsx";

export interface FormFootProps {
  readonly record: string;
  readonly running: boolean;
  /** Why the last try was refused; null where it was not. */
  readonly refusal: string | null;
  /** Who signs, in words; null while nobody does. */
  readonly signer: string | null;
  readonly changeSigner: () => void;
  readonly words: {
    readonly signedBy: (name: string) => string;
    readonly nobody: string;
    readonly unlock: string;
  };
}

/** Stays in view while the form scrolls. */
export const FormFoot = ({ record, running, refusal, signer, changeSigner, words }: FormFootProps) => (
  <div className="form-foot">
    {refusal === null ? null : (
      <Notice tone="bad" urgent>
        {refusal}
      </Notice>
    )}
    <div className="row-of">
      <Button type="submit" loading={running} rightSection={<KeyHint name="Ctrl ↵" />}>
        {record}
      </Button>
      <span className="muted">{signer === null ? words.nobody : words.signedBy(signer)}</span>
      {signer === null ? (
        <Button variant="default" onClick={changeSigner}>
          {words.unlock}
        </Button>
      ) : null}
    </div>
  </div>
);

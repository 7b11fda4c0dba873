/** The foot of a dialog that writes into a register: the reason, why it was refused, and its two buttons. */
import { Button, Textarea } from "@mantine/core";
import { Notice } from "../design/Notice.tsx";
import { registerWords as words } from "../vocabulary/register-words.ts";

/** As long as the record may hold. */
const reasonCharactersMax = 2000;

export interface ReasonFieldProps {
  readonly reason: string;
  readonly setReason: (reason: string) => void;
  /** True once the form was sent: a fault is said from then on. */
  readonly tried: boolean;
}

/** Why something is recorded; never empty. */
export const ReasonField = ({ reason, setReason, tried }: ReasonFieldProps) => (
  <Textarea
    label={words.reason}
    value={reason}
    maxLength={reasonCharactersMax}
    autosize
    error={tried && reason.trim() === "" ? words.reasonFault : null}
    onChange={({ currentTarget }) => setReason(currentTarget.value)}
  />
);

export interface DialogFootProps {
  readonly record: string;
  readonly running: boolean;
  readonly refusal: string | null;
  readonly close: () => void;
}

/** A refusal stands beside the button that led to it; what was typed in stays. */
export const DialogFoot = ({ close, record, refusal, running }: DialogFootProps) => (
  <>
    {refusal === null ? null : (
      <Notice tone="bad" urgent>
        {refusal}
      </Notice>
    )}
    <div className="row-of">
      <Button type="submit" loading={running}>
        {record}
      </Button>
      <Button variant="default" onClick={close}>
        {words.dialog.cancel}
      </Button>
    </div>
  </>
);

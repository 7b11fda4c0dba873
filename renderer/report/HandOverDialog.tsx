/** Records to whom a document went; the name is sealed, the record is signed. */
import { Button, Modal, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import type { IssuedReportRow } from "../../shared/rpc/report-methods.ts";
import { Notice } from "../design/Notice.tsx";
import { useCommand } from "../rpc/use-command.ts";
import type { Signer } from "../rpc/use-signer.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { reportWords } from "../vocabulary/report-words.ts";

export interface HandOverDialogProps {
  /** Null: closed. */
  readonly row: IssuedReportRow | null;
  readonly close: () => void;
  readonly signer: Signer;
}

const words = reportWords.hand;

/** Made anew for each document. */
export const HandOverDialog = ({ row, close, signer }: HandOverDialogProps) => (
  <Modal opened={row !== null} onClose={close} title={words.title(row?.title ?? "")} size="lg">
    {row === null ? null : <HandOverForm key={row.record} row={row} close={close} signer={signer} />}
  </Modal>
);

const means = ["file", "paper", "exchange"] as const;
type Means = (typeof means)[number];

interface FormProps extends Omit<HandOverDialogProps, "row"> {
  readonly row: IssuedReportRow;
}

const HandOverForm = ({ row, close, signer }: FormProps) => {
  const [to, setTo] = useState("");
  const [as, setAs] = useState<Means>("file");
  const [tried, setTried] = useState(false);
  const hand = useCommand("report.handed-to");
  const isNamed = to.trim() !== "";
  const submit = async (): Promise<void> => {
    setTried(true);
    if (!isNamed) return;
    const outcome = await hand.run({ means: as, record: row.record, to: to.trim() });
    if (outcome?.ok === true) close();
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextInput
        label={words.to}
        placeholder={words.toHint}
        value={to}
        data-autofocus
        maxLength={200}
        error={tried && !isNamed ? words.toFault : null}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
      />
      <div>
        <p id="handed-as" className="muted">
          {words.means}
        </p>
        <SegmentedControl
          aria-labelledby="handed-as"
          data={means.map((value) => ({ value, label: reportWords.means[value] }))}
          value={as}
          onChange={setAs}
        />
      </div>
      <p className="muted">{reportWords.detail.handedAbout}</p>
      {hand.failure === null ? null : (
        <Notice tone="bad" urgent>
          {hand.failure.message}
        </Notice>
      )}
      {signer.person === null ? (
        <Notice tone="warn">
          <p>{words.nobodySigns}</p>
          <Button variant="default" onClick={signer.change}>
            {formWords.unlock}
          </Button>
        </Notice>
      ) : (
        <p>{formWords.signedBy(signer.person.name)}</p>
      )}
      <div className="row-of">
        <Button type="submit" disabled={hand.running || signer.person === null}>
          {words.run}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

/** Makes a bundle of one history and lets it be saved. */
import { Button, Checkbox, Modal } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../design/Notice.tsx";
import { useCommand } from "../rpc/use-command.ts";
import { useRpc } from "../rpc/RpcProvider.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { sizeText } from "../vocabulary/size-words.ts";

export interface ExportDialogProps {
  readonly history: string;
  readonly opened: boolean;
  readonly close: () => void;
}

const words = assetWords.exportDialog;

/** Says what is in the file before it is saved. */
export const ExportDialog = ({ history, opened, close }: ExportDialogProps) => (
  <Modal opened={opened} onClose={close} title={words.title}>
    {opened ? <ExportForm history={history} close={close} /> : null}
  </Modal>
);

const ExportForm = ({ history, close }: Pick<ExportDialogProps, "history" | "close">) => {
  const [openings, setOpenings] = useState(false);
  const [made, setMade] = useState<{ readonly says: string; readonly address: string } | null>(null);
  const exporting = useCommand("bundle.export");
  const { files } = useRpc();
  const make = async (): Promise<void> => {
    const outcome = await exporting.run({ histories: [history], openings });
    if (outcome?.ok !== true || outcome.value.download === null) return;
    const { records, bytes, download } = outcome.value;
    setMade({ says: words.made(records, sizeText(bytes)), address: files.addressOf(download, false) });
  };
  return (
    <div className="stack">
      <p>{words.intro}</p>
      <Checkbox
        label={words.openings}
        checked={openings}
        disabled={made !== null}
        onChange={({ currentTarget }) => setOpenings(currentTarget.checked)}
      />
      {exporting.failure === null ? null : (
        <Notice tone="bad" urgent>
          {exporting.failure.message}
        </Notice>
      )}
      {made === null ? null : <Notice tone="good">{made.says}</Notice>}
      <div className="row-of">
        {made === null ? (
          <Button onClick={() => void make()} loading={exporting.running} data-autofocus>
            {words.make}
          </Button>
        ) : (
          <Button component="a" href={made.address} download>
            {words.save}
          </Button>
        )}
        <Button variant="default" onClick={close}>
          {words.close}
        </Button>
      </div>
    </div>
  );
};

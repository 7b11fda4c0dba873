/** Makes one file of several histories. */
import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { useCommand } from "../rpc/use-command.ts";
import { useRpc } from "../rpc/RpcProvider.tsx";
import { peerWords } from "../vocabulary/peer-words.ts";
import { sizeText } from "../vocabulary/size-words.ts";
import { HistoryPicker } from "./HistoryPicker.tsx";

const words = peerWords.bundle;

/** Says what is in the file before it is saved. */
export const BundleExport = () => {
  const [picked, setPicked] = useState<ReadonlyArray<string>>([]);
  const [openings, setOpenings] = useState(false);
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<{ readonly says: string; readonly address: string } | null>(null);
  const exporting = useCommand("bundle.export");
  const { files } = useRpc();
  const make = async (): Promise<void> => {
    setTried(true);
    if (picked.length === 0) return;
    const outcome = await exporting.run({ histories: [...picked], openings });
    if (outcome?.ok !== true || outcome.value.download === null) return;
    const { records, bytes, download } = outcome.value;
    setMade({ says: words.made(records, sizeText(bytes)), address: files.addressOf(download, false) });
  };
  return (
    <Panel title={words.exportTitle}>
      <div className="stack">
        <p className="muted">{words.exportAbout}</p>
        <HistoryPicker
          label={words.choose}
          picked={picked}
          pick={(histories) => {
            setPicked(histories);
            setMade(null);
          }}
          error={tried && picked.length === 0 ? words.nothingChosen : null}
        />
        <Checkbox
          label={words.openings}
          checked={openings}
          onChange={({ currentTarget }) => {
            setOpenings(currentTarget.checked);
            setMade(null);
          }}
        />
        {exporting.failure === null ? null : (
          <Notice tone="bad" urgent>
            {exporting.failure.message}
          </Notice>
        )}
        {made === null ? null : <Notice tone="good">{made.says}</Notice>}
        <div>
          {made === null ? (
            <Button variant="default" onClick={() => void make()} loading={exporting.running}>
              {words.make}
            </Button>
          ) : (
            <Button component="a" href={made.address} download>
              {words.saveFile}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
};

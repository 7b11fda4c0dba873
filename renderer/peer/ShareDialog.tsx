/** Sets what a peer may see: which histories, attachments, sealed values. */
import { Button, Checkbox, Modal, Radio } from "@mantine/core";
import { useState } from "react";
import type { PeerRow } from "../../shared/rpc/rows.ts";
import { Notice } from "../design/Notice.tsx";
import { useCommand } from "../rpc/use-command.ts";
import { peerWords } from "../vocabulary/peer-words.ts";
import { HistoryPicker } from "./HistoryPicker.tsx";

export interface ShareDialogProps {
  /** Null: closed. */
  readonly peer: PeerRow | null;
  readonly close: () => void;
}

/** Made anew for each peer. */
export const ShareDialog = ({ peer, close }: ShareDialogProps) => (
  <Modal opened={peer !== null} onClose={close} title={peerWords.shareTitle(peer?.name ?? "")} size="lg">
    {peer === null ? null : <ShareForm key={peer.installation} peer={peer} close={close} />}
  </Modal>
);

interface ShareFormProps {
  readonly peer: PeerRow;
  readonly close: () => void;
}

const ShareForm = ({ peer, close }: ShareFormProps) => {
  const { shares } = peer;
  const [all, setAll] = useState(shares.histories === "all");
  const [some, setSome] = useState<ReadonlyArray<string>>(shares.histories === "all" ? [] : shares.histories);
  const [attachments, setAttachments] = useState(shares.attachments);
  const [openings, setOpenings] = useState(shares.openings);
  const [tried, setTried] = useState(false);
  const share = useCommand("peer.share");
  const isRight = all || some.length > 0;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (!isRight) return;
    const histories = all ? ("all" as const) : [...some];
    const outcome = await share.run({ installation: peer.installation, share: { attachments, histories, openings } });
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
      <Radio.Group
        value={all ? "all" : "some"}
        onChange={(value) => setAll(value === "all")}
        aria-label={peerWords.shareTitle(peer.name)}
      >
        <div className="stack">
          <Radio value="all" label={peerWords.shareAll} />
          <Radio value="some" label={peerWords.shareSome} />
        </div>
      </Radio.Group>
      {all ? null : (
        <HistoryPicker
          label={peerWords.shareSome}
          picked={some}
          pick={setSome}
          error={tried && !isRight ? peerWords.faults.histories : null}
        />
      )}
      <Checkbox
        label={peerWords.shareAttachments}
        checked={attachments}
        onChange={({ currentTarget }) => setAttachments(currentTarget.checked)}
      />
      <Checkbox
        label={peerWords.shareOpenings}
        checked={openings}
        onChange={({ currentTarget }) => setOpenings(currentTarget.checked)}
      />
      {share.failure === null ? null : (
        <Notice tone="bad" urgent>
          {share.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={share.running}>
          {peerWords.save}
        </Button>
        <Button variant="default" onClick={close}>
          {peerWords.cancel}
        </Button>
      </div>
    </form>
  );
};

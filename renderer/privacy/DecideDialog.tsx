/** Decides on one value: for a peer, or as a file for somebody who is none. */
import { Button, Modal, Radio, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PrivacyMatrix, SealedRow } from "../../shared/rpc/privacy-methods.ts";
import { Notice } from "../design/Notice.tsx";
import { useCommand } from "../rpc/use-command.ts";
import { useRpc } from "../rpc/RpcProvider.tsx";
import { privacyWords as words } from "../vocabulary/privacy-words.ts";

export interface DecideDialogProps {
  readonly row: SealedRow | null;
  readonly readers: PrivacyMatrix["readers"];
  readonly close: () => void;
}

/** Made anew for each value. */
export const DecideDialog = ({ close, readers, row }: DecideDialogProps) => (
  <Modal
    opened={row !== null}
    onClose={close}
    title={words.decideTitle}
    size="lg"
    closeButtonProps={{ "aria-label": words.shut }}
  >
    {row === null ? null : (
      <div className="stack">
        <p>
          <strong>{row.value}</strong> <span className="muted">{row.title}</span>
        </p>
        {readers.length === 0 ? null : <PeerForm row={row} readers={readers} close={close} />}
        <FileForm row={row} />
      </div>
    )}
  </Modal>
);

const decisions = ["disclose", "keep", "as-kind"] as const;

const PeerForm = ({ close, readers, row }: DecideDialogProps & { readonly row: SealedRow }) => {
  const [peer, setPeer] = useState(readers[0]?.installation ?? "");
  const [decision, setDecision] = useState<(typeof decisions)[number]>("disclose");
  const decide = useCommand("privacy.decide");
  const submit = async (): Promise<void> => {
    const outcome = await decide.run({ decision, installation: peer, sealed: row.sealed });
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
      <Select
        label={words.peer}
        data={readers.map(({ installation, name }) => ({ label: name, value: installation }))}
        value={peer}
        allowDeselect={false}
        onChange={(value) => setPeer(value ?? peer)}
      />
      <Radio.Group
        label={words.decision}
        value={decision}
        onChange={(value) => setDecision(decisions.find((one) => one === value) ?? decision)}
      >
        <div className="stack tight">
          {decisions.map((one) => (
            <Radio key={one} value={one} label={words.decisions[one]} />
          ))}
        </div>
      </Radio.Group>
      {decide.failure === null ? null : (
        <Notice tone="bad" urgent>
          {decide.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={decide.running}>
          {words.record}
        </Button>
      </div>
    </form>
  );
};

const FileForm = ({ row }: { readonly row: SealedRow }) => {
  const [to, setTo] = useState("");
  const [tried, setTried] = useState(false);
  const [address, setAddress] = useState<string | null>(null);
  const disclose = useCommand("privacy.disclose");
  const { files } = useRpc();
  const submit = async (): Promise<void> => {
    setTried(true);
    if (to.trim() === "") return;
    const outcome = await disclose.run({ sealed: row.sealed, to: to.trim() });
    if (outcome?.ok === true && outcome.value.download !== null)
      setAddress(files.addressOf(outcome.value.download, false));
  };
  return (
    <form
      className="stack sealed-file"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h3>{words.file}</h3>
      <TextInput
        label={words.fileTo}
        description={words.fileToHelp}
        value={to}
        error={tried && to.trim() === "" ? words.fileFault : (disclose.failure?.message ?? null)}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
      />
      <div className="row-of">
        {address === null ? (
          <Button type="submit" variant="default" loading={disclose.running}>
            {words.fileMake}
          </Button>
        ) : (
          <Button component="a" href={address} download>
            {words.fileSave}
          </Button>
        )}
      </div>
    </form>
  );
};

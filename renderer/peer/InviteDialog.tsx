/** Invites another installation: a name, its roles, what it may see; then a code to read, copy or scan. */
import { Button, Checkbox, Modal, MultiSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Notice } from "../design/Notice.tsx";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { peerWords } from "../vocabulary/peer-words.ts";
import { timeText } from "../vocabulary/time-words.ts";
import { QrCode } from "./QrCode.tsx";

export interface DialogProps {
  readonly opened: boolean;
  readonly close: () => void;
}

/** Made anew each time it opens. */
export const InviteDialog = ({ opened, close }: DialogProps) => (
  <Modal opened={opened} onClose={close} title={peerWords.inviteTitle} size="lg">
    {opened ? <InviteForm close={close} /> : null}
  </Modal>
);

const InviteForm = ({ close }: Pick<DialogProps, "close">) => {
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<string[]>([]);
  const [attachments, setAttachments] = useState(true);
  const [openings, setOpenings] = useState(false);
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<ResponseOf<"peer.invite"> | null>(null);
  const invite = useCommand("peer.invite");
  const permissions = valueOr(useAsk("register.show", {}), null)?.permissions ?? [];
  const known = [...new Set(permissions.flatMap((permission) => permission.roles))].sort();
  const submit = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === "" || roles.length === 0) return;
    const share = { attachments, histories: "all" as const, openings };
    const outcome = await invite.run({ name: name.trim(), roles, share });
    if (outcome?.ok === true) setMade(outcome.value);
  };
  if (made !== null) return <CodeView made={made} close={close} />;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p className="muted">{peerWords.inviteAbout}</p>
      <TextInput
        label={peerWords.inviteName}
        value={name}
        data-autofocus
        error={tried && name.trim() === "" ? peerWords.faults.name : null}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <MultiSelect
        label={peerWords.inviteRoles}
        data={known}
        value={roles}
        onChange={setRoles}
        error={tried && roles.length === 0 ? peerWords.faults.roles : null}
        searchable
      />
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
      {invite.failure === null ? null : (
        <Notice tone="bad" urgent>
          {invite.failure.message}
        </Notice>
      )}
      <div className="row-of">
        <Button type="submit" loading={invite.running}>
          {peerWords.makeCode}
        </Button>
        <Button variant="default" onClick={close}>
          {peerWords.cancel}
        </Button>
      </div>
    </form>
  );
};

interface CodeViewProps {
  readonly made: ResponseOf<"peer.invite">;
  readonly close: () => void;
}

const CodeView = ({ made, close }: CodeViewProps) => (
  <div className="stack">
    <div className="invitation">
      <QrCode text={made.code} label={peerWords.qr} />
      <div className="stack">
        <h3>{peerWords.code}</h3>
        <CopyText text={made.code} label={peerWords.copyCode} form="block" />
        <p>{peerWords.expires(timeText(made.expires))}</p>
      </div>
    </div>
    <div>
      <Button onClick={close} data-autofocus>
        {peerWords.close}
      </Button>
    </div>
  </div>
);

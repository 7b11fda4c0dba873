/** A file that an entry names: a photo is shown small and opens in full, anything else is saved by one press. */
import "./evidence.css";
import { UnstyledButton } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useState } from "react";
import type { Attachment } from "../../shared/service/work-body.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useRpc } from "../rpc/RpcProvider.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { sizeText } from "../vocabulary/size-words.ts";
import { PhotoDialog } from "./PhotoDialog.tsx";

export interface AttachmentLinkProps {
  readonly file: Attachment;
  /** Who recorded it, in words. */
  readonly by: string;
}

/** What a window can draw. */
const drawn: ReadonlyArray<string> = ["image/jpeg", "image/png", "image/webp"];

/** Says why where the file is not here. */
export const AttachmentLink = (props: AttachmentLinkProps) =>
  drawn.includes(props.file.media_type) ? <PhotoLink {...props} /> : <FileLink file={props.file} />;

const PhotoLink = ({ file, by }: AttachmentLinkProps) => {
  const [opened, setOpened] = useState(false);
  const [broken, setBroken] = useState(false);
  const picture = useAsk("attachment.get", { sha256: file.sha256 });
  const { files } = useRpc();
  const handle = picture.state === "here" ? picture.value.download : null;
  if (picture.state === "refused") return <div role="alert">{`${file.name}: ${picture.failure.message}`}</div>;
  if (broken) return <FileLink file={file} />;
  const address = handle === null ? null : files.addressOf(handle, true);
  return (
    <>
      <UnstyledButton
        className="photo-small"
        onClick={() => setOpened(true)}
        aria-label={assetWords.photo.open(file.name)}
        title={file.name}
      >
        {address === null ? null : <img src={address} alt="" loading="lazy" onError={() => setBroken(true)} />}
      </UnstyledButton>
      <PhotoDialog
        file={file}
        by={by}
        address={opened ? address : null}
        save={() => handle !== null && location.assign(files.addressOf(handle, false))}
        close={() => setOpened(false)}
      />
    </>
  );
};

const FileLink = ({ file }: { readonly file: Attachment }) => {
  const get = useCommand("attachment.get");
  const { files } = useRpc();
  const save = async (): Promise<void> => {
    const made = await get.run({ sha256: file.sha256 });
    if (made?.ok === true && made.value.download !== null) location.assign(files.addressOf(made.value.download, false));
  };
  return (
    <>
      <UnstyledButton className="attachment" onClick={() => void save()} title={assetWords.details.download(file.name)}>
        <IconPaperclip size={15} aria-hidden="true" /> {file.name}{" "}
        <span className="muted">
          {file.media_type}, {sizeText(file.size)}
        </span>
      </UnstyledButton>
      {get.failure === null ? null : <div role="alert">{get.failure.message}</div>}
    </>
  );
};

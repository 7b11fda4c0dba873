/** A file that an entry names: saved by one press. */
import { UnstyledButton } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import type { Attachment } from "../../shared/service/work-body.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useRpc } from "../rpc/RpcProvider.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { sizeText } from "../vocabulary/size-words.ts";

/** Says why where the file is not here. */
export const AttachmentLink = ({ file }: { readonly file: Attachment }) => {
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

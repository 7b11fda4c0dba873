/** A photo in full: what it is, its digest, and whose record names it. */
import { Button, Modal } from "@mantine/core";
import type { Attachment } from "../../shared/service/work-body.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Facts } from "../design/Facts.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { sizeText } from "../vocabulary/size-words.ts";

export interface PhotoDialogProps {
  readonly file: Attachment;
  /** Where the picture is fetched; null: closed. */
  readonly address: string | null;
  /** Who recorded it, in words; empty where that is not known here. */
  readonly by: string;
  readonly save: () => void;
  readonly close: () => void;
}

const words = assetWords.photo;

/** As large as the window allows; closed by Escape. */
export const PhotoDialog = ({ file, address, by, save, close }: PhotoDialogProps) => (
  <Modal opened={address !== null} onClose={close} title={file.name} size="min(70rem, 94vw)">
    <div className="stack">
      {address === null ? null : <img className="photo-full" src={address} alt={file.name} />}
      <Facts
        facts={[
          ...(by === "" ? [] : [{ name: words.by, value: by }]),
          { name: words.size, value: `${file.media_type}, ${sizeText(file.size)}` },
          { name: words.digest, value: <CopyText text={file.sha256} label={words.copy} form="line" /> },
        ]}
      />
      <div>
        <Button variant="default" onClick={save}>
          {words.save}
        </Button>
      </div>
    </div>
  </Modal>
);

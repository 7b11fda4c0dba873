/** Photos and files of an entry: dropped, chosen, shown with their size, removed. */
import { ActionIcon } from "@mantine/core";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { DropField } from "../design/DropField.tsx";
import { Notice } from "../design/Notice.tsx";
import { Share } from "../design/Share.tsx";
import { sizeText } from "../vocabulary/size-words.ts";
import { workWords } from "../vocabulary/work-words.ts";
import type { Attachments } from "./use-attachments.ts";
import type { FileDraft } from "./work-draft.ts";

export interface AttachmentFieldsProps {
  readonly files: ReadonlyArray<FileDraft>;
  readonly attachments: Attachments;
}

/** The field takes several files at once. */
export const AttachmentFields = ({ files, attachments: { take, remove, running, refusal } }: AttachmentFieldsProps) => (
  <fieldset className="stack tight">
    <legend>{workWords.attachments}</legend>
    <DropField
      label={
        <>
          <IconPaperclip size={18} aria-hidden="true" /> {workWords.drop}
        </>
      }
      many
      small
      disabled={running !== null}
      take={take}
    />
    {running === null ? null : (
      <Share
        label={`${workWords.uploading} ${running.name}`}
        share={running.share}
        number={running.percent}
        stop={{ word: workWords.stop, run: running.stop }}
      />
    )}
    {refusal === null ? null : (
      <Notice tone="bad" urgent>
        {refusal}
      </Notice>
    )}
    <ul className="files">
      {files.map(({ name, sha256, size }) => (
        <li key={sha256}>
          <span className="clip">{name}</span>
          <span className="muted">{sizeText(size)}</span>
          <ActionIcon aria-label={workWords.removeFile(name)} onClick={() => remove(sha256)}>
            <IconX size={16} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  </fieldset>
);

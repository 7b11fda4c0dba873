/** Takes files in, one after the other, and writes them into the draft by their digests. */
import { useState } from "react";
import { percentText } from "../vocabulary/size-words.ts";
import { workWords } from "../vocabulary/work-words.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useUpload } from "../rpc/use-upload.ts";
import type { FileDraft } from "./work-draft.ts";

export interface Attachments {
  readonly take: (files: ReadonlyArray<File>) => void;
  readonly remove: (sha256: string) => void;
  /** The file on its way, null where there is none. */
  readonly running: Running | null;
  /** Why the last file was not taken. */
  readonly refusal: string | null;
}

interface Running {
  readonly name: string;
  readonly share: number;
  readonly percent: string;
  readonly stop: () => void;
}

/** The part of any draft that files stand in. */
interface WithFiles {
  readonly attachments: ReadonlyArray<FileDraft>;
}

/** Files that stand in the draft already are not taken twice. */
export const useAttachments = (change: (make: (before: WithFiles) => WithFiles) => void): Attachments => {
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const upload = useUpload();
  const put = useCommand("attachment.put");
  const take = async (files: ReadonlyArray<File>): Promise<void> => {
    for (const file of files) {
      setName(file.name);
      const handle = await upload.hand(file);
      if (handle === null) return;
      const stored = await put.run({ file: { upload: handle }, media_type: mediaTypeOf(file), name: file.name });
      if (stored?.ok !== true) return;
      const { value } = stored;
      change(({ attachments }) => ({ attachments: [...without(attachments, value.sha256), value] }));
    }
  };
  // Busy from the choice until the last file stands in the draft: what is recorded meanwhile would lack it.
  const takeAll = (files: ReadonlyArray<File>): void => {
    setBusy(true);
    void take(files).finally(() => setBusy(false));
  };
  const { share, stop, broken, message } = upload;
  return {
    take: takeAll,
    remove: (sha256) => change(({ attachments }) => ({ attachments: without(attachments, sha256) })),
    running: busy ? { name, share: share ?? 1, percent: percentText(share ?? 1), stop } : null,
    refusal: broken ? workWords.uploadBroken : (message ?? put.failure?.message ?? null),
  };
};

const without = (files: ReadonlyArray<FileDraft>, sha256: string): ReadonlyArray<FileDraft> =>
  files.filter((file) => file.sha256 !== sha256);

/** What the browser knows, else bytes of no known kind. */
const mediaTypeOf = ({ type }: File): string =>
  /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(type) ? type : "application/octet-stream";

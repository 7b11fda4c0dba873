/** Takes photos in, one after the other; what is no photo is refused by its bytes, in words. */
import { useState } from "react";
import type { Attachment } from "../../shared/service/work-body.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useUpload } from "../rpc/use-upload.ts";
import { workWords } from "../vocabulary/work-words.ts";

export interface Photos {
  /** For which finding. */
  readonly take: (code: string, files: ReadonlyArray<File>) => void;
  /** The criterion whose photo is on its way. */
  readonly running: string | null;
  /** Why the last one was not taken, and at which criterion. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
}

/** `taken` hears each photo that stands now. */
export const usePhotos = (taken: (code: string, photo: Attachment) => void): Photos => {
  const [running, setRunning] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Photos["refusal"]>(null);
  const upload = useUpload();
  const put = useCommand("core.take-photo");
  const takeAll = async (code: string, files: ReadonlyArray<File>): Promise<void> => {
    for (const file of files) {
      const handle = await upload.hand(file);
      if (handle === null) return setRefusal({ code, message: upload.message ?? workWords.uploadBroken });
      const photo = await put.run({ file: { upload: handle }, name: file.name });
      if (photo?.ok !== true) return setRefusal({ code, message: photo?.failure.message ?? workWords.uploadBroken });
      const { media_type, name, sha256, size } = photo.value;
      taken(code, { media_type, name, sha256, size });
    }
  };
  return {
    refusal,
    running,
    take: (code, files) => {
      setRunning(code);
      setRefusal(null);
      void takeAll(code, files).finally(() => setRunning(null));
    },
  };
};

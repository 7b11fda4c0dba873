/** A photo by its digest: drawn where this window can draw it, named where it cannot or where it is not here. */
import { useEffect, useState, type ReactNode } from "react";
import type { Attachment } from "../../shared/service/work-body.ts";
import { useRpc } from "../rpc/RpcProvider.tsx";
import { useCommand } from "../rpc/use-command.ts";

export interface PhotoViewProps {
  readonly photo: Attachment;
  readonly children?: ReactNode;
}

/** HEIC is kept and proved, but no window of this kind draws it. */
const drawn: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/webp"]);

/** The name stands below it in every case. */
export const PhotoView = ({ photo, children }: PhotoViewProps) => {
  const { files } = useRpc();
  const { run } = useCommand("attachment.get");
  const [address, setAddress] = useState<string | null>(null);
  const { media_type, name, sha256 } = photo;
  useEffect(() => {
    if (!drawn.has(media_type)) return;
    void run({ sha256 }).then((made) =>
      made?.ok === true && made.value.download !== null ? setAddress(files.addressOf(made.value.download, true)) : null,
    );
  }, [files, media_type, run, sha256]);
  return (
    <figure className="photo">
      {address === null ? (
        <span className="photo-blank">{media_type.replace("image/", "")}</span>
      ) : (
        <img src={address} alt={name} />
      )}
      <figcaption className="clip">{name}</figcaption>
      {children}
    </figure>
  );
};

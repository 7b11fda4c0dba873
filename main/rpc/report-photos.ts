/** Reads photos that attachments hold for a report: whole, by their digest, and only what paper can show. */
import type { AttachmentReference } from "../../shared/ledger/sealed-value.ts";
import type { Picture } from "../../shared/report/report-document.ts";
import type { ReportPhoto } from "../../shared/report/report-photo.ts";
import { photoWords as words } from "../../shared/report/report-vocabulary.ts";
import { preparePicture } from "../document/picture.ts";
import type { NodeParts } from "./node-parts.ts";

/** An attachment with what is to be seen on it. */
export interface CaptionedPhoto {
  readonly attachment: AttachmentReference;
  readonly caption: string;
}

/** True for what a camera gives. */
export const isPhoto = ({ media_type }: Pick<AttachmentReference, "media_type">): boolean =>
  media_type.startsWith("image/");

/** More photos belong on a screen, not on paper. */
const photosMax = 24;
/** All photos of one report together: they are held in memory while its pages are made. */
const photoBytesMax = 48 * 1024 * 1024;

/** Each photo once, in the order given; what cannot be printed says why. */
export const readPhotos = async (
  { attachments }: Pick<NodeParts, "attachments">,
  wanted: ReadonlyArray<CaptionedPhoto>,
): Promise<ReadonlyArray<ReportPhoto>> => {
  const photos = new Map<string, ReportPhoto>();
  let bytes = 0;
  for (const { attachment, caption } of wanted) {
    const { name, sha256, size } = attachment;
    if (photos.has(sha256)) continue;
    const isRoom = photos.size < photosMax && bytes + size <= photoBytesMax;
    const picture = isRoom ? await pictureOf(attachments, attachment) : words.noRoom;
    if (typeof picture !== "string") bytes += size;
    photos.set(sha256, { caption, name, picture, sha256 });
  }
  return [...photos.values()];
};

const pictureOf = async (
  attachments: NodeParts["attachments"],
  { media_type, sha256 }: AttachmentReference,
): Promise<Picture | string> => {
  if (media_type !== "image/jpeg" && media_type !== "image/png") return words.otherFormat(media_type);
  const whole = (await attachments.path(sha256)) === null ? null : await attachments.check(sha256);
  if (whole === null) return words.notHere;
  if (!whole.ok) return whole.failure.message;
  const read = await attachments.read(sha256, 0, whole.value.size);
  if (!read.ok) return read.failure.message;
  const picture: Picture = { bytes: read.value, kind: "picture", mediaType: media_type };
  const prepared = preparePicture(picture);
  return prepared.ok ? picture : prepared.failure.message;
};

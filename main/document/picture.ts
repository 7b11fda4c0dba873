/** Pictures made ready for PDF/A: read, measured, and without transparency, or refused with the reason. */
import type { Figure, Picture, ReportBlock, ReportDocument } from "../../shared/report/report-document.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { opaquePng } from "./opaque-png.ts";
import type { PictureUnreadable, PreparedPicture } from "./prepared-picture.ts";

export interface PreparedPictures {
  readonly of: (picture: Picture) => PreparedPicture;
}

/** Prepares all pictures of a report, or refuses with the caption of the first one that cannot be printed. */
export const preparePictures = (document: ReportDocument): Outcome<PreparedPictures, PictureUnreadable> => {
  const prepared = new Map<Picture, PreparedPicture>();
  for (const { alternative, content } of document.sections.flatMap(({ blocks }) => blocks.flatMap(figuresIn))) {
    if (content.kind !== "picture") continue;
    const one = preparePicture(content);
    if (!one.ok)
      return failed({ kind: "pictureUnreadable", message: `The picture "${alternative}": ${one.failure.message}` });
    prepared.set(content, one.value);
  }
  return success({ of: (picture) => preparedOf(prepared, picture) });
};

/** Reads one picture. */
export const preparePicture = (picture: Picture): Outcome<PreparedPicture, PictureUnreadable> => {
  const { bytes, mediaType } = picture;
  try {
    return mediaType === "image/png" ? opaquePng(bytes) : jpegPicture(bytes);
  } catch (error) {
    if (error instanceof RangeError)
      return refuse("pictureUnreadable", "the file ends too early. Take it again or leave it out.");
    throw error;
  }
};

const figuresIn = (block: ReportBlock): ReadonlyArray<Figure> =>
  block.kind === "figure" ? [block] : block.kind === "figureGrid" ? block.figures : [];

const preparedOf = (prepared: ReadonlyMap<Picture, PreparedPicture>, picture: Picture): PreparedPicture => {
  const found = prepared.get(picture);
  if (found === undefined) throw new Error("A picture was not prepared");
  return found;
};

/** Walks the segments of a JPEG (ISO/IEC 10918-1, annex B) to its frame header. */
const jpegPicture = (bytes: Uint8Array): Outcome<PreparedPicture, PictureUnreadable> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return refuse("pictureUnreadable", "it is not a JPEG file.");
  let turned = false;
  for (let at = 2; at + 4 <= view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker === 0xffe1) turned = isTurned(view, at + 4);
    if (isFrameHeader(marker)) return framePicture(bytes, view, at, turned);
    if (marker < 0xff01 || marker === 0xffda) break;
  }
  return refuse("pictureUnreadable", "the JPEG file has no frame header. Take it again or leave it out.");
};

const framePicture = (
  bytes: Uint8Array,
  view: DataView,
  at: number,
  turned: boolean,
): Outcome<PreparedPicture, PictureUnreadable> => {
  const [height, width, components] = [view.getUint16(at + 5), view.getUint16(at + 7), view.getUint8(at + 9)];
  if (view.getUint8(at + 4) !== 8 || (components !== 1 && components !== 3) || width === 0 || height === 0) {
    return refuse("pictureUnreadable", "only grey and RGB JPEG files of 8 bits can be archived. Save it as RGB.");
  }
  return success(turned ? { bytes, width: height, height: width } : { bytes, width, height });
};

const isFrameHeader = (marker: number): boolean =>
  marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);

/** True when Exif says that rows of the file are columns of the picture (orientation 5 to 8). */
const isTurned = (view: DataView, at: number): boolean => {
  if (view.byteLength < at + 14 || view.getUint32(at) !== 0x45786966) return false;
  const little = view.getUint16(at + 6) === 0x4949;
  const directory = at + 6 + view.getUint32(at + 10, little);
  if (directory + 2 > view.byteLength) return false;
  const entries = view.getUint16(directory, little);
  for (let index = 0; index < entries && directory + 14 + 12 * index <= view.byteLength; index++) {
    const entry = directory + 2 + 12 * index;
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little) > 4;
  }
  return false;
};

/** PNG files without transparency: an alpha channel is laid on white, as paper would show it (ISO/IEC 15948). */
import { crc32, deflateSync, inflateSync } from "node:zlib";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { PictureUnreadable, PreparedPicture } from "./prepared-picture.ts";

/** Largest picture that is unpacked: 50 million pixels of 4 bytes, more than any camera of a telephone needs on A4. */
const pixelBytesMax = 200_000_000;

/** The picture as it is when it is opaque, otherwise laid on white. Rare kinds are refused with what to do. */
export const opaquePng = (bytes: Uint8Array): Outcome<PreparedPicture, PictureUnreadable> => {
  const chunks = chunksOf(bytes);
  const header = chunks.find((chunk) => chunk.type === "IHDR")?.data;
  if (header === undefined || header.length < 13) return refuse("pictureUnreadable", "it is not a PNG file.");
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [width, height, depth, colour] = [view.getUint32(0), view.getUint32(4), view.getUint8(8), view.getUint8(9)];
  const interlaced = view.getUint8(12) !== 0;
  const transparent = chunks.some((chunk) => chunk.type === "tRNS");
  if (width === 0 || height === 0) return refuse("pictureUnreadable", "it has no pixels.");
  if (!interlaced && !transparent && [0, 2, 3].includes(colour)) return success({ bytes, width, height });
  if (interlaced || transparent || depth !== 8 || width * height * 4 > pixelBytesMax) {
    return refuse(
      "pictureUnreadable",
      "PNG files with interlacing, 16 bit alpha or a transparent palette cannot be archived. Save it as JPEG.",
    );
  }
  return laidOnWhite(chunks, { width, height, channels: colour === 6 ? 4 : 2 });
};

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 2 | 4;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const chunksOf = (bytes: Uint8Array): ReadonlyArray<Chunk> => {
  if (signature.some((byte, index) => bytes[index] !== byte)) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + view.getUint32(at)) });
  }
  return chunks;
};

const laidOnWhite = (chunks: ReadonlyArray<Chunk>, raster: Raster): Outcome<PreparedPicture, PictureUnreadable> => {
  const packed = Buffer.concat(chunks.filter((chunk) => chunk.type === "IDAT").map((chunk) => chunk.data));
  const rows = inflated(packed, (raster.width * raster.channels + 1) * raster.height);
  if (rows === null) return refuse("pictureUnreadable", "its pixels cannot be unpacked. Save it again.");
  unfilter(rows, raster);
  const bytes = pngOf(raster, composed(rows, raster));
  return success({ bytes, width: raster.width, height: raster.height });
};

const inflated = (packed: Uint8Array, size: number): Uint8Array | null => {
  try {
    const rows = inflateSync(packed, { maxOutputLength: size });
    return rows.length === size ? rows : null;
  } catch {
    return null;
  }
};

/** Undoes the row filters in place (clause 9). */
const unfilter = (rows: Uint8Array, { width, height, channels }: Raster): void => {
  const stride = width * channels + 1;
  for (let row = 0; row < height; row++) {
    const start = row * stride;
    const filter = rows[start] ?? 0;
    for (let at = 1; at < stride; at++) {
      const left = at > channels ? (rows[start + at - channels] ?? 0) : 0;
      const up = row > 0 ? (rows[start + at - stride] ?? 0) : 0;
      const corner = row > 0 && at > channels ? (rows[start + at - stride - channels] ?? 0) : 0;
      rows[start + at] = ((rows[start + at] ?? 0) + predicted(filter, left, up, corner)) & 255;
    }
  }
};

const predicted = (filter: number, left: number, up: number, corner: number): number => {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, corner) : 0;
};

const paeth = (left: number, up: number, corner: number): number => {
  const estimate = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
};

/** Rows with filter 0 and without alpha. */
const composed = (rows: Uint8Array, { width, height, channels }: Raster): Uint8Array => {
  const colours = channels - 1;
  const result = new Uint8Array((width * colours + 1) * height);
  let to = 0;
  for (let row = 0; row < height; row++) {
    to++;
    for (let at = row * (width * channels + 1) + 1, pixel = 0; pixel < width; pixel++, at += channels) {
      const alpha = rows[at + colours] ?? 255;
      for (let colour = 0; colour < colours; colour++) {
        result[to++] = Math.round(((rows[at + colour] ?? 0) * alpha + 255 * (255 - alpha)) / 255);
      }
    }
  }
  return result;
};

const pngOf = ({ width, height, channels }: Raster, rows: Uint8Array): Uint8Array => {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, channels === 4 ? 2 : 0);
  return Buffer.concat([
    Uint8Array.from(signature),
    chunkOf("IHDR", new Uint8Array(header.buffer)),
    chunkOf("IDAT", deflateSync(rows)),
    chunkOf("IEND", new Uint8Array(0)),
  ]);
};

const chunkOf = (type: string, data: Uint8Array): Uint8Array => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = new DataView(new ArrayBuffer(8));
  frame.setUint32(0, data.length);
  frame.setUint32(4, crc32(body));
  return Buffer.concat([new Uint8Array(frame.buffer, 0, 4), body, new Uint8Array(frame.buffer, 4, 4)]);
};

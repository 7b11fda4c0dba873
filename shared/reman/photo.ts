/** Whether bytes are a photo: by their signature and the size that their header states, never by a file's name. */
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";

export interface Photo {
  readonly format: "JPEG" | "PNG" | "WebP" | "HEIC";
  readonly media_type: "image/jpeg" | "image/png" | "image/webp" | "image/heic";
  readonly width: number;
  readonly height: number;
}

/** So many bytes from the start hold every header that this reader knows, large previews included. */
export const photoHeadBytes = 512 * 1024;

/** No camera takes more pixels a side; more is a broken header. */
const sideMax = 100_000;

export type PhotoFailure = Failure & { readonly kind: "notAPhoto" };

/** Reads the head of a file. `name` is only for the sentence. */
export const readPhoto = (head: Uint8Array, name: string): Outcome<Photo, PhotoFailure> => {
  const photo = readJpeg(head) ?? readPng(head) ?? readWebp(head) ?? readHeic(head);
  if (photo === null)
    return refuse("notAPhoto", `"${name}" is not a photo: ${whatItIs(head)}. Take a JPEG, PNG, WebP or HEIC picture.`);
  const fits = photo.width > 0 && photo.height > 0 && photo.width <= sideMax && photo.height <= sideMax;
  if (fits) return success(photo);
  return refuse(
    "notAPhoto",
    `"${name}" begins like a ${photo.format} picture, but its size cannot be read. Take it again.`,
  );
};

type Read = Photo | null;

const unreadable = { height: 0, width: 0 };

const byte = (head: Uint8Array, at: number): number => head[at] ?? 0;
const big16 = (head: Uint8Array, at: number): number => byte(head, at) * 256 + byte(head, at + 1);
const big32 = (head: Uint8Array, at: number): number => big16(head, at) * 65_536 + big16(head, at + 2);
const little24 = (head: Uint8Array, at: number): number =>
  byte(head, at) + byte(head, at + 1) * 256 + byte(head, at + 2) * 65_536;
const letters = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));

// ITU-T T.81: segments follow each other until a start of frame, which states the size.
const readJpeg = (head: Uint8Array): Read => {
  if (byte(head, 0) !== 0xff || byte(head, 1) !== 0xd8 || byte(head, 2) !== 0xff) return null;
  const jpeg = { format: "JPEG", media_type: "image/jpeg" } as const;
  let at = 2;
  while (at + 9 < head.length && byte(head, at) === 0xff) {
    const marker = byte(head, at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { ...jpeg, height: big16(head, at + 5), width: big16(head, at + 7) };
    at += marker === 0xff ? 1 : 2 + big16(head, at + 2);
  }
  return { ...jpeg, ...unreadable };
};

// PNG (ISO/IEC 15948), section 11.2.2: IHDR is the first chunk.
const readPng = (head: Uint8Array): Read => {
  if (letters(head, 0, 8) !== "\x89PNG\r\n\x1a\n") return null;
  const size = letters(head, 12, 16) === "IHDR" ? { width: big32(head, 16), height: big32(head, 20) } : unreadable;
  return { format: "PNG", media_type: "image/png", ...size };
};

// RFC 9649: lossy, lossless and extended pictures state their size in three ways.
const readWebp = (head: Uint8Array): Read => {
  if (letters(head, 0, 4) !== "RIFF" || letters(head, 8, 12) !== "WEBP") return null;
  return { format: "WebP", media_type: "image/webp", ...webpSize(head, letters(head, 12, 16)) };
};

const webpSize = (head: Uint8Array, chunk: string): Pick<Photo, "width" | "height"> => {
  if (chunk === "VP8X") return { width: little24(head, 24) + 1, height: little24(head, 27) + 1 };
  if (chunk === "VP8L" && byte(head, 20) === 0x2f) {
    const bits = little24(head, 21) + byte(head, 24) * 16_777_216;
    return { width: (bits % 16_384) + 1, height: (Math.floor(bits / 16_384) % 16_384) + 1 };
  }
  if (chunk !== "VP8 " || letters(head, 23, 26) !== "\x9d\x01\x2a") return unreadable;
  return {
    width: (byte(head, 26) + byte(head, 27) * 256) % 16_384,
    height: (byte(head, 28) + byte(head, 29) * 256) % 16_384,
  };
};

const heicBrands: ReadonlySet<string> = new Set(["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"]);

// ISO/IEC 23008-12: the property "ispe" holds the size; the largest is that of the picture, others are previews.
const readHeic = (head: Uint8Array): Read => {
  if (letters(head, 4, 8) !== "ftyp" || !heicBrands.has(letters(head, 8, 12))) return null;
  let size = unreadable;
  for (let at = 12; at + 16 <= head.length; at++) {
    if (byte(head, at) !== 0x69 || letters(head, at, at + 4) !== "ispe") continue;
    const found = { width: big32(head, at + 8), height: big32(head, at + 12) };
    if (found.width * found.height > size.width * size.height) size = found;
  }
  return { format: "HEIC", media_type: "image/heic", ...size };
};

const signatures: ReadonlyArray<readonly [begins: string, what: string]> = [
  ["%PDF", "it is a PDF document"],
  ["PK\x03\x04", "it is a packed folder or an office document"],
  ["\x1f\x8b", "it is a packed file"],
  ["GIF8", "it is a GIF, which cameras do not take"],
  ["BM", "it is a bitmap without a camera's header"],
  ["<", "it is a text with markup"],
  ["MZ", "it is a program"],
  ["\x7fELF", "it is a program"],
];

const whatItIs = (head: Uint8Array): string => {
  if (head.length === 0) return "it is empty";
  const begin = letters(head, 0, 8);
  const known = signatures.find(([begins]) => begin.startsWith(begins));
  if (known !== undefined) return known[1];
  if (letters(head, 4, 8) === "ftyp") return "it is a film";
  const isText = head.subarray(0, 200).every((code) => code === 9 || code === 10 || code === 13 || code >= 32);
  return isText ? "it is a text" : "its bytes begin like no picture";
};

/** Makes a picture of a screen small: its most frequent 256 colours, every other one drawn as the nearest of them. */
import { crc32, deflateSync } from "node:zlib";
import type { Page } from "playwright-core";

const coloursMax = 256;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each pixel. */
  readonly bytes: Buffer;
}

/** The same picture as a PNG with a palette; a page reads the given one. */
export const smallPng = async (page: Page, png: Buffer): Promise<Buffer> => {
  const { bytes, height, width } = await pixelsOf(page, png);
  const colours = Array.from({ length: width * height }, (_, pixel) => bytes.readUIntBE(pixel * 4, 3));
  const palette = mostFrequent(colours);
  const places = new Map<number, number>();
  const rows = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, pixel) => {
    const place = places.get(colour) ?? nearest(palette, colour);
    places.set(colour, place);
    rows.writeUInt8(place, Math.floor(pixel / width) * (width + 1) + 1 + (pixel % width));
  });
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const plte = Buffer.from(palette.flatMap((colour) => channels(colour)));
  const data = deflateSync(rows, { level: 9, memLevel: 9 });
  return Buffer.concat([signature, chunk("IHDR", header), chunk("PLTE", plte), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
};

const channels = (colour: number): readonly number[] => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];

const mostFrequent = (colours: readonly number[]): readonly number[] => {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return [...counts]
    .toSorted(([one, many], [other, more]) => more - many || one - other)
    .slice(0, coloursMax)
    .map(([colour]) => colour);
};

const nearest = (palette: readonly number[], colour: number): number => {
  const wanted = channels(colour);
  const distances = palette.map((one) => channels(one).reduce((sum, value, index) => sum + (value - (wanted[index] ?? 0)) ** 2, 0));
  return distances.indexOf(Math.min(...distances));
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

const pixelsOf = async (page: Page, png: Buffer): Promise<Pixels> => {
  const { height, text, width } = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("The page draws nothing");
    pen.drawImage(image, 0, 0);
    const bytes = pen.getImageData(0, 0, image.width, image.height).data;
    const parts: string[] = [];
    for (let at = 0; at < bytes.length; at += 32_768) parts.push(String.fromCharCode(...bytes.subarray(at, at + 32_768)));
    return { height: image.height, text: btoa(parts.join("")), width: image.width };
  }, png.toString("base64"));
  return { bytes: Buffer.from(text, "base64"), height, width };
};

/**
 * How much two pictures of one size differ to the eye: both are shrunk to cells of 8 x 8 pixels in grey, so that the
 * edges of letters drawn a little otherwise vanish, and the cells that differ clearly are counted.
 */
import type { Page } from "playwright-core";

/** Pixels along the side of a cell: about one letter. */
const cellPixels = 8;
/** Grey levels out of 255 that a cell may differ: letters moved by half a pixel stay below, a missing word does not. */
const greyMax = 16;

/** Cells that may differ, out of the 16 000 of a picture of 1280 x 800: a word of ten letters is more. */
export const cellsMax = 12;

/** Cells that differ clearly; every cell where the sizes are not the same. The canvas of the page does the shrinking. */
export const cellsThatDiffer = async (page: Page, left: Buffer, right: Buffer): Promise<number> => {
  const [one, other] = [await greysOf(page, left), await greysOf(page, right)];
  if (one.length !== other.length) return Math.max(one.length, other.length);
  return one.filter((grey, cell) => Math.abs(grey - (other[cell] ?? 0)) > greyMax).length;
};

const greysOf = (page: Page, png: Buffer): Promise<readonly number[]> =>
  page.evaluate(
    async ([data, side]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width, image.height];
      const pen = canvas.getContext("2d");
      if (pen === null) return [];
      pen.drawImage(image, 0, 0);
      const { data: bytes, width, height } = pen.getImageData(0, 0, image.width, image.height);
      const across = Math.ceil(width / side);
      const sums = new Float64Array(across * Math.ceil(height / side));
      for (let at = 0; at < bytes.length; at += 4) {
        const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
        const grey = 0.299 * (bytes[at] ?? 0) + 0.587 * (bytes[at + 1] ?? 0) + 0.114 * (bytes[at + 2] ?? 0);
        const cell = Math.floor(y / side) * across + Math.floor(x / side);
        sums[cell] = (sums[cell] ?? 0) + grey / (side * side);
      }
      return [...sums];
    },
    [png.toString("base64"), cellPixels] as const,
  );

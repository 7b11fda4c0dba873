/** A picture of a page at rest: fonts loaded, nothing moving, no caret, no pointer over anything. */
import { writeFile } from "node:fs/promises";
import type { Page } from "playwright-core";

/** More looks than any page needs to come to rest, the pages of a report included. */
const looksMax = 60;
/** So many pictures in a row must be the same. */
const sameInARow = 3;

/** Takes pictures until nothing moves any more, and writes the last one where a file is given. */
export const stillPicture = async (page: Page, path?: string): Promise<Buffer> => {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  let last = await take(page);
  for (let look = 0, same = 1; same < sameInARow; look++) {
    if (look === looksMax) throw new Error("The page does not come to rest: something on it keeps moving.");
    const next = await take(page);
    same = next.equals(last) ? same + 1 : 1;
    last = next;
  }
  if (path !== undefined) await writeFile(path, last);
  return last;
};

const take = (page: Page): Promise<Buffer> => page.screenshot({ animations: "disabled", caret: "hide" });

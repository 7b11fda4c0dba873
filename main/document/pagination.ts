/**
 * Items of the flow laid on pages: nothing is cut, headings and heads stay with what follows, heads of tables are
 * repeated.
 */
import { movedMarks, type FlowItem, type Mark, type Point } from "./page-flow.ts";

/** What stands in the body of one page; points from the top left of the sheet. */
export interface LaidPage {
  readonly marks: ReadonlyArray<Mark>;
  readonly outlines: ReadonlyArray<string>;
}

/**
 * Lays items on pages of a body height in points, whose top left is at `origin` on the sheet. An item higher than a
 * page would be a fault of the layout.
 */
export const laidPages = (
  items: ReadonlyArray<FlowItem>,
  bodyHeight: number,
  origin: Point,
): ReadonlyArray<LaidPage> => {
  const pages: Array<{ marks: Mark[]; outlines: string[] }> = [{ marks: [], outlines: [] }];
  let y = 0;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item === undefined) continue;
    if (
      y > 0 &&
      (index === 0 || items[index - 1]?.keepsWithNext !== true || y + item.space + item.height > bodyHeight)
    ) {
      if (y + heightTogether(items, index, bodyHeight) > bodyHeight) {
        pages.push({ marks: [], outlines: [] });
        y = 0;
      }
    }
    const page = pages.at(-1);
    if (page === undefined) continue;
    if (y === 0 && item.head !== null) {
      page.marks.push(...movedMarks(item.head.marks, origin));
      y += item.head.height;
    } else if (y > 0) {
      y += item.space;
    }
    page.marks.push(...movedMarks(item.marks, { x: origin.x, y: origin.y + y }));
    if (item.outline !== null) page.outlines.push(item.outline);
    y += item.height;
  }
  return pages;
};

/**
 * Height of an item and all that must follow it on the same page; at most a page, so that a long chain is cut
 * somewhere.
 */
const heightTogether = (items: ReadonlyArray<FlowItem>, start: number, bodyHeight: number): number => {
  let height = 0;
  for (let index = start; index < items.length; index++) {
    const item = items[index];
    if (item === undefined) break;
    const next = height + item.space + item.height;
    if (index > start && next > bodyHeight) break;
    height = next;
    if (!item.keepsWithNext) break;
  }
  return height;
};

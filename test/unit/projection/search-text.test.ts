/** Texts as they are searched and sorted. */
import { expect, test } from "vitest";
import { searchText, sortKey } from "../../../shared/projection/search-text.ts";

test("a search knows neither case nor accents nor compatible forms", () => {
  expect(searchText("Müller № Ⅳ ﬁt Ångström")).toBe("muller no iv fit angstrom");
});

test("tags sort as people count", () => {
  const tags = ["P-10", "p-2", "P-1A", "WTG 7", "P-1", "10", "9"];
  expect(tags.toSorted((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1))).toEqual(["9", "10", "P-1", "P-1A", "p-2", "P-10", "WTG 7"]);
});

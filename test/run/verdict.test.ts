/** The words that end a run, which other programs read. */
import { expect, test } from "vitest";
import { skippedLines, sum, verdictLine } from "./verdict.ts";

const clean = { passed: 12, failed: 0, skipped: [] };
const mixed = { passed: 1, failed: 2, skipped: ["no socat", "no socat", "no chromium"] };

test("the last line counts what passed and what failed, and what was skipped apart from both", () => {
  expect(verdictLine(clean)).toBe("12 passed, 0 failed");
  expect(verdictLine(sum(clean, mixed))).toBe("13 passed, 2 failed, 3 skipped");
});

test("each reason for skipping is said once, with its number of tests", () => {
  expect(skippedLines(mixed)).toEqual(["skipped (2): no socat", "skipped (1): no chromium"]);
});

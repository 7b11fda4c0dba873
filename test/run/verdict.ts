/** What a run came to, and the words for it. */

export interface Verdict {
  readonly passed: number;
  readonly failed: number;
  /** One reason for each skipped test. */
  readonly skipped: readonly string[];
}

/** Both together. */
export const sum = (one: Verdict, other: Verdict): Verdict => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: [...one.skipped, ...other.skipped],
});

/** Each reason for skipping once, with the number of tests it stands for. */
export const skippedLines = ({ skipped }: Verdict): readonly string[] => {
  const reasons = [...new Set(skipped)];
  return reasons.map((reason) => `skipped (${skipped.filter((one) => one === reason).length}): ${reason}`);
};

/** The last line of every run: `12 passed, 0 failed`, and how many were skipped where some were. */
export const verdictLine = ({ passed, failed, skipped }: Verdict): string =>
  `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`;

/** What is wrong or missing in a study as it was written: the linter's findings. */

/** `error`: the study contradicts itself. `warning`: something that a study needs is missing. `note`: worth a look. */
export const findingGrades = ["error", "warning", "note"] as const;

/** Every kind of finding. */
export const findingRules = [
  "dangling-reference",
  "duplicate-id",
  "unknown-member",
  "missing-member",
  "unreadable-value",
  "node-without-design-intention",
  "node-without-deviation",
  "deviation-without-cause",
  "cause-without-consequence",
  "deviation-without-safeguard",
  "consequence-without-safeguard",
  "node-outside-study",
  "guide-word-against-text",
  "guide-word-unknown",
  "duplicate-deviation",
  "credited-twice",
  "credited-against-own-failure",
  "layer-without-figure",
  "layer-without-test-interval",
  "layer-not-independent",
  "lopa-figure-differs",
  "lopa-not-met",
  "lopa-without-figures",
  "rank-differs-from-matrix",
  "safeguard-unused",
  "recommendation-without-owner",
  "no-revalidation-date",
] as const;

export interface Finding {
  readonly grade: (typeof findingGrades)[number];
  readonly rule: (typeof findingRules)[number];
  /** Where: `1.2.1.3` for a row of the worksheet, or the place in the file. */
  readonly place: string;
  /** The id inside the study, where the finding is about one item. */
  readonly item: string | null;
  readonly message: string;
}

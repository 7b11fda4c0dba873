/** A table of codes that forms offer: data with its edition and source, which the user may change. */

export interface CodeTable {
  /** What the table is for: `failure-mode`, `activity`, ... */
  readonly id: string;
  readonly title: string;
  /** The edition that is stored beside each code that is used. */
  readonly edition: string;
  /** Where the rows come from, and how well they are known. */
  readonly source: string;
  readonly rows: ReadonlyArray<CodeRow>;
}

export interface CodeRow {
  readonly code: string;
  readonly name: string;
  /** Equipment classes that the code is meant for; `null` fits all. */
  readonly for_classes: ReadonlyArray<string> | null;
  /** Other words for it, for a suggester. */
  readonly synonyms: ReadonlyArray<string>;
}

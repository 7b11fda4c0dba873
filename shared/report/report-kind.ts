/**
 * What a kind of report is: what it is about, who may issue it, on which paper, and the pure function that makes it.
 */
import type { PageFormat, ReportDocument } from "./report-document.ts";

/** What a report is about: the history of an asset, a core or a study, or a file that somebody gave. */
export type ReportScope = "asset" | "core" | "study" | "file";

/** A4 upright, A4 across, A3 across. */
export type Paper = "a4" | "a4-landscape" | "a3";

export interface ReportKind<Input> {
  readonly title: string;
  /** One sentence for whoever chooses among kinds. */
  readonly about: string;
  readonly scope: ReportScope;
  /** The papers that it fits on; the first is taken where nobody says otherwise. */
  readonly papers: readonly [Paper, ...Paper[]];
  /** Whoever issues it acts in one of these roles; `null` for every role that the register lets issue reports. */
  readonly roles: readonly [string, ...string[]] | null;
  /** Recorded with every issue; the version rises when the pages of the same input change. */
  readonly template: ReportDocument["template"];
  /** Pure: the same input always gives the same pages. The frame sets the paper. */
  readonly document: (input: Input) => ReportDocument;
}

/** The sheet of each paper. */
export const paperFormats: Readonly<Record<Paper, PageFormat>> = {
  a4: { size: "A4", orientation: "portrait" },
  "a4-landscape": { size: "A4", orientation: "landscape" },
  a3: { size: "A3", orientation: "landscape" },
};

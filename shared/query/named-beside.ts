/** Everything that records anywhere name beside them: attachments and sealed values, each once. */
import { hexAt, numberAt, textOrNullAt, type Question } from "./question.ts";

export interface NamedAttachment {
  readonly sha256: string;
  readonly history: string;
  readonly tag: string | null;
}

/** Attachments that any record names, with the first history that does, and its tag where it is an asset. */
export const allAttachments = (): Question<NamedAttachment> => ({
  text: `SELECT a.sha256, h.id, s.tag FROM attachment a JOIN history h ON h.key = a.history
    LEFT JOIN asset s ON s.history = a.history GROUP BY a.sha256 ORDER BY a.sha256`,
  values: [],
  row: (row) => ({ sha256: hexAt(row, 0), history: hexAt(row, 1), tag: textOrNullAt(row, 2) }),
});

/** Digests of all sealed values. */
export const allSealed = (): Question<string> => ({
  text: "SELECT DISTINCT digest FROM sealed ORDER BY digest",
  values: [],
  row: (row) => hexAt(row, 0),
});

/** The tag of an asset by the history's number; nothing where the history is none. */
export const tagIn = (history: number): Question<string | null> => ({
  text: "SELECT tag FROM asset WHERE history = ?",
  values: [history],
  row: (row) => textOrNullAt(row, 0),
});

/** How many records wait for others that nobody brought. */
export const pendingTotal = (): Question<number> => ({
  text: "SELECT coalesce(sum(pending), 0) FROM history",
  values: [],
  row: (row) => numberAt(row, 0),
});

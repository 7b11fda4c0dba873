/** What the records of a history refer to beside them: attachments, and sealed values with an opening somewhere. */
import { hexAt, numberAt, type Question } from "./question.ts";

export interface AttachmentSize {
  readonly sha256: string;
  readonly size: number;
}

/** The attachments that any record of the history with this number names, each digest once. */
export const attachmentsOf = (history: number): Question<AttachmentSize> => ({
  text: "SELECT sha256, max(size) FROM attachment WHERE history = ? GROUP BY sha256 ORDER BY sha256",
  values: [history],
  row: (row) => ({ sha256: hexAt(row, 0), size: numberAt(row, 1) }),
});

/** The digests of the sealed values in any record of the history with this number, each once. */
export const sealedOf = (history: number): Question<string> => ({
  text: "SELECT DISTINCT digest FROM sealed WHERE history = ? ORDER BY digest",
  values: [history],
  row: (row) => hexAt(row, 0),
});

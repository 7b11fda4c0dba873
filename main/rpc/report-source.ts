/** Where the facts of a report come from: one source for each kind, asked before anything is laid out. */
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { refuse, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ReportGround } from "../../shared/report/report-ground.ts";
import type { NodeParts } from "./node-parts.ts";
import type { Task } from "./tasks.ts";

/** What a report is asked about: a history that is here, with the record in it that is meant; or a file. */
export type ReportSubject =
  | { readonly kind: "history"; readonly history: HistoryId; readonly record: RecordId | null }
  | { readonly kind: "file"; readonly file: GivenFile };

/** A file at a path, with the name that its owner gave it. */
export interface GivenFile {
  readonly path: string;
  readonly name: string;
  /** The register that whoever asks trusts, hex64, or `null`. */
  readonly trust: string | null;
}

/** Everything of a report but who issues it, when and on which checkpoint: the frame adds these. */
export interface ReportMaterial<Input> {
  /** What the list of issued reports and the file are called. */
  readonly title: string;
  /** The history that the issue is recorded in, or the first record of a history that is founded for it. */
  readonly about: HistoryId | FoundedFor;
  /** Other histories whose records travel inside the document. */
  readonly carries: ReadonlyArray<HistoryId>;
  readonly input: (ground: ReportGround) => Input;
}

/** A statement that founds the history of its own that a report of a file needs. */
export interface FoundedFor {
  readonly type: string;
  /** Without nonce and register. */
  readonly body: object;
}

/** Gathers the facts; `signal` ends it early. */
export type ReportSource<Input> = (
  parts: NodeParts,
  subject: ReportSubject,
  task: Pick<Task, "signal">,
) => Promise<Outcome<ReportMaterial<Input>>>;

/** Attachments inside a document; larger ones are named as left out (record-format.md, section 10). */
export const insideBytesMax = 50 * 1024 * 1024;

/** A source that only knows histories. */
export const ofHistory =
  <Input>(
    source: (
      parts: NodeParts,
      history: HistoryId,
      task: Pick<Task, "signal">,
    ) => Promise<Outcome<ReportMaterial<Input>>>,
  ): ReportSource<Input> =>
  (parts, subject, task) =>
    subject.kind === "history" ? source(parts, subject.history, task) : Promise.resolve(notAFile);

/** Said where somebody stopped a report. */
export const reportStopped = refuse("cancelled", "The report was stopped. Nothing was written.");

const notAFile = refuse("wrongSubject", "This report is about a history, not about a file. Name the history.");

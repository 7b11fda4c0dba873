/** The job of the worker that makes base PDFs, and what it answers: plain data on both ways. */
import type { ReportDocument } from "../../shared/report/report-document.ts";
import type { BasePdfFailure, BasePdfOptions } from "../document/base-pdf.ts";
import type { DocumentFailure } from "../document/document-failure.ts";
import type { Outcome } from "../../shared/outcome/outcome.ts";

export interface BasePdfJob {
  readonly document: ReportDocument;
  readonly options: BasePdfOptions;
}

/** A base PDF with what `report/issued@1` records of it (record-format.md, section 10). */
export interface MadeBase {
  readonly bytes: Uint8Array;
  readonly base_sha256: string;
  /** SHA-256 of each page's decoded content, hex64. */
  readonly pages: ReadonlyArray<string>;
}

export type BasePdfAnswer =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "done"; readonly outcome: Outcome<MadeBase, BasePdfFailure | DocumentFailure> };

/** What a warranty certificate prints: the terms as they were signed, and the cover as the records bound it. */
import type { WarrantyIssued } from "../warranty/warranty-body.ts";
import type { CoverVerdict } from "../warranty/judge-warranty.ts";
import type { ReportGround } from "./report-ground.ts";

export interface WarrantyCertificateInput {
  readonly ground: ReportGround;
  readonly terms: WarrantyIssued;
  /** The record of the warranty, when it was signed, and by whom. */
  readonly record: string;
  readonly issuedAt: string;
  readonly issuedBy: string;
  /** `null` where nobody is named; `withheld` where the name is not here. */
  readonly holder: string | null;
  readonly tag: string;
  readonly lifeNumber: number;
  /** The last day of the months; `null` where they do not limit. */
  readonly ends: string | null;
  readonly judgedAt: string;
  readonly verdict: CoverVerdict;
  readonly claims: ReadonlyArray<{
    readonly at: string;
    readonly summary: string;
    readonly cover: CoverVerdict["cover"];
    readonly record: string;
  }>;
}

/** The source of each kind of report: a kind of `shared/report/report-kinds.ts` without one does not compile. */
import type { ReportInput, ReportKindName } from "../../shared/report/report-kinds.ts";
import { hazopStudySource } from "./hazop-report.ts";
import { dossierSource } from "./read-dossier.ts";
import { verificationSource } from "./read-verdict.ts";
import { warrantyCertificateSource } from "./warranty-report.ts";
import type { ReportSource } from "./report-source.ts";

export const reportSources: { readonly [K in ReportKindName]: ReportSource<ReportInput<K>> } = {
  "hazop-study": hazopStudySource,
  "service-dossier": dossierSource,
  "verification-report": verificationSource,
  "warranty-certificate": warrantyCertificateSource,
};

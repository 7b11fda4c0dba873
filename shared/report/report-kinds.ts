/** The table of all kinds of reports: a new kind is one entry here, and one in `main/rpc/report-sources.ts`. */
import { hazopStudyReport, hazopStudyTemplate } from "./hazop-study-report.ts";
import type { ReportDocument } from "./report-document.ts";
import { paperFormats, type Paper, type ReportKind } from "./report-kind.ts";
import { kindWords } from "./report-vocabulary.ts";
import { verificationReport, verificationReportTemplate } from "./verification-report.ts";
import { warrantyCertificate, warrantyCertificateTemplate } from "./warranty-certificate.ts";
import { serviceDossier, serviceDossierTemplate } from "./service-dossier.ts";

export const reportKinds = {
  "hazop-study": {
    ...kindWords["hazop-study"],
    scope: "study",
    papers: ["a4-landscape", "a3"],
    roles: null,
    template: hazopStudyTemplate,
    document: hazopStudyReport,
  },
  "service-dossier": {
    ...kindWords["service-dossier"],
    scope: "asset",
    papers: ["a4"],
    roles: null,
    template: serviceDossierTemplate,
    document: serviceDossier,
  },
  "verification-report": {
    ...kindWords["verification-report"],
    scope: "file",
    papers: ["a4", "a4-landscape"],
    roles: null,
    template: verificationReportTemplate,
    document: verificationReport,
  },
  "warranty-certificate": {
    ...kindWords["warranty-certificate"],
    scope: "core",
    papers: ["a4"],
    roles: ["remanufacturer", "oem", "owner", "service-provider"],
    template: warrantyCertificateTemplate,
    document: warrantyCertificate,
  },
} as const satisfies Readonly<Record<string, ReportKind<never>>>;

export type ReportKindName = keyof typeof reportKinds;
/** What the document of a kind is made from. */
export type ReportInput<K extends ReportKindName> = Parameters<(typeof reportKinds)[K]["document"]>[0];

/** True for a kind that this version makes. */
export const isReportKind = (name: string): name is ReportKindName => Object.hasOwn(reportKinds, name);

/** All kinds, in the order of the table. */
export const reportKindNames: ReadonlyArray<ReportKindName> = Object.keys(reportKinds).filter(isReportKind);

/** The facts of a kind without the type of its input. */
export const reportKind = (name: ReportKindName): Omit<ReportKind<never>, "document"> => reportKinds[name];

/** The document of a kind on a paper. */
export const reportDocument = <K extends ReportKindName>(
  name: K,
  input: ReportInput<K>,
  paper: Paper,
): ReportDocument => ({ ...kinds[name].document(input), format: paperFormats[paper] });

/** The same table, so that the type of an input follows its kind. */
const kinds: { readonly [K in ReportKindName]: ReportKind<ReportInput<K>> } = reportKinds;

/** The verification report: the verdict on a bundle, a data folder or a document, as a document in words. */
import { groupedInteger, span } from "./dossier-text.ts";
import { groundChapter, groundEntries, groundProof } from "./report-ground.ts";
import type { KeyValue, Notice, ReportDocument, ReportSection, Summary, Table } from "./report-document.ts";
import { kindWords } from "./report-vocabulary.ts";
import { historySection, writerSection } from "./verified-histories.ts";
import { verificationWords as words } from "./verification-vocabulary.ts";
import type { VerificationReportInput, VerifiedHistory } from "./verification-report-input.ts";

/** Name and version of this template; the version rises when the pages of the same rows change. */
export const verificationReportTemplate = { name: "verification-report", version: 2 } as const;

/** The verdict as pages; pure, so the same verdict always gives the same pages. */
export const verificationReport = (input: VerificationReportInput): ReportDocument => ({
  template: verificationReportTemplate,
  state: input.ground.state,
  format: { size: "A4", orientation: "portrait" },
  language: "en",
  title: kindWords["verification-report"].title,
  subject: input.file.name,
  subtitle: words.subtitle,
  identification: { kind: "keyValues", columns: 1, entries: fileEntries(input) },
  summary: summary(input),
  scope: { kind: "keyValues", columns: 2, entries: scopeEntries(input) },
  issuer: input.ground.issuer,
  proof: groundProof(input.ground),
  notices: [verdictNotice(input)],
  sections: [
    provedSection(input),
    findingSection(input),
    historySection(input.histories),
    writerSection(input.histories),
    registerSection(input),
    groundChapter(input.ground, words.issueStatement),
  ],
});

const fileEntries = ({ file, trusted }: VerificationReportInput): ReadonlyArray<KeyValue> => [
  { name: words.file.name, value: file.name },
  { name: words.file.kind, value: words.kinds[file.kind] },
  { name: words.file.bytes, value: groupedInteger(file.bytes) },
  { name: words.file.sha256, value: file.sha256 === null ? words.file.noDigest : [span(file.sha256, "code")] },
  { name: words.file.trusted, value: trusted === null ? words.file.noTrust : [span(trusted, "code")] },
];

const scopeEntries = ({ checked, ground, histories }: VerificationReportInput): ReadonlyArray<KeyValue> => {
  const figures = [
    { name: words.scope.histories, value: groupedInteger(histories.length) },
    { name: words.scope.checkpoints, value: words.scope.notes(checked.notes, checked.receipts) },
    { name: words.scope.attachments, value: groupedInteger(checked.attachments) },
    { name: words.scope.register, value: [span(ground.register, "code")] },
  ];
  return groundEntries(ground).flatMap((entry, index) => [entry, ...figures.slice(index, index + 1)]);
};

const summary = ({ checked, histories, remarks, verdict, warnings }: VerificationReportInput): Summary => {
  const line = (name: string, count: number, attention: boolean) => ({
    name,
    value: groupedInteger(count),
    attention: attention && count > 0,
  });
  const sum = (of: (history: VerifiedHistory) => number): number =>
    histories.reduce((total, history) => total + of(history), 0);
  return {
    title: words.verdicts[verdict],
    lines: [
      line(words.summary.records, checked.records, false),
      line(words.summary.warnings, warnings.length, true),
      line(words.summary.remarks, remarks.length, false),
      line(
        words.summary.equivocations,
        sum((history) => history.equivocations),
        true,
      ),
      line(
        words.summary.conflicts,
        sum((history) => history.conflicts),
        true,
      ),
      line(
        words.summary.missing,
        sum((history) => history.attachmentsMissing),
        true,
      ),
      line(
        words.summary.withheld,
        sum((history) => history.openingsWithheld + history.openingsErased),
        false,
      ),
      line(
        words.summary.late,
        sum((history) => history.lateEntries),
        false,
      ),
    ],
    remark: words.summary.remark,
  };
};

const verdictNotice = ({ reason, statement, verdict }: VerificationReportInput): Notice => {
  const isSound = verdict === "verified" || verdict === "self-consistent";
  const isSaid = reason === null || statement.includes(reason.message);
  const because = isSaid ? "" : `\n${words.reason(reason.message, reason.place)}`;
  return {
    kind: "notice",
    tone: isSound ? "information" : "attention",
    title: words.verdictTitle(words.verdicts[verdict]),
    text: `${statement}${because}`,
  };
};

const provedSection = ({ file, trusted, verdict }: VerificationReportInput): ReportSection => ({
  title: words.proved.title,
  blocks: [
    { kind: "subheading", text: words.proved.checkedTitle },
    { kind: "list", numbered: false, items: [...words.proved.checked, ...words.proved.checkedOf[file.kind]] },
    { kind: "subheading", text: words.proved.provedTitle },
    { kind: "list", numbered: false, items: words.proved.provedBy(verdict, trusted !== null) },
    { kind: "subheading", text: words.proved.notProvedTitle },
    { kind: "list", numbered: false, items: words.proved.notProved(verdict, trusted !== null) },
  ],
});

const findingSection = ({ reason, remarks, warnings }: VerificationReportInput): ReportSection => {
  const finding = (grade: string, marked: boolean) => (text: string) => ({
    kind: "cells" as const,
    marked,
    cells: [[span(grade, "strong")], text],
  });
  const table: Table = {
    kind: "table",
    description: words.findings.description,
    whenEmpty: words.findings.none,
    columns: [
      { title: words.findings.columns.grade, width: 18, align: "left" },
      { title: words.findings.columns.text, width: 82, align: "left" },
    ],
    rows: [
      ...(reason === null
        ? []
        : [words.reason(reason.message, reason.place)].map(finding(words.findings.reason, true))),
      ...warnings.map(finding(words.findings.warning, true)),
      ...remarks.map(finding(words.findings.remark, false)),
    ],
  };
  return { title: words.findings.title, blocks: [{ kind: "paragraph", text: words.findings.intro }, table] };
};

const registerSection = ({ registers, revocations, trusted }: VerificationReportInput): ReportSection => {
  const rows = registers.map((register) => ({
    kind: "cells" as const,
    marked: false,
    cells: [[span(register, "code" as const)], register === trusted ? words.registers.trusted : words.registers.known],
  }));
  const table: Table = {
    kind: "table",
    description: words.registers.description,
    whenEmpty: words.registers.none,
    columns: [
      { title: words.registers.columns.register, width: 70, align: "left" },
      { title: words.registers.columns.trust, width: 30, align: "left" },
    ],
    rows,
  };
  const ended = revocations.length === 0 ? words.registers.noRevocation : [span(revocations.join(", "), "code")];
  return {
    title: words.registers.title,
    blocks: [
      { kind: "paragraph", text: words.registers.intro },
      table,
      { kind: "keyValues", columns: 1, entries: [{ name: words.registers.revocations, value: ended }] },
    ],
  };
};

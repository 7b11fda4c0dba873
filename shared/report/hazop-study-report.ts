/**
 * The HAZOP study report: header, both axes with their reasons, a worksheet for each node, safeguards, actions, matrix.
 */
import type { NodeState } from "../hazop/study-state.ts";
import { groupedInteger, orNotRecorded, shortId, span } from "./dossier-text.ts";
import type { HazopStudyInput } from "./hazop-study-input.ts";
import {
  actionSection,
  legendSection,
  matrixSection,
  missingSection,
  momentText,
  reasonTable,
  safeguardSection,
  stateSection,
  teamSection,
} from "./hazop-study-lists.ts";
import { hazopWords, protectionWords, validityWords } from "./hazop-vocabulary.ts";
import { nodeWorksheet } from "./hazop-worksheet.ts";
import type { KeyValue, Notice, ReportDocument, ReportSection, Summary } from "./report-document.ts";
import { groundChapter, groundEntries, groundProof } from "./report-ground.ts";
import { kindWords } from "./report-vocabulary.ts";

/** Name and version of this template; the version rises when the pages of the same rows change. */
export const hazopStudyTemplate = { name: "hazop-study", version: 2 } as const;

/** A study with its state at a moment; pure, so the same records always give the same pages. */
export const hazopStudyReport = (input: HazopStudyInput): ReportDocument => ({
  template: hazopStudyTemplate,
  state: input.ground.state,
  format: { size: "A4", orientation: "landscape" },
  language: "en",
  title: kindWords["hazop-study"].title,
  subject: input.name,
  subtitle: hazopWords.subtitle,
  identification: { kind: "keyValues", columns: 1, entries: headerEntries(input) },
  summary: summary(input),
  scope: { kind: "keyValues", columns: 2, entries: scopeEntries(input) },
  issuer: input.ground.issuer,
  proof: groundProof(input.ground),
  notices: notices(input),
  sections: [
    stateSection(input),
    missingSection(input),
    teamSection(input),
    ...input.state.nodes.map((node) => nodeSection(input, node)),
    safeguardSection(input),
    actionSection(input),
    matrixSection(input),
    legendSection(),
    groundChapter(input.ground, hazopWords.statement),
  ],
});

const headerEntries = ({ file, importedAt, state, study }: HazopStudyInput): ReadonlyArray<KeyValue> => {
  const words = hazopWords.header;
  const { header } = study;
  const given = [
    [words.facility, header.facility],
    [words.location, header.location],
    [words.company, header.company],
    [words.type, header.type],
    [words.coordinator, header.coordinator],
    [words.project, header.project],
    [words.reportNumber, header.reportNumber],
  ] as const;
  return [
    { name: words.unit, value: orNotRecorded(header.unit) },
    ...given.flatMap(([name, value]) => (value === "" ? [] : [{ name, value }])),
    { name: words.status, value: orNotRecorded(header.status) },
    { name: words.due, value: state.revalidationDue ?? [span(words.noDue, "muted")] },
    { name: words.file, value: `${file.name} (${file.dialect}, ${groupedInteger(file.size)} bytes)` },
    { name: words.digest, value: [span(file.sha256, "code")] },
    { name: words.imported, value: momentText(importedAt) },
  ];
};

const scopeEntries = ({ ground, records }: HazopStudyInput): ReadonlyArray<KeyValue> => [
  ...groundEntries(ground),
  { name: hazopWords.scope.records, value: groupedInteger(records) },
  { name: hazopWords.scope.rule, value: hazopWords.rules },
];

const summary = ({ closures, findings, state, study }: HazopStudyInput): Summary => {
  const words = hazopWords.summary;
  const scenarios = state.nodes.flatMap((node) => node.scenarios);
  const closed = new Set(closures.map(({ body }) => body.recommendation));
  const line = (name: string, value: string, attention = false) => ({ attention, name, value });
  const count = (name: string, number: number, attention = false) =>
    line(name, groupedInteger(number), attention && number > 0);
  return {
    title: words.title,
    lines: [
      line(words.at, momentText(state.at)),
      line(words.validity, validityWords[state.validity.state], state.validity.state !== "VALID"),
      line(words.protection, protectionWords[state.protection.state], state.protection.state !== "PROTECTED"),
      count(words.nodes, state.nodes.length),
      count(words.rows, scenarios.length),
      count(words.unprotected, scenarios.filter((one) => one.protection.state === "NOT_PROTECTED").length, true),
      count(words.safeguards, state.safeguards.length),
      count(words.impaired, state.safeguards.filter((one) => one.state !== "HEALTHY").length, true),
      count(words.openActions, study.recommendations.filter(({ id }) => !closed.has(id)).length, true),
      count(words.errors, findings.filter(({ grade }) => grade === "error").length, true),
    ],
    remark: words.remark,
  };
};

/** An axis that is not at its best is not to be overlooked. */
const notices = ({ state }: HazopStudyInput): ReadonlyArray<Notice> => {
  const { protection, validity } = state;
  const words = hazopWords.state;
  return [
    ...(validity.state === "VALID"
      ? []
      : [notice(`${words.validity}: ${validityWords[validity.state]}`, validity.reasons[0]?.text ?? "")]),
    ...(protection.state === "PROTECTED"
      ? []
      : [notice(`${words.protection}: ${protectionWords[protection.state]}`, protection.reasons[0]?.text ?? "")]),
  ];
};

const notice = (title: string, text: string): Notice => ({ kind: "notice", tone: "attention", title, text });

const nodeSection = (input: HazopStudyInput, state: NodeState): ReportSection => {
  const words = hazopWords.node;
  const { node, protection, validity } = state;
  return {
    title: words.title(node.number, node.name),
    blocks: [
      { kind: "keyValues", columns: 2, entries: nodeEntries(state) },
      ...(validity.state === "VALID" ? [] : [reasonTable(validity)]),
      nodeWorksheet(input, state),
      ...(protection.state === "PROTECTED" ? [] : [reasonTable(protection)]),
    ],
  };
};

const nodeEntries = ({ links, node, protection, validity }: NodeState): ReadonlyArray<KeyValue> => {
  const words = hazopWords.node;
  const given = [
    [words.boundary, node.boundary],
    [words.design, node.designConditions],
    [words.operating, node.operatingConditions],
    [words.materials, node.hazardousMaterials],
    [words.drawings, node.drawings.join(", ")],
    [words.equipment, node.equipmentTags],
  ] as const;
  return [
    { name: words.intention, value: orNotRecorded(node.intention) },
    {
      name: words.state,
      value: [
        span(validityWords[validity.state], "strong"),
        span(" · "),
        span(protectionWords[protection.state], "strong"),
      ],
    },
    ...given.flatMap(([name, value]) => (value === "" ? [] : [{ name, value }])),
    ...(links.length === 0
      ? []
      : [{ name: words.assets, value: links.map(({ asset, tag }) => tag ?? shortId(asset)).join(", ") }]),
  ];
};

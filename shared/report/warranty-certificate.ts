/** The warranty certificate: what is promised, to which limits, under which conditions, and how it stands. */
import type { CoverCheck } from "../warranty/judge-warranty.ts";
import type { UsageLimit, WarrantyLimits } from "../warranty/warranty-body.ts";
import { orNotRecorded, shortId, span, timeText } from "./dossier-text.ts";
import type { KeyValue, ReportBlock, ReportDocument, ReportSection, Table } from "./report-document.ts";
import { groundChapter, groundEntries, groundProof } from "./report-ground.ts";
import { certificateWords as words } from "./warranty-certificate-words.ts";
import type { WarrantyCertificateInput } from "./warranty-certificate-input.ts";

/** The version rises when the pages of the same input change. */
export const warrantyCertificateTemplate = { name: "warranty-certificate", version: 2 } as const;

/** Pure: the same terms and evidence always give the same pages. */
export const warrantyCertificate = (input: WarrantyCertificateInput): ReportDocument => {
  const { ground, terms, verdict } = input;
  return {
    template: warrantyCertificateTemplate,
    state: ground.state,
    format: { size: "A4", orientation: "portrait" },
    language: "en",
    title: words.title,
    subject: `${terms.certificate_number} · ${terms.product.description}`,
    subtitle: words.subtitle(words.strategies[terms.strategy]),
    identification: { kind: "keyValues", columns: 1, entries: productEntries(input) },
    summary: {
      title: words.cover,
      lines: [
        { attention: verdict.cover !== "in", name: words.cover, value: words.covers[verdict.cover] },
        { attention: false, name: words.judgedOn, value: dayOf(input.judgedAt) },
        { attention: false, name: words.monthsTo, value: input.ends ?? words.noLimit },
        { attention: false, name: words.usageLimits, value: String(terms.limits.usage.length) },
        { attention: false, name: words.claims, value: String(input.claims.length) },
      ],
      remark: words.firstReached,
    },
    scope: { kind: "keyValues", columns: 2, entries: [...groundEntries(ground)] },
    issuer: ground.issuer,
    proof: groundProof(ground),
    notices: [],
    sections: [
      { title: words.sections.terms, blocks: [{ kind: "keyValues", columns: 1, entries: termEntries(input) }] },
      ...listSections(input),
      { title: words.sections.standing, blocks: standingBlocks(input) },
      groundChapter(ground, words.statement),
    ],
  };
};

const dayOf = (at: string): string => at.slice(0, 10);

const usageText = ({ counter, limit }: UsageLimit): string => `${limit.value} ${limit.unit} ${words.of} ${counter}`;

const limitsText = ({ months, usage }: WarrantyLimits): string =>
  [...(months === null ? [] : [words.months(months)]), ...usage.map(usageText)].join(words.or) || words.noLimit;

const productEntries = ({ holder, lifeNumber, tag, terms }: WarrantyCertificateInput): ReadonlyArray<KeyValue> => {
  const { application, description, part_number, serial } = terms.product;
  const names = words.product;
  return [
    { name: names.number, value: [span(terms.certificate_number, "strong")] },
    { name: names.label, value: [span(words.strategies[terms.strategy], "strong")] },
    { name: names.description, value: description },
    { name: names.part, value: orNotRecorded(part_number) },
    { name: names.serial, value: orNotRecorded(serial) },
    { name: names.tag, value: names.life(tag, lifeNumber) },
    ...given(names.application, application),
    ...given(names.original, terms.previous?.original_equipment ?? null),
    ...given(names.core, terms.previous?.core_serial ?? null),
    { name: names.holder, value: orNotRecorded(holder) },
    { name: names.issuer, value: [terms.issuer.name, terms.issuer.address].filter((part) => part !== null).join(", ") },
  ];
};

const given = (name: string, value: string | null): ReadonlyArray<KeyValue> =>
  value === null ? [] : [{ name, value }];

const termEntries = ({ issuedAt, issuedBy, record, terms }: WarrantyCertificateInput): ReadonlyArray<KeyValue> => {
  const names = words.terms;
  return [
    { name: names.begins, value: `${terms.start.occurred.value}, ${words.starts[terms.start.event]}` },
    { name: names.limits, value: limitsText(terms.limits) },
    {
      name: names.meter,
      value: orNotRecorded(
        terms.meter_at_start.map(({ counter, reading }) => `${counter} ${reading.value} ${reading.unit}`).join(", "),
      ),
    },
    ...(terms.reference_new === null
      ? []
      : [{ name: names.asNew, value: `${limitsText(terms.reference_new)} (${terms.reference_new.source})` }]),
    ...given(names.usageClass, terms.usage_class),
    { name: names.remedy, value: terms.remedy },
    { name: names.replacement, value: names.replacementText },
    ...given(names.liability, terms.liability),
    ...given(names.transfer, terms.transferable),
    ...given(names.procedure, terms.claim_procedure),
    ...given(names.law, terms.governing_law),
    ...given(names.remark, terms.remark),
    {
      name: names.signed,
      value: [span(`${issuedBy}, ${timeText({ at: issuedAt, precision: "second" })} `), span(shortId(record), "code")],
    },
  ];
};

const listSections = ({ terms }: WarrantyCertificateInput): ReadonlyArray<ReportSection> => {
  const service = terms.service === null ? [] : [words.service(terms.service)];
  return [
    listSection(words.sections.covered, terms.covered),
    listSection(words.sections.excluded, terms.excluded),
    listSection(words.sections.conditions, [...terms.conditions, ...service]),
    listSection(words.sections.exclusions, terms.exclusions),
    listSection(
      words.sections.evidence,
      terms.evidence.map(({ kind, reference }) => `${kind}: ${reference}`),
    ),
  ].flat();
};

const listSection = (title: string, items: ReadonlyArray<string>): ReadonlyArray<ReportSection> =>
  items.length === 0 ? [] : [{ title, blocks: [{ kind: "list", numbered: false, items }] }];

const standingBlocks = ({ claims, judgedAt, verdict }: WarrantyCertificateInput): ReadonlyArray<ReportBlock> => [
  { kind: "paragraph", text: words.judged(timeText({ at: judgedAt, precision: "second" })) },
  checkTable(verdict.checks),
  { kind: "subheading", text: words.claims },
  claimTable(claims),
];

const checkTable = (checks: ReadonlyArray<CoverCheck>): Table => ({
  kind: "table",
  description: words.checkTable,
  whenEmpty: words.noLimit,
  columns: [
    { title: words.columns.what, width: 14, align: "left" },
    { title: words.columns.cover, width: 20, align: "left" },
    { title: words.columns.why, width: 66, align: "left" },
  ],
  rows: checks.map(({ cover, records, sentence, what }) => ({
    kind: "cells",
    marked: cover !== "in",
    cells: [
      words.checks[what],
      words.covers[cover],
      [span(sentence), ...records.map((record) => span(` ${shortId(record)}`, "code"))],
    ],
  })),
});

const claimTable = (claims: WarrantyCertificateInput["claims"]): Table => ({
  kind: "table",
  description: words.claimTable,
  whenEmpty: words.noClaims,
  columns: [
    { title: words.columns.at, width: 22, align: "left" },
    { title: words.columns.summary, width: 42, align: "left" },
    { title: words.columns.cover, width: 20, align: "left" },
    { title: words.columns.record, width: 16, align: "left" },
  ],
  rows: claims.map(({ at, cover, record, summary }) => ({
    kind: "cells",
    marked: cover !== "in",
    cells: [timeText({ at, precision: "day" }), summary, words.covers[cover], [span(shortId(record), "code")]],
  })),
});

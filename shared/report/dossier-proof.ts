/** What a dossier says about itself: scope, summary, what is missing, how to verify. */
import { periodOf } from "./dossier-history.ts";
import { groupedInteger, orNotRecorded, shortId, span, timeText } from "./dossier-text.ts";
import type { KeyValues, Proof, ReportSection, ReportText, Summary, Table, TableRow } from "./report-document.ts";
import { actOf, groundChapter, groundProof, type ReportGround } from "./report-ground.ts";
import { dossierWords, reportWords } from "./report-vocabulary.ts";
import type { ServiceDossierInput } from "./service-dossier-input.ts";

/** Heads that are printed before the rest is counted. */
const headsShown = 4;
/** Ids or reasons that a row about missing things names before the rest is counted. */
const reasonsShown = 12;

/** The machine: tag, serial and the rest, with "not recorded" where nothing is known. */
export const identification = ({ asset }: ServiceDossierInput): KeyValues => {
  const words = dossierWords.identity;
  return {
    kind: "keyValues",
    columns: 1,
    entries: [
      { name: words.tag, value: orNotRecorded(asset.tag) },
      { name: words.serial, value: orNotRecorded(asset.serial) },
      { name: words.maker, value: orNotRecorded(asset.maker) },
      { name: words.model, value: orNotRecorded(asset.model) },
      { name: words.className, value: orNotRecorded(asset.className) },
      ...asset.identifiers.map(({ scheme, value }) => ({ name: scheme, value })),
    ],
  };
};

/** Counts for the box on the first page. */
export const summary = (input: ServiceDossierInput): Summary => {
  const words = dossierWords.summary;
  const doubtful = input.standings.filter(({ standing, records }) => standing !== "accepted" && records > 0);
  const line = (name: string, count: number, attention: boolean) => ({
    name,
    value: groupedInteger(count),
    attention: attention && count > 0,
  });
  return {
    title: words.title,
    lines: [
      line(words.records, input.scope.records, false),
      ...input.standings
        .filter(({ standing }) => standing === "accepted")
        .map(({ records }) => line(standingName("accepted"), records, false)),
      ...doubtful.map(({ standing, records }) => line(standingName(standing), records, standing !== "corrected")),
      line(words.writers, input.writers.length, false),
      line(words.forks, input.forks.length, false),
      line(words.conflicts, input.conflicts.length, true),
      line(words.equivocations, input.equivocations.length, true),
      line(words.missing, missingCount(input), true),
    ],
    remark: input.state === "issued" ? words.remark : words.previewRemark,
  };
};

/** Which records, from when to when, on which heads, issued by whom and when. */
export const scope = (input: ServiceDossierInput): KeyValues => {
  const words = dossierWords.scope;
  const period = periodOf(input.entries);
  return {
    kind: "keyValues",
    columns: 2,
    entries: [
      { name: actOf(input), value: words.role(input.issuer.name, input.issuer.role) },
      { name: words.records, value: words.recordCount(input.scope.records) },
      { name: words.organisation, value: input.issuer.organisation },
      { name: words.period, value: period === null ? words.noPeriod : words.periodText(period.first, period.last) },
      {
        name: input.state === "issued" ? words.issued : words.prepared,
        value: timeText({ at: input.issuer.date, precision: "second" }),
      },
      {
        name: words.bounds,
        value: input.scope.witnesses === 0 ? words.selfDeclared : words.witnessed(input.scope.witnesses),
      },
      { name: words.history, value: [span(input.scope.history, "code")] },
      { name: words.heads, value: headsText(input.scope.heads) },
    ],
  };
};

/**
 * Pending records, missing attachments, withheld openings and open time bounds: one row each, only those that occur.
 */
export const missingSection = (input: ServiceDossierInput): ReportSection => {
  const words = dossierWords.missing;
  const rows = missingRows(input);
  if (rows.length === 0) return { title: words.title, blocks: [{ kind: "paragraph", text: words.nothing }] };
  const table: Table = {
    kind: "table",
    description: words.description,
    whenEmpty: words.nothing,
    columns: [
      { title: words.columns.kind, width: 36, align: "left" },
      { title: words.columns.count, width: 10, align: "right" },
      { title: words.columns.detail, width: 54, align: "left" },
    ],
    rows,
  };
  return { title: words.title, blocks: [{ kind: "paragraph", text: words.intro }, table] };
};

/** The last chapter. */
export const verificationSection = (input: ServiceDossierInput): ReportSection =>
  groundChapter(groundOf(input), dossierWords.statement);

/** Foot and QR code of every page. */
export const proof = (input: ServiceDossierInput): Proof => groundProof(groundOf(input));

const groundOf = ({ checkpoint, issuer, scope: range, seal, state }: ServiceDossierInput): ReportGround => ({
  state,
  issuer,
  checkpoint,
  history: range.history,
  register: range.register,
  ...(seal === undefined ? {} : { seal }),
});

const missingRows = (input: ServiceDossierInput): ReadonlyArray<TableRow> => {
  const words = dossierWords.missing;
  const { pending, withheldOpenings, openTimeBounds } = input.missing;
  const files = (presence: "absent" | "leftOut"): ReadonlyArray<string> =>
    input.attachments
      .filter((file) => file.presence === presence)
      .map((file) => `${file.name} (${shortId(file.hash)})`);
  return [
    missingRow(
      words.pending,
      pending.map(({ id, reason }) => `${shortId(id)}: ${reason}`),
    ),
    missingRow(words.attachments, files("absent")),
    missingRow(words.leftOut, files("leftOut")),
    missingRow(words.withheld, withheldOpenings),
    countRow(words.openBounds, openTimeBounds, words.openBoundsDetail),
  ].flat();
};

const missingRow = (name: string, reasons: ReadonlyArray<string>): ReadonlyArray<TableRow> => {
  const shown = reasons.slice(0, reasonsShown).join("; ");
  const rest = reasons.length - reasonsShown;
  return countRow(name, reasons.length, rest > 0 ? `${shown}; ${reportWords.andMore(rest)}` : shown);
};

const countRow = (name: string, count: number, detail: string): ReadonlyArray<TableRow> =>
  count === 0 ? [] : [{ kind: "cells", marked: false, cells: [name, groupedInteger(count), detail] }];

/** Time bounds are counted beside: they are open, not missing. */
const missingCount = ({ missing, attachments }: ServiceDossierInput): number =>
  missing.pending.length +
  missing.withheldOpenings.length +
  attachments.filter((file) => file.presence !== "inside").length;

const headsText = (heads: ReadonlyArray<string>): ReportText => {
  if (heads.length === 0) return reportWords.none;
  const shown = heads.slice(0, headsShown).map(shortId).join(", ");
  const rest = heads.length - headsShown;
  return [span(shown, "code"), span(rest > 0 ? ` ${reportWords.andMore(rest)}` : "")];
};

const standingName = (standing: string): string => `${standing.charAt(0).toUpperCase()}${standing.slice(1)}`;

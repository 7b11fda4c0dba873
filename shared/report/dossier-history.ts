/** The history chapter of a dossier: one row a record, its corrections beside it. */
import { clockSpans, dateText, recordTitle, shortId, span, stacked, timeText } from "./dossier-text.ts";
import type { ReportSection, ReportText, Table, TableRow, TextSpan } from "./report-document.ts";
import { dossierWords, type Standing } from "./report-vocabulary.ts";
import type { DossierCorrection, DossierEntry, DossierSigner } from "./service-dossier-input.ts";

const words = dossierWords.history;

/** All entries in the history's order, with a title row for each year. */
export const historySection = (entries: ReadonlyArray<DossierEntry>): ReportSection => {
  // Where nobody stands behind any time, the scope says so once for all.
  const isWitnessed = entries.some(({ witnessed }) => witnessed !== null);
  return { title: words.title, blocks: [historyTable(entries, isWitnessed)] };
};

const historyTable = (entries: ReadonlyArray<DossierEntry>, isWitnessed: boolean): Table => ({
  kind: "table",
  description: words.description,
  whenEmpty: words.empty,
  columns: [
    { title: words.columns.when, width: 18, align: "left" },
    { title: words.columns.what, width: 46, align: "left" },
    { title: words.columns.figures, width: 15, align: "right" },
    { title: words.columns.who, width: 21, align: "left" },
  ],
  rows: entries.flatMap((entry, index) => [
    ...yearRow(entry, entries[index - 1]),
    entryRow(entry, isWitnessed),
    ...entry.corrections.map(correctionRow),
  ]),
});

const yearRow = (entry: DossierEntry, before: DossierEntry | undefined): ReadonlyArray<TableRow> => {
  const year = entry.at.slice(0, 4);
  if (before !== undefined && before.at.slice(0, 4) === year) return [];
  return [{ kind: "group", title: year }];
};

const entryRow = (entry: DossierEntry, isWitnessed: boolean): TableRow => ({
  kind: "cells",
  marked: entry.standing !== "accepted" || entry.corrections.length > 0 || entry.impossible,
  cells: [whenText(entry, isWitnessed), whatText(entry), figuresText(entry), whoText(entry)],
});

const whenText = (entry: DossierEntry, isWitnessed: boolean): ReportText => {
  const { id, witnessed } = entry;
  const time = witnessed === null ? words.selfDeclared : words.witnessed(witnessed.by, witnessed.organisations);
  return stacked([
    [span(dateText(entry), "strong"), ...clockSpans(entry)],
    [span(shortId(id), "code")],
    isWitnessed ? [span(time, "muted")] : [],
  ]);
};

const whatText = (entry: DossierEntry): ReportText => {
  const style = isWithdrawn(entry) ? "withdrawn" : "plain";
  const named = (name: string, value: string | null): ReadonlyArray<TextSpan> =>
    value === null || value === "" ? [] : [span(`${name}: `, "muted"), span(value, style)];
  return stacked([
    [span(recordTitle(entry.type), "strong")],
    named(words.failed, entry.failed),
    named(words.done, entry.done),
    entry.facts
      .filter((fact) => fact.value !== "")
      .flatMap((fact, index) => [...(index === 0 ? [] : [span(" · ", "muted")]), ...named(fact.name, fact.value)]),
    ...entry.codes.map((code) => [
      span(`${code.list} `, "muted"),
      span(code.code, "code"),
      span(code.title === null ? "" : ` ${code.title}`),
    ]),
    named(words.parts, entry.parts.map((part) => words.part(part.quantity, part.description, part.number)).join("; ")),
    attachmentLine(entry.attachments),
  ]);
};

const attachmentLine = (hashes: ReadonlyArray<string>): ReadonlyArray<TextSpan> =>
  hashes.length === 0 ? [] : [span(`${words.files}: `, "muted"), span(hashes.map(shortId).join(", "), "code")];

const figuresText = (entry: DossierEntry): ReportText =>
  stacked([
    entry.hours === null ? [] : [span(words.hours(entry.hours))],
    ...entry.counters.map((counter) => [
      span(`${counter.name} `, "muted"),
      span(quantityText(counter.value, counter.unit)),
    ]),
  ]);

const whoText = (entry: DossierEntry): ReportText =>
  stacked([
    [span(entry.by.name)],
    entry.standing === "accepted" ? signedAs(entry.by, entry.standing) : [span(entry.by.role, "muted")],
    entry.standing === "accepted" ? [] : [span(entry.standing, "strong")],
    entry.standingReason === null ? [] : [span(entry.standingReason, "muted")],
    entry.late ? [span(words.lateEntry, "strong")] : [],
    entry.impossible ? [span(words.impossible, "strong")] : [],
  ]);

const signedAs = (by: DossierSigner, standing: Standing): ReadonlyArray<TextSpan> => [
  span(`${by.role} · ${standing}`, "muted"),
];

/** UCUM writes 1 for a mere number: paper does not. */
const quantityText = (value: string, unit: string): string => (unit === "1" ? value : `${value} ${unit}`);

/** A correction stands directly under what it corrects, so that nobody reads one without the other. */
const correctionRow = (correction: DossierCorrection): TableRow => ({
  kind: "cells",
  marked: true,
  cells: [
    stacked([[span(dateText(correction)), ...clockSpans(correction)], [span(shortId(correction.id), "code")]]),
    stacked([
      [span("↳ ", "muted"), span(words.corrected(dossierWords.corrections[correction.reason]), "strong")],
      correction.replacement === null
        ? [span(words.noReplacement, "muted")]
        : [span(words.replacedBy(shortId(correction.replacement)))],
    ]),
    "",
    stacked([[span(correction.by.name)], signedAs(correction.by, correction.standing)]),
  ],
});

/** Only a correction that says that the content is wrong rules it through. */
const isWithdrawn = (entry: DossierEntry): boolean =>
  entry.corrections.some(
    ({ reason, standing }) => standing === "accepted" && (reason === "did_not_occur" || reason === "incorrect_data"),
  );

/** First and last date among entries, as exact as they are known, or `null` without entries. */
export const periodOf = (
  entries: ReadonlyArray<DossierEntry>,
): { readonly first: string; readonly last: string } | null => {
  const sorted = entries.toSorted((left, right) => (left.at < right.at ? -1 : 1));
  const [first, last] = [sorted[0], sorted.at(-1)];
  return first === undefined || last === undefined ? null : { first: timeDate(first), last: timeDate(last) };
};

const timeDate = (entry: DossierEntry): string =>
  timeText({ at: entry.at, precision: isDatePrecision(entry) ? entry.precision : "day" });

const isDatePrecision = (entry: DossierEntry): boolean => entry.precision === "year" || entry.precision === "month";

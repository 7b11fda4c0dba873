/** Documents that were issued, newest first: filtered by kind, history, day, writer and words. */
import type { SqlValue } from "../projection/index-tables.ts";
import { idBlob } from "../projection/record-rows.ts";
import { searchText } from "../projection/search-text.ts";
import type { Standing } from "../register/standing.ts";
import { countingStandings, hexAt, numberAt, textAt, textOrNullAt, type Question } from "./question.ts";
import { standingOf } from "./standing-counts.ts";

export interface IssuedReportsRequest {
  readonly limit: number;
  readonly offset: number;
  /** Of the title and the tag; every word must stand somewhere. */
  readonly search: string;
  readonly template?: string | undefined;
  /** The number of a history. */
  readonly history?: number | undefined;
  /** Instants: from the first, before the second. */
  readonly from?: string | undefined;
  readonly before?: string | undefined;
  /** The record of one issue, hex64. */
  readonly record?: string | undefined;
  /** A key, hex64. */
  readonly writer?: string | undefined;
}

export interface IssuedReportRow {
  readonly record: string;
  readonly history: string;
  readonly at: string;
  readonly standing: Standing;
  readonly document: string;
  readonly pages: number;
  readonly role: string;
  readonly tag: string | null;
  readonly template: string;
  readonly title: string;
  readonly writer: string;
}

/** One window of the list. */
export const issuedReports = (request: IssuedReportsRequest): Question<IssuedReportRow> => {
  const { text, values } = filterOf(request);
  return {
    text: `SELECT record.id, history.id, record.at, record.standing, document, pages, role, asset.tag, template, title,
        writer ${from} ${text} ORDER BY record.at DESC, record.id LIMIT ? OFFSET ?`,
    values: [...values, request.limit, request.offset],
    row: (row) => ({
      record: hexAt(row, 0),
      history: hexAt(row, 1),
      at: textAt(row, 2),
      standing: standingOf(numberAt(row, 3)),
      document: hexAt(row, 4),
      pages: numberAt(row, 5),
      role: textAt(row, 6),
      tag: textOrNullAt(row, 7),
      template: textAt(row, 8),
      title: textAt(row, 9),
      writer: hexAt(row, 10),
    }),
  };
};

/** How many documents the whole answer has. */
export const issuedReportsTotal = (request: IssuedReportsRequest): Question<number> => {
  const { text, values } = filterOf(request);
  return { text: `SELECT count(*) ${from} ${text}`, values, row: (row) => numberAt(row, 0) };
};

/** The keys that have issued documents. */
export const reportWriters = (): Question<string> => ({
  text: "SELECT DISTINCT writer FROM issued_report",
  values: [],
  row: (row) => hexAt(row, 0),
});

/** The records that say to whom the document of an issue went, oldest first; only those that count. */
export const handingsOf = (issue: string): Question<string> => ({
  text: `SELECT record.id FROM handing JOIN record ON record.line = handing.record
    WHERE issue = ? AND record.standing IN ${countingStandings} ORDER BY record.at, record.id`,
  values: [idBlob(issue)],
  row: (row) => hexAt(row, 0),
});

const from = `FROM issued_report JOIN record ON record.line = issued_report.record
  JOIN history ON history.key = issued_report.history LEFT JOIN asset ON asset.history = issued_report.history`;

interface Condition {
  readonly text: string;
  readonly value: SqlValue;
}

const filterOf = (request: IssuedReportsRequest) => {
  const { before, from: first, history, record, search, template, writer } = request;
  const words = searchText(search)
    .split(/\s+/)
    .filter((word) => word !== "");
  const conditions: ReadonlyArray<Condition> = [
    ...conditionOn("template = ?", template),
    ...conditionOn("issued_report.history = ?", history),
    ...conditionOn("record.at >= ?", first),
    ...conditionOn("record.at < ?", before),
    ...conditionOn("record.id = ?", record === undefined ? undefined : idBlob(record)),
    ...conditionOn("writer = ?", writer === undefined ? undefined : idBlob(writer)),
    ...words.map((word) => ({
      text: "instr(issued_report.search || ' ' || coalesce(asset.search, ''), ?) > 0",
      value: word,
    })),
  ];
  const text = conditions.map((condition) => condition.text).join(" AND ");
  return { text: text === "" ? "" : `WHERE ${text}`, values: conditions.map(({ value }) => value) };
};

const conditionOn = (text: string, value: SqlValue | undefined): ReadonlyArray<Condition> =>
  value === undefined ? [] : [{ text, value }];

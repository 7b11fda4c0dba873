/** What the index answers about documents that were issued. */
import type { HistoryId } from "../../shared/ledger/record.ts";
import {
  handingsOf,
  issuedReports,
  issuedReportsTotal,
  reportWriters,
  type IssuedReportRow,
  type IssuedReportsRequest,
} from "../../shared/query/issued-reports.ts";
import type { IndexRows } from "./index-rows.ts";

/** A window of the list, with the history by its id. */
export type IssuedWish = Omit<IssuedReportsRequest, "history"> & { readonly history?: HistoryId | undefined };

export interface IssuedReports {
  readonly rows: ReadonlyArray<IssuedReportRow & { readonly handings: ReadonlyArray<string> }>;
  readonly total: number;
  /** Keys that have issued anything. */
  readonly writers: ReadonlyArray<string>;
}

/** A window of the list, each document with the records that say to whom it went. */
export const answerIssuedReports = (rows: IndexRows, { history, ...wish }: IssuedWish): IssuedReports => {
  const request = history === undefined ? wish : { ...wish, history: rows.historyKey(history) };
  const { database } = rows;
  return {
    rows: database
      .ask(issuedReports(request))
      .map((row) => ({ ...row, handings: database.ask(handingsOf(row.record)) })),
    total: database.ask(issuedReportsTotal(request))[0] ?? 0,
    writers: database.ask(reportWriters()),
  };
};

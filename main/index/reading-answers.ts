/** Readings of one channel for a plot: all of them, or the least and greatest of each column when there are more. */
import { millisOfInstant, parseInstant } from "../../shared/clock/instant.ts";
import type { History } from "../../shared/ledger/history.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { latestReading, seriesOf, type Series } from "../../shared/query/latest-readings.ts";
import { extremesIn, readingsIn, spanFacts, timeColumns, type TimeSpan } from "../../shared/query/reading-columns.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { IndexRows } from "./index-rows.ts";

export interface ReadingsRequest {
  readonly channel: string;
  readonly columns: number;
  /** The first instant that belongs to the plot; any beginning of an instant, such as a date, is taken as it sorts. */
  readonly from?: string | undefined;
  /** The first instant after the plot. */
  readonly to?: string | undefined;
}

/** The asset has no readings of the channel. */
export type NoSuchChannel = Failure & { readonly kind: "noChannel" };

type Plot = ResponseOf<"history.readings">;

/** The plot of a channel. Where its unit changed, the series in the unit of the latest reading is shown. */
export const answerReadings = (
  rows: IndexRows,
  history: History,
  request: ReadingsRequest,
): Outcome<Plot, NoSuchChannel> => {
  const all = rows.database.ask(seriesOf(rows.historyKey(history.id)));
  const series = latestSeries(
    rows,
    all.filter(({ name }) => name === request.channel),
  );
  if (series === undefined) return refuse("noChannel", noChannelMessage(request.channel, all));
  const span = { series: series.key, from: request.from ?? "", before: request.to ?? afterAllInstants };
  const [facts] = rows.database.ask(spanFacts(span));
  const total = facts?.total ?? 0;
  const points = total <= request.columns ? everyPoint(rows, span) : thinned(rows, span, request.columns);
  return success({ points, total, unit: series.unit });
};

/** Sorts behind every instant. */
const afterAllInstants = "~";

const noChannelMessage = (channel: string, all: ReadonlyArray<Series>): string => {
  const names = [...new Set(all.map(({ name }) => name))];
  const known =
    names.length === 0 ? "No instrument has been read for it yet." : `There are readings of ${names.join(", ")}.`;
  return `The asset has no readings of the channel "${channel}". ${known}`;
};

const latestSeries = (rows: IndexRows, series: ReadonlyArray<Series>): Series | undefined => {
  const newest = (one: Series): string => rows.database.ask(latestReading(one.key))[0]?.at ?? "";
  return series.toSorted((left, right) => (newest(left) < newest(right) ? 1 : -1))[0];
};

const everyPoint = (rows: IndexRows, span: TimeSpan): Plot["points"] =>
  rows.database.ask(readingsIn(span)).map(({ at, value }) => ({ at, max: value, min: value }));

const thinned = (rows: IndexRows, span: TimeSpan, columns: number): Plot["points"] => {
  const [facts] = rows.database.ask(spanFacts(span));
  const first = parseInstant(facts?.first ?? "");
  const last = parseInstant(facts?.last ?? "");
  if (!first.ok || !last.ok) return [];
  const cut = timeColumns(millisOfInstant(first.value), millisOfInstant(last.value), columns);
  const greatest = new Map(rows.database.ask(extremesIn(span, cut, "max")).map((reading) => [reading.column, reading]));
  return rows.database.ask(extremesIn(span, cut, "min")).map((least) => {
    const most = greatest.get(least.column) ?? least;
    return { at: least.at < most.at ? least.at : most.at, max: most.value, min: least.value };
  });
};

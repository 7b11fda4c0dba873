/**
 * Windows of a history as a timeline shows them: places from the index, bodies from the journal, the rest from the
 * graph.
 */
import { isObject, type JsonObject } from "../../shared/encoding/canonical-json.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { sealedIn } from "../../shared/ledger/sealed-value.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { fieldText } from "../../shared/projection/asset-fields.ts";
import { fieldValues } from "../../shared/query/field-values.ts";
import {
  timelinePending,
  timelineTotal,
  timelineWindow,
  type TimelineRequest,
  type TimelineRow,
} from "../../shared/query/timeline-window.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { TimelineEntry, WriterRow } from "../../shared/rpc/rows.ts";
import type { Journal, ReadFailure } from "../journal/journal.ts";
import { entryTimes } from "./entry-times.ts";
import { sealsPassedBy } from "./seals-passed.ts";
import { storedBody } from "./index-arrival.ts";
import type { HeldHistories } from "./held-histories.ts";
import type { IndexRows } from "./index-rows.ts";

/** What a timeline shows besides what index, graph and journal know. */
export interface TimelinePorts {
  /** Who wrote it, as its register said when it was written. */
  readonly writerOf: (record: HeldRecord) => Promise<WriterRow>;
  /** What lies behind a sealed value here and now; it goes to the screen and into nothing else. */
  readonly opened: (sealed: string) => Promise<TimelineEntry["opened"][number]>;
}

export interface TimelineSource extends TimelinePorts {
  readonly histories: HeldHistories;
  readonly journal: Pick<Journal, "read">;
}

/** One window of a history. */
export const answerTimeline = async (
  rows: IndexRows,
  source: TimelineSource,
  history: History,
  request: WrittenBy,
): Promise<Outcome<ResponseOf<"history.timeline">, ReadFailure>> => {
  const key = rows.historyKey(history.id);
  const { total, waiting, window } = rowsWanted(rows, history, request);
  const [tag] = rows.database.ask(fieldValues(key)).filter(({ field }) => field === "tag");
  const entries = await entriesOf(source, window);
  const pending = await entriesOf(source, waiting);
  if (!entries.ok) return entries;
  if (!pending.ok) return pending;
  return success({
    entries: entries.value,
    history: history.id,
    pending: pending.value,
    tag: tag === undefined ? null : fieldText(tag.value),
    total,
  });
};

/** What a timeline is asked for, of one writer or of all. */
export interface WrittenBy extends TimelineRequest {
  /** A key. The index does not know who wrote, the graph does. */
  readonly writer?: string | undefined;
}

interface RowsWanted {
  readonly window: ReadonlyArray<TimelineRow>;
  readonly waiting: ReadonlyArray<TimelineRow>;
  readonly total: number;
}

const rowsWanted = (rows: IndexRows, history: History, request: WrittenBy): RowsWanted => {
  const { database } = rows;
  const key = rows.historyKey(history.id);
  const waiting = database.ask(timelinePending(key, request)).filter((row) => isBy(history, row, request.writer));
  if (request.writer === undefined)
    return {
      total: database.ask(timelineTotal(key, request))[0] ?? 0,
      waiting,
      window: database.ask(timelineWindow(key, request)),
    };
  const all = database.ask(timelineWindow(key, { ...request, latest: false, limit: -1, offset: 0 }));
  const theirs = all.filter((row) => isBy(history, row, request.writer));
  const end = request.latest ? Math.max(0, theirs.length - request.offset) : request.offset + request.limit;
  return { total: theirs.length, waiting, window: theirs.slice(Math.max(0, end - request.limit), end) };
};

const isBy = (history: History, { id }: TimelineRow, writer: string | undefined): boolean => {
  const record = parseRecordId(id);
  return writer === undefined || (record !== null && history.records.get(record)?.writer === writer);
};

/** The entry of one record with a row of the index. */
export const timelineEntry = async (
  source: TimelineSource,
  row: TimelineRow,
): Promise<Outcome<TimelineEntry | null, ReadFailure>> => {
  const id = parseRecordId(row.id);
  const record = id === null ? undefined : source.histories.ledger.record(id);
  if (record === undefined) return success(null);
  const line = await source.journal.read(row.line);
  if (!line.ok) return line;
  const body = storedBody(line.value.frame);
  const opened = await Promise.all([...new Set(sealedIn(body))].map((sealed) => source.opened(sealed)));
  return success({
    ...entryOf(source, record, row),
    body: { ...body },
    opened,
    received: line.value.received,
    writer: await source.writerOf(record),
  });
};

const entriesOf = async (
  source: TimelineSource,
  rows: ReadonlyArray<TimelineRow>,
): Promise<Outcome<TimelineEntry[], ReadFailure>> => {
  const entries: TimelineEntry[] = [];
  for (const row of rows) {
    const entry = await timelineEntry(source, row);
    if (!entry.ok) return entry;
    if (entry.value !== null) entries.push(entry.value);
  }
  return success(entries);
};

type GraphEntry = Omit<TimelineEntry, "body" | "opened" | "received" | "writer">;

const entryOf = (
  { histories }: Pick<TimelineSource, "histories">,
  record: HeldRecord,
  row: TimelineRow,
): GraphEntry => {
  const { behind, reason, standing } = histories.judge.verdict(record);
  return {
    at: record.at,
    ...entryTimes(histories.judge, record),
    corrected_by: standing === "corrected" ? [...behind] : [],
    corrects: correctedTarget(record),
    forked: row.apart,
    id: record.id,
    line: row.line,
    position: row.position,
    recorded_at: record.recordedAt,
    seq: record.seq,
    shared: row.shared,
    standing: { behind: [...behind], reason, standing },
    summary: row.summary,
    surfaced_after: [...sealsPassedBy(histories, record)],
    type: record.type,
  };
};

const correctedTarget = ({ body, type }: HeldRecord): string | null =>
  type === "record/corrected@1" ? targetOf(body) : null;

const targetOf = (body: JsonObject | null): string | null => {
  const target = body !== null && isObject(body) ? body["target"] : undefined;
  return typeof target === "string" ? parseRecordId(target) : null;
};

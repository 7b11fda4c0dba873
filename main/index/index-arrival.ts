/**
 * How records come into the index: each states its facts once, and a record that only continues its history's line is
 * placed at once.
 */
import { isObject, type JsonObject, type JsonValue } from "../../shared/encoding/canonical-json.ts";
import { textOf } from "../../shared/encoding/utf8.ts";
import { frameHeadBytes } from "../../shared/ledger/frame.ts";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import { factsOf, type RecordFacts } from "../../shared/projection/record-facts.ts";
import { rowsOfRecord } from "../../shared/projection/record-rows.ts";
import { growHistory, showLast } from "../../shared/query/history-counts.ts";
import { countOpenDefects } from "../../shared/query/open-defects.ts";
import { countsInState } from "../../shared/register/standing.ts";
import type { JournalLine } from "../journal/journal.ts";
import { refreshDue } from "./due-answers.ts";
import type { HeldHistories, ViewedPlace } from "./held-histories.ts";
import type { IndexRows } from "./index-rows.ts";

/** A record with what the journal says of it. */
export interface Arrival {
  readonly record: HeldRecord;
  readonly line: number;
  readonly body: JsonObject;
  /** Whether anybody else is known to have it. */
  readonly shared: boolean;
}

/** Where arrivals come from: the graph, and what is known of who has what. */
export interface ArrivalSource {
  readonly histories: HeldHistories;
  /** The key of this installation: what came from another is shared by that. */
  readonly installation: string;
  /** Keys that this installation had before. */
  readonly formerInstallations?: ReadonlyArray<string>;
  /** Whether a peer is known to have a record that was made here. */
  readonly isKnownElsewhere: (id: string) => boolean;
  /** False before the first exchange: then nobody needs to be asked about any record. */
  readonly isAnyKnownElsewhere: () => boolean;
}

/** A line of the journal as an arrival; `null` when the graph does not hold its record. */
export const arrivalOf = (
  source: ArrivalSource,
  { frame, from, id, line }: Pick<JournalLine, "frame" | "from" | "id" | "line">,
): Arrival | null => {
  const record = source.histories.ledger.record(id);
  if (record === undefined) return null;
  return { record, line, body: storedBody(frame), shared: isShared(source, id, from) };
};

/** The body in a frame that was checked when it came in; its signature is not even looked at. */
export const storedBody = (frame: Uint8Array): JsonObject => {
  const record: JsonValue = JSON.parse(textOf(frame.subarray(frameHeadBytes)) ?? "null");
  const body = isObject(record) ? record["body"] : undefined;
  if (!isObject(body)) throw new Error("A stored frame has lost its record");
  return body;
};

/** Whether anybody else is known to have a record that came from an installation. */
export const isShared = (source: ArrivalSource, id: string, from: string): boolean =>
  (from !== source.installation && source.formerInstallations?.includes(from) !== true) || source.isKnownElsewhere(id);

/** Stands in for the place of a record whose history is settled later. */
export const unplaced: ViewedPlace = { position: -1, standing: "pending", apart: false };

/** Puts the rows of a record in. */
export const insertArrival = (
  rows: IndexRows,
  { body, line, record, shared }: Arrival,
  place: ViewedPlace,
): RecordFacts => {
  const facts = factsOf(record.type, body);
  const history = rows.historyKey(record.history);
  const { apart, position, standing } = place;
  const placed = { record: { ...pickRecord(record), position }, line, standing, apart, shared };
  const keys = { history, channel: (name: string, unit: string) => rows.channelKey(history, name, unit) };
  for (const row of rowsOfRecord(placed, facts, body, keys)) rows.insert(row);
  return facts;
};

/** Puts a record at the end of its history, with what lists show of the history. */
export const appendArrival = (rows: IndexRows, arrival: Arrival, place: ViewedPlace): void => {
  const { record, shared } = arrival;
  const { standing } = place;
  const key = rows.historyKey(record.history);
  const facts = insertArrival(rows, arrival, place);
  rows.database.run(growHistory, [Number(!shared), key]);
  if (countsInState({ standing, reason: null, behind: [] }))
    rows.database.run(showLast, [record.at, facts.summary, key]);
  if (facts.defect !== null || facts.closes.length > 0) rows.database.run(countOpenDefects, [key, key]);
  if (mayMoveDue(facts)) refreshDue(rows, key);
};

/** Plans, work that does their tasks, and readings of counters. */
const mayMoveDue = ({ counters, fulfils, plans, replaces }: RecordFacts): boolean =>
  counters.length + fulfils.length + plans.length + replaces.length > 0;

const pickRecord = ({ at, history, id, type, writer }: HeldRecord) => ({ at, history, id, type, writer });

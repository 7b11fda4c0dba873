/**
 * A record as rows of the index: what it is, and the facts that it states. Pure: nothing here depends on other records.
 */
import type { JsonObject } from "../encoding/canonical-json.ts";
import { bytesOfHex } from "../encoding/hex.ts";
import type { HeldRecord } from "../ledger/history.ts";
import { attachmentsIn, sealedIn } from "../ledger/sealed-value.ts";
import { standings, type Standing } from "../register/standing.ts";
import type { TableRow } from "./index-tables.ts";
import { searchText } from "./search-text.ts";
import { coreRow } from "./core-rows.ts";
import type { PollFact, RecordFacts } from "./record-facts.ts";

/** A record with its place in the journal and what is known of it at the moment. */
export interface PlacedRecord {
  readonly record: Pick<HeldRecord, "id" | "history" | "type" | "at" | "position" | "writer">;
  readonly line: number;
  readonly standing: Standing;
  readonly apart: boolean;
  readonly shared: boolean;
}

/** Small numbers in place of a history's id and a series' name; the same for the same journal. */
export interface RowKeys {
  readonly history: number;
  readonly channel: (name: string, unit: string) => number;
}

/** The number that stands for a standing. */
export const standingCode = (standing: Standing): number => standings.indexOf(standing);

/** An id as the blob that tables hold. */
export const idBlob = (id: string): Uint8Array => {
  const bytes = bytesOfHex(id);
  if (bytes === null) throw new Error(`${id} is not an id`);
  return bytes;
};

/** The rows of one record. */
export const rowsOfRecord = (
  placed: PlacedRecord,
  facts: RecordFacts,
  body: JsonObject,
  keys: RowKeys,
): ReadonlyArray<TableRow> => {
  const { line } = placed;
  const { history } = keys;
  const rows: TableRow[] = [{ table: "record", row: recordRow(placed, facts, history) }];
  if (facts.founding !== null && placed.record.id === placed.record.history)
    rows.push(...foundingRows(line, history, facts.founding));
  if (facts.defect !== null) rows.push({ table: "defect", row: { record: line, history, mode: facts.defect.mode } });
  for (const id of facts.closes) rows.push({ table: "closing", row: { record: line, history, defect: idBlob(id) } });
  for (const [ordinal, { counter, reading }] of facts.counters.entries()) {
    rows.push({
      table: "counter_reading",
      row: { record: line, history, ordinal, counter, value: reading.value, unit: reading.unit },
    });
  }
  for (const task of facts.plans) {
    rows.push({ table: "planned_task", row: { record: line, history, key: task.key, task: JSON.stringify(task) } });
  }
  for (const id of facts.replaces)
    rows.push({ table: "replaced_plan", row: { record: line, history, plan: idBlob(id) } });
  for (const key of facts.fulfils) rows.push({ table: "fulfilled_task", row: { record: line, history, key } });
  if (facts.poll !== null) rows.push(...pollRows(line, facts.poll, keys));
  if (facts.core !== null) rows.push(coreRow(line, history, facts.core));
  rows.push(...reportRows(placed, history, facts));
  for (const { sha256, size } of attachmentsIn(body)) {
    rows.push({ table: "attachment", row: { record: line, history, sha256: idBlob(sha256), size } });
  }
  for (const digest of sealedIn(body))
    rows.push({ table: "sealed", row: { record: line, history, digest: idBlob(digest) } });
  return rows;
};

const recordRow = (
  { record, line, standing, apart, shared }: PlacedRecord,
  { summary }: RecordFacts,
  history: number,
) => ({
  line,
  id: idBlob(record.id),
  history,
  type: record.type,
  at: record.at,
  position: record.position,
  standing: standingCode(standing),
  apart: Number(apart),
  shared: Number(shared),
  summary,
});

const foundingRows = (
  record: number,
  history: number,
  founding: NonNullable<RecordFacts["founding"]>,
): ReadonlyArray<TableRow> => [
  { table: "founding", row: { record, history, life_number: founding.lifeNumber } },
  ...founding.identifiers.map(({ scheme, value }, ordinal) => ({
    table: "identifier" as const,
    row: { record, history, ordinal, scheme, value },
  })),
];

const reportRows = (
  { line, record }: PlacedRecord,
  history: number,
  { handing, issuedReport }: RecordFacts,
): ReadonlyArray<TableRow> => {
  if (handing !== null) return [{ table: "handing", row: { record: line, history, issue: idBlob(handing.issue) } }];
  if (issuedReport === null) return [];
  const { document, ...facts } = issuedReport;
  const search = searchText(facts.title);
  const row = { record: line, history, document: idBlob(document), search, writer: idBlob(record.writer), ...facts };
  return [{ table: "issued_report", row }];
};

const pollRows = (
  record: number,
  { at, profile, readings, simulated }: PollFact,
  keys: RowKeys,
): ReadonlyArray<TableRow> => [
  { table: "poll", row: { record, profile, simulated: Number(simulated) } },
  ...readings.map(({ channel, quality, unit, value }, ordinal) => ({
    table: "reading" as const,
    row: { channel: keys.channel(channel, unit), at, record, ordinal, value, quality },
  })),
];

/**
 * Brings the rows of one history in line with the graph: places and standings of its records, and what is derived from
 * them all.
 */
import type { ConflictSet } from "../../shared/ledger/conflict-set.ts";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import {
  assetFieldsOf,
  fieldsInConflict,
  fieldText,
  type AssetFieldValues,
} from "../../shared/projection/asset-fields.ts";
import { idBlob, standingCode } from "../../shared/projection/record-rows.ts";
import { searchText, sortKey } from "../../shared/projection/search-text.ts";
import { lifeNumber } from "../../shared/query/asset-founding.ts";
import { forgetFieldValues } from "../../shared/query/field-values.ts";
import { historyCounts } from "../../shared/query/history-counts.ts";
import { shownAt, type LastShown } from "../../shared/query/last-shown.ts";
import { openDefectCount } from "../../shared/query/open-defects.ts";
import { moveRecord, recordPlaces } from "../../shared/query/record-place.ts";
import { unsharedIn } from "../../shared/query/unshared-count.ts";
import { dueSummary } from "./due-answers.ts";
import { placeIn, type HistoryView, type LineOf } from "./held-histories.ts";
import type { IndexRows } from "./index-rows.ts";

/** Moves the records whose place or standing is another one now. */
export const placeRecords = (rows: IndexRows, view: HistoryView, lineOf: LineOf): void => {
  const recordAt = new Map<number | null, HeldRecord>();
  for (const record of view.history.records.values()) recordAt.set(lineOf(record.id), record);
  for (const before of rows.database.ask(recordPlaces(rows.historyKey(view.history.id)))) {
    const record = recordAt.get(before.line);
    if (record === undefined) continue;
    const { apart, position, standing } = placeIn(view, record);
    const code = standingCode(standing);
    if (before.position === position && before.standing === code && before.apart === Number(apart)) continue;
    rows.database.run(moveRecord, [position, code, Number(apart), before.line]);
  }
};

/** Writes what lists show of a history, and of the asset when it is one. */
export const summariseHistory = (rows: IndexRows, view: HistoryView, lineOf: LineOf): void => {
  const { history } = view;
  const key = rows.historyKey(history.id);
  const last = lastShown(rows, view, lineOf);
  rows.insert({
    table: "history",
    row: {
      key,
      id: idBlob(history.id),
      ...(rows.database.ask(historyCounts(key))[0] ?? { records: 0, placed: 0, pending: 0 }),
      unshared: rows.database.ask(unsharedIn(key))[0] ?? 0,
      equivocations: history.equivocations.length,
      last_at: last?.at ?? null,
      last_summary: last?.summary ?? null,
    },
  });
  if (rows.database.ask(lifeNumber(key)).length > 0) summariseAsset(rows, key, assetFieldsOf(history, view.counts));
};

const lastShown = (rows: IndexRows, { counts, history }: HistoryView, lineOf: LineOf): LastShown | undefined => {
  const last = history.order.findLast((record) => counts(record) && lineOf(record.id) !== null);
  const line = last === undefined ? null : lineOf(last.id);
  return line === null ? undefined : rows.database.ask(shownAt(line))[0];
};

const summariseAsset = (rows: IndexRows, key: number, fields: AssetFieldValues): void => {
  rows.database.run(forgetFieldValues, [key]);
  for (const [field, values] of fields) insertFieldValues(rows, key, field, values);
  const tag = firstText(fields, "tag") ?? "";
  rows.insert({
    table: "asset",
    row: {
      history: key,
      tag,
      tag_order: sortKey(tag),
      search: searchText(searchedFields.flatMap((field) => textsOf(fields, field)).join("\n")),
      serial: firstText(fields, "serial"),
      maker: firstText(fields, "maker"),
      model: firstText(fields, "model"),
      equipment_class: firstText(fields, "equipment_class") ?? "",
      conflicts: fieldsInConflict(fields).length,
      location: firstText(fields, "location"),
      open_defects: rows.database.ask(openDefectCount(key))[0] ?? 0,
      ...dueSummary(rows, key),
    },
  });
};

const searchedFields = ["tag", "serial", "maker", "model", "description"] as const;

const insertFieldValues = (rows: IndexRows, history: number, field: string, values: ConflictSet<string>): void => {
  for (const [ordinal, { by, value }] of values.entries()) {
    rows.insert({ table: "field_value", row: { history, field, ordinal, set_by: idBlob(by), value } });
  }
};

const textsOf = (fields: AssetFieldValues, field: string): ReadonlyArray<string> =>
  (fields.get(field) ?? []).flatMap(({ value }) => fieldText(value) ?? []);

const firstText = (fields: AssetFieldValues, field: string): string | null => {
  const first = fields.get(field)?.[0];
  return first === undefined ? null : fieldText(first.value);
};

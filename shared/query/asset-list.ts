/** The fleet by windows: searched, filtered and sorted. */
import type { SqlValue } from "../projection/index-tables.ts";
import { searchText } from "../projection/search-text.ts";
import { hexAt, numberAt, textAt, textOrNullAt, type Question } from "./question.ts";

/** What of the fleet is wanted, and in which order. */
export interface FleetQuestion {
  readonly search: string;
  readonly only: "all" | "open-defects" | "conflicts" | "unshared" | "due" | "overdue";
  readonly sort: "tag" | "last" | "records" | "due";
  readonly equipment_class?: string | undefined;
  readonly maker?: string | undefined;
  readonly location?: string | undefined;
}

export interface AssetListRequest extends FleetQuestion {
  readonly limit: number;
  readonly offset: number;
}

export interface AssetListRow {
  readonly conflicts: number;
  readonly due_on: string | null;
  readonly equipment_class: string;
  readonly history: string;
  readonly last_at: string | null;
  readonly last_summary: string | null;
  readonly location: string | null;
  readonly maker: string | null;
  readonly model: string | null;
  readonly open_defects: number;
  readonly overdue_after: string | null;
  readonly pending: number;
  readonly records: number;
  readonly serial: string | null;
  readonly tag: string;
  readonly unshared: number;
}

/** The numbers of all histories that fit, in order, as one JSON list; `today` is `YYYY-MM-DD`. */
export const fleetOrder = (question: FleetQuestion, today: string): Question<string> => {
  const { text, values } = filterOf(question, today);
  const joined = readsHistory(question) ? "JOIN history ON history.key = asset.history" : "";
  return {
    text: `SELECT json_group_array(place) FROM (
      SELECT asset.history AS place FROM asset ${joined} ${text} ORDER BY ${orders[question.sort]})`,
    values,
    row: (row) => textAt(row, 0),
  };
};

/** A row with the number of its history. */
export interface KeyedAssetRow {
  readonly key: number;
  readonly row: AssetListRow;
}

/** The rows of these histories, given by their numbers; in no order. */
export const assetRows = (keys: ReadonlyArray<number>): Question<KeyedAssetRow> => ({
  text: `SELECT conflicts, due_on, equipment_class, history.id, last_at, last_summary, location, maker, model,
      open_defects, overdue_after, pending, records, serial, tag, unshared, asset.history
    FROM asset JOIN history ON history.key = asset.history WHERE asset.history IN (SELECT value FROM json_each(?))`,
  values: [JSON.stringify(keys)],
  row: (row) => ({ key: numberAt(row, 16), row: assetListRow(row) }),
});

/** A number that grows with every change of any row. */
export const changesSoFar = (): Question<number> => ({
  text: "SELECT total_changes()",
  values: [],
  row: (row) => numberAt(row, 0),
});

/** Equal keys are told apart by the history, so that windows neither repeat nor leave out a row. */
const orders: Readonly<Record<FleetQuestion["sort"], string>> = {
  tag: "tag_order, asset.history",
  last: "last_at DESC, asset.history",
  records: "records DESC, asset.history",
  due: "due_on IS NULL, due_on, tag_order, asset.history",
};

const readsHistory = ({ only, sort }: FleetQuestion): boolean =>
  only === "unshared" || sort === "last" || sort === "records";

const filters: Readonly<Record<FleetQuestion["only"], string>> = {
  all: "",
  "open-defects": "open_defects > 0",
  conflicts: "conflicts > 0",
  unshared: "unshared > 0",
  due: "due_on <= ?",
  overdue: "overdue_after < ?",
};

/** Every word of the search stands somewhere in the asset's texts. */
const filterOf = (
  { equipment_class, location, maker, only, search }: FleetQuestion,
  today: string,
): { readonly text: string; readonly values: ReadonlyArray<SqlValue> } => {
  const words = searchText(search)
    .split(/\s+/)
    .filter((word) => word !== "");
  const condition = (text: string, values: ReadonlyArray<SqlValue>) => ({ text, values });
  const conditions = [
    ...(only === "all" ? [] : [condition(filters[only], filters[only].includes("?") ? [today] : [])]),
    ...(equipment_class === undefined ? [] : [condition("equipment_class = ?", [equipment_class])]),
    ...(maker === undefined ? [] : [condition("maker = ?", [maker])]),
    ...(location === undefined ? [] : [condition("location = ?", [location])]),
    ...words.map((word) => condition("instr(search, ?) > 0", [word])),
  ];
  return {
    text: conditions.length === 0 ? "" : `WHERE ${conditions.map(({ text }) => text).join(" AND ")}`,
    values: conditions.flatMap(({ values }) => values),
  };
};

const assetListRow: Question<AssetListRow>["row"] = (row) => ({
  conflicts: numberAt(row, 0),
  due_on: textOrNullAt(row, 1),
  equipment_class: textAt(row, 2),
  history: hexAt(row, 3),
  last_at: textOrNullAt(row, 4),
  last_summary: textOrNullAt(row, 5),
  location: textOrNullAt(row, 6),
  maker: textOrNullAt(row, 7),
  model: textOrNullAt(row, 8),
  open_defects: numberAt(row, 9),
  overdue_after: textOrNullAt(row, 10),
  pending: numberAt(row, 11),
  records: numberAt(row, 12),
  serial: textOrNullAt(row, 13),
  tag: textAt(row, 14),
  unshared: numberAt(row, 15),
});

/** The fleet by windows: searched, filtered and sorted. */
import type { SqlValue } from "../projection/index-tables.ts";
import { searchText } from "../projection/search-text.ts";
import { hexAt, numberAt, textAt, textOrNullAt, type Question } from "./question.ts";

export interface AssetListRequest {
  readonly limit: number;
  readonly offset: number;
  readonly search: string;
  readonly only: "all" | "open-defects" | "conflicts" | "unshared";
  readonly sort: "tag" | "last" | "records";
  readonly equipment_class?: string | undefined;
}

export interface AssetListRow {
  readonly conflicts: number;
  readonly equipment_class: string;
  readonly history: string;
  readonly last_at: string | null;
  readonly last_summary: string | null;
  readonly maker: string | null;
  readonly model: string | null;
  readonly open_defects: number;
  readonly pending: number;
  readonly records: number;
  readonly serial: string | null;
  readonly tag: string;
  readonly unshared: number;
}

/** One window of the fleet. */
export const assetList = (request: AssetListRequest): Question<AssetListRow> => {
  const { text, values } = filterOf(request);
  return {
    text: `SELECT conflicts, equipment_class, history.id, last_at, last_summary, maker, model, open_defects, pending,
        records, serial, tag, unshared
      FROM asset JOIN history ON history.key = asset.history ${text} ORDER BY ${orders[request.sort]} LIMIT ? OFFSET ?`,
    values: [...values, request.limit, request.offset],
    row: assetListRow,
  };
};

/** How many assets the whole answer has. */
export const assetTotal = (request: AssetListRequest): Question<number> => {
  const { text, values } = filterOf(request);
  return {
    text: `SELECT count(*) FROM asset JOIN history ON history.key = asset.history ${text}`,
    values,
    row: (row) => numberAt(row, 0),
  };
};

/** Equal keys are told apart by the history, so that windows neither repeat nor leave out a row. */
const orders: Readonly<Record<AssetListRequest["sort"], string>> = {
  tag: "tag_order, history.id",
  last: "last_at DESC, history.id",
  records: "records DESC, history.id",
};

const filters: Readonly<Record<AssetListRequest["only"], ReadonlyArray<string>>> = {
  all: [],
  "open-defects": ["open_defects > 0"],
  conflicts: ["conflicts > 0"],
  unshared: ["unshared > 0"],
};

/** Every word of the search stands somewhere in the asset's texts. */
const filterOf = ({
  equipment_class,
  only,
  search,
}: AssetListRequest): { readonly text: string; readonly values: ReadonlyArray<SqlValue> } => {
  const words = searchText(search)
    .split(/\s+/)
    .filter((word) => word !== "");
  const conditions = [
    ...filters[only],
    ...(equipment_class === undefined ? [] : ["equipment_class = ?"]),
    ...words.map(() => "instr(search, ?) > 0"),
  ];
  return {
    text: conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`,
    values: [...(equipment_class === undefined ? [] : [equipment_class]), ...words],
  };
};

const assetListRow: Question<AssetListRow>["row"] = (row) => ({
  conflicts: numberAt(row, 0),
  equipment_class: textAt(row, 1),
  history: hexAt(row, 2),
  last_at: textOrNullAt(row, 3),
  last_summary: textOrNullAt(row, 4),
  maker: textOrNullAt(row, 5),
  model: textOrNullAt(row, 6),
  open_defects: numberAt(row, 7),
  pending: numberAt(row, 8),
  records: numberAt(row, 9),
  serial: textOrNullAt(row, 10),
  tag: textAt(row, 11),
  unshared: numberAt(row, 12),
});

/** One window of a history in its order: which records stand in it, by line. */
import { standingOf } from "./standing-counts.ts";
import { hexAt, numberAt, textAt, type Question, type SqlRow } from "./question.ts";
import type { SqlValue } from "../projection/index-tables.ts";
import { standings, type Standing } from "../register/standing.ts";

export interface TimelineRequest {
  readonly limit: number;
  readonly offset: number;
  /** Counts `offset` from the end; the rows still come oldest first. */
  readonly latest: boolean;
  readonly types?: ReadonlyArray<string> | undefined;
  readonly standing?: Standing | undefined;
  /** Stands in the summary, whatever its case. */
  readonly text?: string | undefined;
  /** Instants: from the first, before the second. */
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

export interface TimelineRow {
  readonly id: string;
  readonly line: number;
  readonly position: number;
  readonly apart: boolean;
  readonly shared: boolean;
  readonly standing: Standing;
  readonly summary: string;
}

/** The records of a window of the history with this number, in the history's order. */
export const timelineWindow = (
  history: number,
  { latest, limit, offset, ...wanted }: TimelineRequest,
): Question<TimelineRow> => {
  const named = wantedFilter(wanted);
  return {
    text: `SELECT * FROM (SELECT ${columns} FROM record WHERE history = ? AND position >= 0 ${named.text}
      ORDER BY position ${latest ? "DESC" : "ASC"} LIMIT ? OFFSET ?) ORDER BY position`,
    values: [history, ...named.values, limit, offset],
    row: timelineRow,
  };
};

/** Records that wait for a parent, at most `limit`, the earliest first. */
export const timelinePending = (history: number, { limit, ...wanted }: TimelineRequest): Question<TimelineRow> => {
  const named = wantedFilter(wanted);
  return {
    text: `SELECT ${columns} FROM record WHERE history = ? AND position < 0 ${named.text} ORDER BY at, id LIMIT ?`,
    values: [history, ...named.values, limit],
    row: timelineRow,
  };
};

/** How many records of the wanted types have a place. */
export const timelineTotal = (history: number, wanted: TimelineRequest): Question<number> => {
  const named = wantedFilter(wanted);
  return {
    text: `SELECT count(*) FROM record WHERE history = ? AND position >= 0 ${named.text}`,
    values: [history, ...named.values],
    row: (row) => numberAt(row, 0),
  };
};

/** One record by its line. */
export const timelineRowAt = (line: number): Question<TimelineRow> => ({
  text: `SELECT ${columns} FROM record WHERE line = ?`,
  values: [line],
  row: timelineRow,
});

const columns = "id, line, position, apart, shared, standing, summary";

type Wanted = Pick<TimelineRequest, "types" | "text" | "from" | "before" | "standing">;
type Condition = { readonly text: string; readonly values: ReadonlyArray<SqlValue> };

const wantedFilter = ({ before, from, standing, text, types }: Wanted): Condition => {
  const conditions = [
    ...(types === undefined ? [] : [typesFilter(types)]),
    ...(text === undefined || text.trim() === "" ? [] : [textFilter(text.trim())]),
    ...(standing === undefined ? [] : [{ text: "standing = ?", values: [standings.indexOf(standing)] }]),
    ...(from === undefined ? [] : [{ text: "at >= ?", values: [from] }]),
    ...(before === undefined ? [] : [{ text: "at < ?", values: [before] }]),
  ];
  return {
    text: conditions.map((condition) => `AND (${condition.text})`).join(" "),
    values: conditions.flatMap(({ values }) => values),
  };
};

/** Types may be named with or without their version. */
const typesFilter = (types: ReadonlyArray<string>): Condition => {
  const either = types.map(() => "type = ? OR substr(type, 1, length(?) + 1) = ? || '@'").join(" OR ");
  return { text: either === "" ? "0" : either, values: types.flatMap((type) => [type, type, type]) };
};

const textFilter = (text: string): Condition => ({
  text: "summary LIKE ? ESCAPE '!'",
  values: [`%${text.replace(/[!%_]/g, "!$&")}%`],
});

const timelineRow = (row: SqlRow): TimelineRow => ({
  id: hexAt(row, 0),
  line: numberAt(row, 1),
  position: numberAt(row, 2),
  apart: numberAt(row, 3) === 1,
  shared: numberAt(row, 4) === 1,
  standing: standingOf(numberAt(row, 5)),
  summary: textAt(row, 6),
});

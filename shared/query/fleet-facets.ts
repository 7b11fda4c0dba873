/** How many assets each filter of the fleet holds, and what can be chosen in it. */
import { hexAt, numberAt, textAt, type Question } from "./question.ts";

export interface FleetCounts {
  readonly all: number;
  readonly "open-defects": number;
  readonly conflicts: number;
  readonly unshared: number;
  readonly due: number;
  readonly overdue: number;
}

/** Assets by what is to be seen about them; `today` is `YYYY-MM-DD`. */
export const fleetCounts = (today: string): Question<FleetCounts> => ({
  text: `SELECT count(*), count(*) FILTER (WHERE open_defects > 0), count(*) FILTER (WHERE conflicts > 0),
      (SELECT count(*) FROM history JOIN asset ON asset.history = history.key WHERE unshared > 0),
      count(*) FILTER (WHERE due_on <= ?), count(*) FILTER (WHERE overdue_after < ?)
    FROM asset`,
  values: [today, today],
  row: (row) => ({
    all: numberAt(row, 0),
    "open-defects": numberAt(row, 1),
    conflicts: numberAt(row, 2),
    unshared: numberAt(row, 3),
    due: numberAt(row, 4),
    overdue: numberAt(row, 5),
  }),
});

export interface FacetValue {
  readonly count: number;
  readonly value: string;
}

/** More than this nobody chooses from a list; the search finds the others. */
const facetValuesMax = 500;

/** The values of a field in the fleet, the most frequent first. */
export const facetValues = (field: "equipment_class" | "maker" | "location"): Question<FacetValue> => ({
  text: `SELECT ${field}, count(*) FROM asset WHERE ${field} IS NOT NULL AND ${field} <> ''
    GROUP BY ${field} ORDER BY count(*) DESC, ${field} LIMIT ${facetValuesMax}`,
  values: [],
  row: (row) => ({ count: numberAt(row, 1), value: textAt(row, 0) }),
});

export interface DueAsset {
  readonly history: string;
  readonly key: number;
  readonly tag: string;
}

/** Assets of whose plan something is due on or before a day, the most urgent first. */
export const dueAssets = (until: string, limit: number): Question<DueAsset> => ({
  text: `SELECT history.id, asset.history, tag FROM asset JOIN history ON history.key = asset.history
    WHERE due_on <= ? OR overdue_after <= ? ORDER BY coalesce(overdue_after, due_on), tag_order LIMIT ?`,
  values: [until, until, limit],
  row: (row) => ({ history: hexAt(row, 0), key: numberAt(row, 1), tag: textAt(row, 2) }),
});

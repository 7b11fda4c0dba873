/** The assets that carry a tag. */
import { hexAt, type Question } from "./question.ts";

/**
 * Histories of assets with exactly this tag, in the order of their ids; an asset with a tag in conflict is found by
 * each of its tags.
 */
export const historiesByTag = (tag: string): Question<string> => ({
  text: `SELECT history.id FROM field_value JOIN history ON history.key = field_value.history
    WHERE field = 'tag' AND value = ? ORDER BY history.id`,
  values: [JSON.stringify(tag)],
  row: (row) => hexAt(row, 0),
});

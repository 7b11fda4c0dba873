/** Which small numbers stand for which histories and series: read once when an image of the index is opened. */
import { hexAt, numberAt, textAt, type Question } from "./question.ts";

export interface HistoryKey {
  readonly key: number;
  readonly id: string;
}

export interface ChannelKey {
  readonly key: number;
  readonly history: number;
  readonly name: string;
  readonly unit: string;
}

/** All histories with their numbers. */
export const historyKeys = (): Question<HistoryKey> => ({
  text: "SELECT key, id FROM history",
  values: [],
  row: (row) => ({ key: numberAt(row, 0), id: hexAt(row, 1) }),
});

/** All series with their numbers. */
export const channelKeys = (): Question<ChannelKey> => ({
  text: "SELECT key, history, name, unit FROM channel",
  values: [],
  row: (row) => ({ key: numberAt(row, 0), history: numberAt(row, 1), name: textAt(row, 2), unit: textAt(row, 3) }),
});

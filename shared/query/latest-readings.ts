/** The latest reading of a series that a counting record gives. */
import { countingStandings, hexAt, numberAt, textAt, type Question } from "./question.ts";

export interface LatestReading {
  readonly at: string;
  readonly profile: string;
  readonly quality: string;
  readonly record: string;
  readonly simulated: boolean;
  readonly value: string;
}

export interface Series {
  readonly key: number;
  readonly name: string;
  readonly unit: string;
}

/** The series of the history with this number. */
export const seriesOf = (history: number): Question<Series> => ({
  text: "SELECT key, name, unit FROM channel WHERE history = ? ORDER BY name, unit",
  values: [history],
  row: (row) => ({ key: numberAt(row, 0), name: textAt(row, 1), unit: textAt(row, 2) }),
});

/** The newest reading of a series, by (`at`, id); no row when none counts. */
export const latestReading = (series: number): Question<LatestReading> => ({
  text: `SELECT reading.at, poll.profile, reading.quality, record.id, poll.simulated, reading.value
    FROM reading JOIN record ON record.line = reading.record JOIN poll ON poll.record = reading.record
    WHERE reading.channel = ? AND record.standing IN ${countingStandings}
    ORDER BY reading.at DESC, record.id DESC, reading.ordinal DESC LIMIT 1`,
  values: [series],
  row: (row) => ({
    at: textAt(row, 0),
    profile: textAt(row, 1),
    quality: textAt(row, 2),
    record: hexAt(row, 3),
    simulated: numberAt(row, 4) === 1,
    value: textAt(row, 5),
  }),
});

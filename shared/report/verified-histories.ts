/** The chapters of a verification report on histories and on who wrote in them. */
import { groupedInteger, shortId, span, stacked } from "./dossier-text.ts";
import type { ReportSection, ReportText, Table } from "./report-document.ts";
import { verificationWords as words } from "./verification-vocabulary.ts";
import type { VerifiedHistory, VerifiedWriter } from "./verification-report-input.ts";

/** Each history with its records by standing and everything that stands against it. */
export const historySection = (histories: ReadonlyArray<VerifiedHistory>): ReportSection => {
  const { columns, description, intro, none, title } = words.histories;
  const table: Table = {
    kind: "table",
    description,
    whenEmpty: none,
    columns: [
      { title: columns.history, width: 28, align: "left" },
      { title: columns.records, width: 10, align: "right" },
      { title: columns.standings, width: 26, align: "left" },
      { title: columns.doubts, width: 36, align: "left" },
    ],
    rows: histories.map((history) => ({
      kind: "cells",
      marked: history.equivocations + history.conflicts > 0,
      cells: [
        stacked([[span(history.title ?? words.histories.untitled, "strong")], [span(shortId(history.id), "code")]]),
        groupedInteger(history.records),
        stacked(history.standings.map(({ records, standing }) => [span(`${groupedInteger(records)} ${standing}`)])),
        doubtText(history),
      ],
    })),
  };
  return { title, blocks: [{ kind: "paragraph", text: intro }, table] };
};

/** Everybody who wrote, as the registers inside name them. */
export const writerSection = (histories: ReadonlyArray<VerifiedHistory>): ReportSection => {
  const { columns, description, intro, none, title } = words.writers;
  const table: Table = {
    kind: "table",
    description,
    whenEmpty: none,
    columns: [
      { title: columns.party, width: 26, align: "left" },
      { title: columns.organisation, width: 24, align: "left" },
      { title: columns.roles, width: 24, align: "left" },
      { title: columns.key, width: 16, align: "left" },
      { title: columns.histories, width: 10, align: "right" },
    ],
    rows: writersOf(histories).map(({ histories: count, writer }) => ({
      kind: "cells",
      marked: writer.roles.length === 0,
      cells: [
        writer.name ?? [span(words.writers.withheld, "muted")],
        writer.organisation ?? "",
        writer.roles.length === 0 ? [span(words.writers.notEnrolled, "strong")] : writer.roles.join(", "),
        [span(shortId(writer.key), "code")],
        groupedInteger(count),
      ],
    })),
  };
  return { title, blocks: [{ kind: "paragraph", text: intro }, table] };
};

interface CountedWriter {
  readonly writer: VerifiedWriter;
  readonly histories: number;
}

/** Each key once, in the order in which the histories name them. */
const writersOf = (histories: ReadonlyArray<VerifiedHistory>): ReadonlyArray<CountedWriter> => {
  const counted = new Map<string, CountedWriter>();
  for (const writer of histories.flatMap(({ writers }) => writers))
    counted.set(writer.key, { histories: (counted.get(writer.key)?.histories ?? 0) + 1, writer });
  return [...counted.values()];
};

const doubtText = (history: VerifiedHistory): ReportText => {
  const doubts: ReadonlyArray<readonly [number, (count: number) => string]> = [
    [history.equivocations, words.doubts.equivocations],
    [history.conflicts, words.doubts.conflicts],
    [history.forks, words.doubts.forks],
    [history.lateEntries, words.doubts.late],
    [history.impossibleTimes, words.doubts.impossible],
    [history.attachmentsMissing, words.doubts.missing],
    [history.openingsWithheld, words.doubts.withheld],
    [history.openingsErased, words.doubts.erased],
    [history.openBounds, words.doubts.openBounds],
  ];
  const lines = doubts.flatMap(([count, say]) => (count === 0 ? [] : [[span(say(count))]]));
  return lines.length === 0 ? [span(words.doubts.none, "muted")] : stacked(lines);
};

/** The chapters of a dossier that stand beside the history: conflicts, readings, attachments, writers. */
import { groupedInteger, shortId, span, whenAndRecord } from "./dossier-text.ts";
import type { ReportBlock, ReportSection, Table } from "./report-document.ts";
import { dossierWords } from "./report-vocabulary.ts";
import type {
  DossierAttachment,
  DossierConflict,
  DossierEquivocation,
  DossierFork,
  DossierReading,
  DossierWriter,
  ServiceDossierInput,
} from "./service-dossier-input.ts";

/** Every value of every field in conflict, one row a value. */
export const conflictSection = (conflicts: ReadonlyArray<DossierConflict>): ReportSection => {
  const { title, intro, columns, description, empty } = dossierWords.conflicts;
  const table: Table = {
    kind: "table",
    description,
    whenEmpty: empty,
    columns: [
      { title: columns.field, width: 20, align: "left" },
      { title: columns.value, width: 38, align: "left" },
      { title: columns.when, width: 20, align: "left" },
      { title: columns.who, width: 22, align: "left" },
    ],
    rows: conflicts.flatMap((conflict) =>
      conflict.values.map((value) => ({
        kind: "cells" as const,
        marked: true,
        cells: [
          conflict.field,
          [span(value.value, "strong")],
          whenAndRecord(value, value.id),
          [span(value.by.name), span(`\n${value.by.role}`, "muted")],
        ],
      })),
    ),
  };
  return { title, blocks: conflicts.length === 0 ? [table] : [{ kind: "paragraph", text: intro }, table] };
};

/** The last reading of each channel. */
export const readingSection = (readings: ReadonlyArray<DossierReading>): ReportSection => {
  const { title, intro, columns, description, empty } = dossierWords.readings;
  const table: Table = {
    kind: "table",
    description,
    whenEmpty: empty,
    columns: [
      { title: columns.channel, width: 23, align: "left" },
      { title: columns.value, width: 11, align: "right" },
      { title: columns.unit, width: 10, align: "left" },
      { title: columns.quality, width: 13, align: "left" },
      { title: columns.when, width: 23, align: "left" },
      { title: columns.instrument, width: 20, align: "left" },
    ],
    rows: readings.map((reading) => ({
      kind: "cells",
      marked: reading.value === null,
      cells: [
        reading.channel,
        [span(reading.value ?? "–", "strong")],
        reading.unit,
        reading.quality,
        whenAndRecord(reading, reading.id),
        reading.instrument,
      ],
    })),
  };
  return { title, blocks: readings.length === 0 ? [table] : [{ kind: "paragraph", text: intro }, table] };
};

/** Every attachment with its whole hash and where it is. */
export const attachmentSection = (attachments: ReadonlyArray<DossierAttachment>): ReportSection => {
  const { title, columns, description, empty, ...presence } = dossierWords.attachments;
  const table: Table = {
    kind: "table",
    description,
    whenEmpty: empty,
    columns: [
      { title: columns.name, width: 26, align: "left" },
      { title: columns.type, width: 14, align: "left" },
      { title: columns.bytes, width: 11, align: "right" },
      { title: columns.where, width: 12, align: "left" },
      { title: columns.hash, width: 37, align: "left" },
    ],
    rows: attachments.map((file) => ({
      kind: "cells",
      marked: file.presence === "absent",
      cells: [
        file.name,
        file.mediaType,
        groupedInteger(file.bytes),
        presence[file.presence],
        [span(file.hash, "code")],
      ],
    })),
  };
  return { title, blocks: [table] };
};

/** Who wrote, how the records stand, where the history forked. */
export const writerSection = (input: ServiceDossierInput): ReportSection => ({
  title: dossierWords.writers.title,
  blocks: [
    writerTable(input.writers),
    { kind: "subheading", text: dossierWords.writers.standingTitle },
    standingTable(input.standings),
    { kind: "subheading", text: dossierWords.writers.forksTitle },
    ...forkBlocks(input.forks, input.equivocations),
  ],
});

const writerTable = (writers: ReadonlyArray<DossierWriter>): Table => {
  const { columns, description, empty } = dossierWords.writers;
  return {
    kind: "table",
    description,
    whenEmpty: empty,
    columns: [
      { title: columns.party, width: 24, align: "left" },
      { title: columns.roles, width: 24, align: "left" },
      { title: columns.organisation, width: 22, align: "left" },
      { title: columns.key, width: 20, align: "left" },
      { title: columns.records, width: 10, align: "right" },
    ],
    rows: writers.map((writer) => ({
      kind: "cells",
      marked: false,
      cells: [
        writer.party,
        writer.roles.join(", "),
        writer.organisation,
        [span(shortId(writer.key), "code")],
        groupedInteger(writer.records),
      ],
    })),
  };
};

const standingTable = (standings: ServiceDossierInput["standings"]): Table => {
  const { standingColumns, standingDescription, standingEmpty } = dossierWords.writers;
  return {
    kind: "table",
    description: standingDescription,
    whenEmpty: standingEmpty,
    columns: [
      { title: standingColumns.standing, width: 22, align: "left" },
      { title: standingColumns.records, width: 12, align: "right" },
      { title: standingColumns.meaning, width: 66, align: "left" },
    ],
    rows: standings.map(({ standing, records }) => ({
      kind: "cells",
      marked: false,
      cells: [standing, groupedInteger(records), dossierWords.standings[standing]],
    })),
  };
};

const forkBlocks = (
  forks: ReadonlyArray<DossierFork>,
  equivocations: ReadonlyArray<DossierEquivocation>,
): ReadonlyArray<ReportBlock> => {
  const { noForks, intro } = dossierWords.writers;
  const items = [...equivocations.map(equivocationText), ...forks.map(forkText)];
  if (items.length === 0) return [{ kind: "paragraph", text: noForks }];
  return [
    { kind: "paragraph", text: intro },
    { kind: "list", numbered: false, items },
  ];
};

const forkText = (fork: DossierFork): string => {
  const { fork: sentence, joined, open } = dossierWords.writers;
  const branches = fork.branches.map(({ party, records }) => `${party} ${groupedInteger(records)}`).join(", ");
  return sentence(shortId(fork.after), fork.joined ? joined : open, branches);
};

const equivocationText = ({ key, first, second }: DossierEquivocation): string =>
  dossierWords.writers.equivocation(shortId(key), shortId(first), shortId(second));

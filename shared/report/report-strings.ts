/** Every text of a report that goes on paper, in order: what the fonts must cover. */
import type {
  Drawing,
  Figure,
  KeyValues,
  ReportBlock,
  ReportDocument,
  ReportText,
  Table,
  TableRow,
  Worksheet,
} from "./report-document.ts";

/** All strings of the document, header and foot included. */
export const reportStrings = (document: ReportDocument): ReadonlyArray<string> => [
  document.title,
  document.subject,
  document.subtitle,
  ...keyValueStrings(document.identification),
  ...document.summary.lines.flatMap((line) => [line.name, line.value]),
  document.summary.title,
  document.summary.remark,
  ...keyValueStrings(document.scope),
  document.issuer.name,
  document.issuer.role,
  document.issuer.organisation,
  ...document.proof.lines.flatMap((line) => [line.name, ...textStrings(line.value)]),
  ...document.notices.flatMap(blockStrings),
  ...document.sections.flatMap((section) => [section.title, ...section.blocks.flatMap(blockStrings)]),
];

/** The strings of a text, one a span. */
export const textStrings = (text: ReportText): ReadonlyArray<string> =>
  typeof text === "string" ? [text] : text.map((span) => span.text);

const blockStrings = (block: ReportBlock): ReadonlyArray<string> => {
  switch (block.kind) {
    case "subheading":
    case "commandLine":
      return [block.text];
    case "paragraph":
      return textStrings(block.text);
    case "list":
      return block.items.flatMap(textStrings);
    case "keyValues":
      return keyValueStrings(block);
    case "table":
      return block.rows.length === 0 ? [block.whenEmpty] : tableStrings(block);
    case "worksheet":
      return block.groups.length === 0 ? [block.whenEmpty] : worksheetStrings(block);
    case "figure":
      return figureStrings(block);
    case "figureGrid":
      return block.figures.flatMap(figureStrings);
    case "notice":
      return [block.title, ...textStrings(block.text)];
    case "signatures":
      return block.signers.flatMap((signer) => [
        signer.act,
        signer.name,
        signer.role,
        signer.organisation,
        signer.statement,
        ...textStrings(signer.evidence ?? ""),
      ]);
  }
};

const tableStrings = (table: Table): ReadonlyArray<string> => [
  ...table.columns.map((column) => column.title),
  ...table.rows.flatMap(rowStrings),
];

const worksheetStrings = (worksheet: Worksheet): ReadonlyArray<string> => [
  ...worksheet.columns.flatMap(({ band, title }) => (band === null ? [title] : [band, title])),
  ...worksheet.groups.flatMap(({ rows, text, title }) => [
    title,
    ...textStrings(text),
    ...rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell === null ? [] : textStrings(cell)))),
  ]),
];

const figureStrings = ({ caption, content }: Figure): ReadonlyArray<string> => [
  ...textStrings(caption),
  ...(content.kind === "drawing" ? drawingStrings(content) : []),
];

const keyValueStrings = (list: KeyValues): ReadonlyArray<string> =>
  list.entries.flatMap((entry) => [entry.name, ...textStrings(entry.value)]);

const rowStrings = (row: TableRow): ReadonlyArray<string> =>
  row.kind === "group" ? [row.title] : row.cells.flatMap(textStrings);

const drawingStrings = (drawing: Drawing): ReadonlyArray<string> =>
  drawing.shapes.flatMap((shape) => (shape.kind === "words" ? [shape.text] : []));

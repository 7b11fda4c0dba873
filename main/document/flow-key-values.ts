/** Names with their values, set as a table without a head, in one column or two. */
import type { KeyValue, KeyValues } from "../../shared/report/report-document.ts";
import { lineShapes, type FlowContext } from "./flow-text.ts";
import { flowItem, type FlowItem, type Mark, type StructureNode } from "./page-flow.ts";
import { ruleWeight, type } from "./page-style.ts";
import { textLines } from "./text-lines.ts";

/** Space between the two columns, points. */
const columnGap = 18;
/** Width of the names, as a share of a column. */
const nameShare = { 1: 0.24, 2: 0.26 } as const;
/** Names are not set wider than this, points. */
const nameWidthMax = 118;
const rowPadding = 2.2;
/** A list of so many rows is not divided between pages. */
const rowsKeptTogether = 8;

/** One item a row. */
export const keyValueItems = (context: FlowContext, list: KeyValues): ReadonlyArray<FlowItem> => {
  const root: StructureNode = { type: "Table", parent: context.parent };
  const columnWidth = (context.width - columnGap * (list.columns - 1)) / list.columns;
  const nameWidth = Math.min(nameWidthMax, columnWidth * nameShare[list.columns]);
  const rows = rowsOf(list);
  return rows.map((entries, index) => {
    const row: StructureNode = { type: "TR", parent: root };
    const pairs = entries.map((entry, column) =>
      pairMarks(context, row, entry, { x: column * (columnWidth + columnGap), columnWidth, nameWidth }),
    );
    const height = Math.max(...pairs.map((pair) => pair.height));
    const keepsWithNext =
      index < rows.length - 1 && (rows.length <= rowsKeptTogether || index === 0 || index === rows.length - 2);
    return flowItem({
      height,
      keepsWithNext,
      space: index === 0 ? 5 : 0,
      marks: [...pairs.flatMap((pair) => pair.marks), ...rules(entries.length, columnWidth, height)],
    });
  });
};

interface PairPlace {
  readonly x: number;
  readonly columnWidth: number;
  readonly nameWidth: number;
}

const rowsOf = (list: KeyValues): ReadonlyArray<ReadonlyArray<KeyValue>> => {
  const rows: Array<ReadonlyArray<KeyValue>> = [];
  for (let index = 0; index < list.entries.length; index += list.columns)
    rows.push(list.entries.slice(index, index + list.columns));
  return rows;
};

const pairMarks = (
  context: FlowContext,
  row: StructureNode,
  entry: KeyValue,
  place: PairPlace,
): { readonly height: number; readonly marks: ReadonlyArray<Mark> } => {
  const names = textLines(context.typesetter, entry.name, type.name, place.nameWidth - 6);
  const values = textLines(context.typesetter, entry.value, type.value, place.columnWidth - place.nameWidth);
  return {
    height: Math.max(names.length, values.length, 1) * type.value.leading + 2 * rowPadding,
    marks: [
      {
        leaf: { type: "TH", parent: row, scope: "Row" },
        shapes: lineShapes(names, type.name, { x: place.x, top: rowPadding }),
      },
      {
        leaf: { type: "TD", parent: row },
        shapes: lineShapes(values, type.value, { x: place.x + place.nameWidth, top: rowPadding }),
      },
    ],
  };
};

const rules = (count: number, columnWidth: number, y: number): ReadonlyArray<Mark> => [
  {
    leaf: null,
    shapes: Array.from({ length: count }, (_, column) => {
      const x = column * (columnWidth + columnGap);
      return {
        kind: "rule" as const,
        from: { x, y },
        to: { x: x + columnWidth, y },
        weight: ruleWeight.hairline,
        ink: "faint" as const,
      };
    }),
  },
];

/** The first page's own parts: title, identification beside the summary, scope. */
import type { Notice, ReportDocument, Summary } from "../../shared/report/report-document.ts";
import { reportWords } from "../../shared/report/report-vocabulary.ts";
import { keyValueItems } from "./flow-key-values.ts";
import { lineItems, lineShapes, noticeItems, type FlowContext } from "./flow-text.ts";
import { flowItem, movedMarks, type FlowItem, type Mark, type Shape, type StructureNode } from "./page-flow.ts";
import { ruleWeight, type } from "./page-style.ts";
import { singleLine, textLines } from "./text-lines.ts";

/** Title, identification and summary, scope, notices. */
export const frontItems = (context: FlowContext, document: ReportDocument): ReadonlyArray<FlowItem> => [
  ...titleItems(context, document),
  ...identityItems(context, document),
  ...(document.state === "preview" ? noticeItems(context, previewNotice) : []),
  ...labelItems(context, reportWords.scope, 16),
  ...keyValueItems(context, document.scope),
  ...document.notices.flatMap((notice) => noticeItems(context, notice)),
];

/** Share of the width that the identification takes beside the summary. */
const identityShare = 0.6;
const identityGap = 22;
/** Beside each other only while the block stays lower than this, points: about half a page. */
const besideHeightMax = 330;
const boxPadding = 9;

const previewNotice: Notice = {
  kind: "notice",
  tone: "attention",
  title: reportWords.previewTitle,
  text: reportWords.previewText,
};

const titleItems = (context: FlowContext, document: ReportDocument): ReadonlyArray<FlowItem> => {
  const { typesetter, width, parent } = context;
  const titles = textLines(typesetter, document.title, type.title, width);
  const subjects = textLines(typesetter, document.subject, type.subject, width);
  const subtitles = textLines(typesetter, document.subtitle, type.subtitle, width);
  const bar: Shape = {
    kind: "rule",
    from: { x: 0, y: 1 },
    to: { x: width, y: 1 },
    weight: ruleWeight.thick,
    ink: "accent",
  };
  return [
    flowItem({ height: 12, marks: [{ leaf: null, shapes: [bar] }], keepsWithNext: true }),
    ...lineItems(titles, type.title, { type: "H1", parent }, { x: 0, space: 0 }),
    ...lineItems(subjects, type.subject, { type: "P", parent }, { x: 0, space: 3 }),
    ...lineItems(subtitles, type.subtitle, { type: "P", parent }, { x: 0, space: 1 }),
  ];
};

const labelItems = (context: FlowContext, text: string, space: number): ReadonlyArray<FlowItem> => {
  const lines = textLines(context.typesetter, text, type.subheading, context.width);
  const leaf: StructureNode = { type: "H2", parent: context.parent };
  return lineItems(lines, type.subheading, leaf, { x: 0, space }).map((item) => ({ ...item, keepsWithNext: true }));
};

const identityItems = (context: FlowContext, document: ReportDocument): ReadonlyArray<FlowItem> => {
  const left = { ...context, width: context.width * identityShare };
  const right = { ...context, width: context.width - left.width - identityGap };
  const identity = besides(left, document);
  const box = summaryBox(right, document.summary);
  if (Math.max(heightOf(identity), box.height) > besideHeightMax) {
    const whole = besides(context, document);
    return [
      ...whole.map((item, index) => (index === 0 ? { ...item, space: 16 } : item)),
      flowItem({ ...summaryBox(context, document.summary), space: 12 }),
    ];
  }
  const marks = [...merged(identity), ...movedMarks(box.marks, { x: left.width + identityGap, y: 0 })];
  return [flowItem({ height: Math.max(heightOf(identity), box.height), space: 18, marks })];
};

const besides = (context: FlowContext, document: ReportDocument): ReadonlyArray<FlowItem> => [
  ...labelItems(context, reportWords.identification, 0),
  ...keyValueItems(context, document.identification),
];

const heightOf = (items: ReadonlyArray<FlowItem>): number =>
  items.reduce((sum, item) => sum + item.space + item.height, 0);

const merged = (items: ReadonlyArray<FlowItem>): ReadonlyArray<Mark> => {
  let y = 0;
  return items.flatMap((item) => {
    y += item.space;
    const marks = movedMarks(item.marks, { x: 0, y });
    y += item.height;
    return marks;
  });
};

const summaryBox = (
  context: FlowContext,
  summary: Summary,
): { readonly height: number; readonly marks: ReadonlyArray<Mark> } => {
  const inner = context.width - 2 * boxPadding;
  const table: StructureNode = { type: "Table", parent: context.parent, title: summary.title };
  const title = textLines(context.typesetter, summary.title, type.subheading, inner);
  const remark = textLines(context.typesetter, summary.remark, type.caption, inner);
  const rows = summary.lines.map((line, index) =>
    summaryRow(
      context,
      table,
      line,
      boxPadding + title.length * type.subheading.leading + 4 + index * type.value.leading,
    ),
  );
  const remarkTop = boxPadding + title.length * type.subheading.leading + 4 + rows.length * type.value.leading + 5;
  const height = remarkTop + remark.length * type.caption.leading + boxPadding;
  const frame: Shape = { kind: "frame", at: { x: 0, y: 0 }, width: context.width, height, weight: ruleWeight.thin };
  return {
    height,
    marks: [
      { leaf: null, shapes: [frame] },
      {
        leaf: { type: "H2", parent: context.parent },
        shapes: lineShapes(title, type.subheading, { x: boxPadding, top: boxPadding }),
      },
      ...rows.flat(),
      {
        leaf: { type: "P", parent: context.parent },
        shapes: lineShapes(remark, type.caption, { x: boxPadding, top: remarkTop }),
      },
    ],
  };
};

const summaryRow = (
  context: FlowContext,
  table: StructureNode,
  line: Summary["lines"][number],
  top: number,
): ReadonlyArray<Mark> => {
  const row: StructureNode = { type: "TR", parent: table };
  const style = line.attention ? "strong" : "plain";
  const name = singleLine(context.typesetter, [{ text: line.name, style }], type.value);
  const value = singleLine(context.typesetter, [{ text: line.value, style }], type.value);
  const right = context.width - boxPadding;
  const bar: Shape = {
    kind: "rule",
    from: { x: 3.5, y: top + 1.5 },
    to: { x: 3.5, y: top + type.value.leading - 1.5 },
    weight: 1.8,
    ink: "black",
  };
  return [
    { leaf: { type: "TH", parent: row, scope: "Row" }, shapes: lineShapes([name], type.value, { x: boxPadding, top }) },
    {
      leaf: { type: "TD", parent: row },
      shapes: lineShapes([value], type.value, { x: right, top, width: 0, align: "right" }),
    },
    ...(line.attention ? [{ leaf: null, shapes: [bar] }] : []),
  ];
};

/** Paragraphs, lists, headings, notices and commands as lines that a page break may separate. */
import type {
  CommandLine,
  ListBlock,
  Notice,
  Paragraph,
  ReportText,
  Subheading,
} from "../../shared/report/report-document.ts";
import { flowItem, type FlowItem, type Mark, type Shape, type StructureNode } from "./page-flow.ts";
import { baselineOf, ruleWeight, type } from "./page-style.ts";
import type { PreparedPictures } from "./picture.ts";
import { singleLine, textLines, type TextLine, type TextSetting, type Typesetter } from "./text-lines.ts";

/** What every part of the layout needs: fonts, the width of the text, the element it belongs to. */
export interface FlowContext {
  readonly typesetter: Typesetter;
  readonly width: number;
  readonly parent: StructureNode;
  readonly pictures: PreparedPictures;
}

/** Shapes of lines under each other from `top`; right-aligned lines end at `x + width`. */
export const lineShapes = (
  lines: ReadonlyArray<TextLine>,
  setting: TextSetting,
  place: {
    readonly x: number;
    readonly top: number;
    readonly width?: number;
    readonly align?: "left" | "right" | "centre";
  },
): ReadonlyArray<Shape> =>
  lines.map((line, index) => ({
    kind: "line",
    line,
    x: place.x + alignedShift(place.align ?? "left", (place.width ?? line.width) - line.width),
    baseline: place.top + index * setting.leading + baselineOf(setting),
  }));

/** One item a line; the first two and the last two lines stay together, so no line stands alone. */
export const lineItems = (
  lines: ReadonlyArray<TextLine>,
  setting: TextSetting,
  leaf: StructureNode,
  place: { readonly x: number; readonly space: number; readonly decoration?: ReadonlyArray<Shape> },
): ReadonlyArray<FlowItem> =>
  lines.map((line, index) =>
    flowItem({
      height: setting.leading,
      space: index === 0 ? place.space : 0,
      keepsWithNext: index < lines.length - 1 && (index === 0 || index === lines.length - 2),
      marks: [
        { leaf, shapes: lineShapes([line], setting, { x: place.x, top: 0 }) },
        ...decorationMarks(place.decoration),
      ],
    }),
  );

/** A paragraph of body text. */
export const paragraphItems = (context: FlowContext, paragraph: Paragraph): ReadonlyArray<FlowItem> =>
  textItems(context, paragraph.text, type.body, 5);

/** A heading inside a chapter. */
export const subheadingItems = (context: FlowContext, heading: Subheading): ReadonlyArray<FlowItem> => {
  const leaf: StructureNode = { type: "H3", parent: context.parent };
  const lines = textLines(context.typesetter, heading.text, type.subheading, context.width);
  return lineItems(lines, type.subheading, leaf, { x: 0, space: 12 }).map((item) => ({ ...item, keepsWithNext: true }));
};

/** A list with numbers or dashes. */
export const listItems = (context: FlowContext, list: ListBlock): ReadonlyArray<FlowItem> => {
  const root: StructureNode = { type: "L", parent: context.parent };
  return list.items.flatMap((text, index) => {
    const item: StructureNode = { type: "LI", parent: root };
    const label = singleLine(context.typesetter, list.numbered ? `${index + 1}.` : "–", type.body);
    const lines = textLines(context.typesetter, text, type.body, context.width - listIndent);
    const items = lineItems(
      lines,
      type.body,
      { type: "LBody", parent: item },
      { x: listIndent, space: index === 0 ? 5 : 2.5 },
    );
    const labelMark: Mark = {
      leaf: { type: "Lbl", parent: item },
      shapes: lineShapes([label], type.body, { x: 2, top: 0 }),
    };
    return items.map((line, at) => (at === 0 ? { ...line, marks: [labelMark, ...line.marks] } : line));
  });
};

/** A notice: a bar at the left, a strong title, the text. */
export const noticeItems = (context: FlowContext, notice: Notice): ReadonlyArray<FlowItem> => {
  const leaf: StructureNode = { type: "Div", parent: context.parent };
  const inner = context.width - noticeIndent;
  const title = textLines(context.typesetter, notice.title, type.subheading, inner);
  const text = textLines(context.typesetter, notice.text, type.body, inner);
  const weight = notice.tone === "attention" ? 3 : 1;
  const bar = (height: number): ReadonlyArray<Shape> => [
    { kind: "rule", from: { x: 1.5, y: 0 }, to: { x: 1.5, y: height }, weight, ink: "black" },
  ];
  const titles = lineItems(
    title,
    type.subheading,
    { type: "P", parent: leaf },
    { x: noticeIndent, space: 10, decoration: bar(type.subheading.leading) },
  );
  const texts = lineItems(
    text,
    type.body,
    { type: "P", parent: leaf },
    { x: noticeIndent, space: 0, decoration: bar(type.body.leading) },
  );
  return [...titles.map((item) => ({ ...item, keepsWithNext: true })), ...texts];
};

/** A command between two thin rules. */
export const commandItems = (context: FlowContext, command: CommandLine): ReadonlyArray<FlowItem> => {
  const lines = textLines(context.typesetter, command.text, type.command, context.width - 2 * commandIndent);
  const height = lines.length * type.command.leading + 2 * commandPadding;
  const rule = (y: number): Shape => ({
    kind: "rule",
    from: { x: 0, y },
    to: { x: context.width, y },
    weight: ruleWeight.hairline,
    ink: "black",
  });
  const shapes = lineShapes(lines, type.command, { x: commandIndent, top: commandPadding });
  const leaf: StructureNode = { type: "Code", parent: { type: "P", parent: context.parent } };
  return [
    flowItem({
      height,
      space: 7,
      marks: [
        { leaf, shapes },
        { leaf: null, shapes: [rule(0), rule(height)] },
      ],
    }),
  ];
};

/** Text of any setting as a paragraph. */
export const textItems = (
  context: FlowContext,
  text: ReportText,
  setting: TextSetting,
  space: number,
): ReadonlyArray<FlowItem> =>
  lineItems(
    textLines(context.typesetter, text, setting, context.width),
    setting,
    { type: "P", parent: context.parent },
    { x: 0, space },
  );

const listIndent = 16;
const noticeIndent = 12;
const commandIndent = 6;
const commandPadding = 4;

const alignedShift = (align: "left" | "right" | "centre", free: number): number =>
  align === "left" ? 0 : align === "right" ? free : free / 2;

const decorationMarks = (shapes: ReadonlyArray<Shape> | undefined): ReadonlyArray<Mark> =>
  shapes === undefined ? [] : [{ leaf: null, shapes }];

/** A whole report as one flow of items, in reading order. */
import type { ReportBlock, ReportDocument, ReportSection } from "../../shared/report/report-document.ts";
import { figureGridItems, figureItems, signatureItems } from "./flow-figure.ts";
import { frontItems } from "./flow-front.ts";
import { keyValueItems } from "./flow-key-values.ts";
import { tableItems } from "./flow-table.ts";
import {
  commandItems,
  lineShapes,
  listItems,
  noticeItems,
  paragraphItems,
  subheadingItems,
  type FlowContext,
} from "./flow-text.ts";
import { worksheetItems } from "./flow-worksheet.ts";
import { flowItem, type FlowItem, type StructureNode } from "./page-flow.ts";
import { ruleWeight, type } from "./page-style.ts";
import { singleLine, textLines } from "./text-lines.ts";

/** All items of a report under the structure element `context.parent`. */
export const documentItems = (context: FlowContext, document: ReportDocument): ReadonlyArray<FlowItem> => [
  ...frontItems({ ...context, parent: { type: "Sect", parent: context.parent } }, document),
  ...document.sections.flatMap((section, index) => sectionItems(context, section, index + 1)),
];

const numberWidth = 20;

const sectionItems = (context: FlowContext, section: ReportSection, number: number): ReadonlyArray<FlowItem> => {
  const inside: FlowContext = { ...context, parent: { type: "Sect", parent: context.parent } };
  return [chapterItem(inside, section.title, number), ...section.blocks.flatMap((block) => blockItems(inside, block))];
};

const chapterItem = (context: FlowContext, title: string, number: number): FlowItem => {
  const leaf: StructureNode = { type: "H2", parent: context.parent };
  const label = singleLine(context.typesetter, String(number), type.chapter);
  const lines = textLines(context.typesetter, title, type.chapter, context.width - numberWidth);
  const height = lines.length * type.chapter.leading + 3.5;
  return flowItem({
    height,
    space: 26,
    keepsWithNext: true,
    outline: `${number} ${title}`,
    marks: [
      {
        leaf,
        shapes: [
          ...lineShapes([label], type.chapter, { x: 0, top: 0 }),
          ...lineShapes(lines, type.chapter, { x: numberWidth, top: 0 }),
        ],
      },
      {
        leaf: null,
        shapes: [
          {
            kind: "rule",
            from: { x: 0, y: height },
            to: { x: context.width, y: height },
            weight: ruleWeight.head,
            ink: "accent",
          },
        ],
      },
    ],
  });
};

const blockItems = (context: FlowContext, block: ReportBlock): ReadonlyArray<FlowItem> => {
  switch (block.kind) {
    case "subheading":
      return subheadingItems(context, block);
    case "paragraph":
      return paragraphItems(context, block);
    case "list":
      return listItems(context, block);
    case "keyValues":
      return keyValueItems(context, block);
    case "table":
      return tableItems(context, block);
    case "worksheet":
      return worksheetItems(context, block);
    case "figureGrid":
      return figureGridItems(context, block);
    case "figure":
      return figureItems(context, block);
    case "notice":
      return noticeItems(context, block);
    case "signatures":
      return signatureItems(context, block);
    case "commandLine":
      return commandItems(context, block);
  }
};

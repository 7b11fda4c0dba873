/** Pictures, drawings and signatures: pieces that stand whole on a page. */
import type {
  Drawing,
  DrawingShape,
  DrawingWeight,
  Figure,
  FigureGrid,
  Signatures,
  Signer,
} from "../../shared/report/report-document.ts";
import { reportWords } from "../../shared/report/report-vocabulary.ts";
import { lineItems, lineShapes, type FlowContext } from "./flow-text.ts";
import {
  flowItem,
  movedMarks,
  type FlowItem,
  type Mark,
  type Point,
  type Shape,
  type StructureNode,
} from "./page-flow.ts";
import { ruleWeight, type } from "./page-style.ts";
import { singleLine, textLines } from "./text-lines.ts";

/** A figure is never higher than this, points: it and its caption fit on any page. */
const figureHeightMax = 430;

/** A picture or drawing over its caption. */
export const figureItems = (context: FlowContext, figure: Figure): ReadonlyArray<FlowItem> => {
  const content = figure.content;
  const natural = content.kind === "picture" ? context.pictures.of(content) : content;
  const scale = Math.min((context.width * figure.width) / natural.width, figureHeightMax / natural.height);
  const [width, height] = [natural.width * scale, natural.height * scale];
  const leaf: StructureNode = { type: "Figure", parent: context.parent, alternative: figure.alternative };
  const shapes: ReadonlyArray<Shape> =
    content.kind === "picture"
      ? [{ kind: "picture", at: { x: 0, y: 0 }, width, height, picture: content }]
      : drawingShapes(context, content, scale);
  const caption = textLines(context.typesetter, figure.caption, type.caption, context.width);
  return [
    flowItem({ height: height + 3, space: 8, keepsWithNext: caption.length > 0, marks: [{ leaf, shapes }] }),
    ...lineItems(caption, type.caption, { type: "Caption", parent: context.parent }, { x: 0, space: 0 }),
  ];
};

/** Figures side by side; a row of them with its captions is one piece. */
export const figureGridItems = (context: FlowContext, { columns, figures }: FigureGrid): ReadonlyArray<FlowItem> => {
  const width = (context.width - gridGap * (columns - 1)) / columns;
  const rows = Array.from({ length: Math.ceil(figures.length / columns) }, (_, row) =>
    figures.slice(row * columns, (row + 1) * columns),
  );
  return rows.map((row) => {
    const stacks = row.map((figure) => stacked(figureItems({ ...context, width }, figure)));
    return flowItem({
      height: Math.max(...stacks.map(({ height }) => height)),
      space: 10,
      marks: stacks.flatMap(({ marks }, column) => movedMarks(marks, { x: column * (width + gridGap), y: 0 })),
    });
  });
};

/** A box for each signer: who at the left, what and with which evidence at the right. */
export const signatureItems = (context: FlowContext, signatures: Signatures): ReadonlyArray<FlowItem> =>
  signatures.signers.map((signer) => signerItem(context, signer));

/** Space between figures side by side, points. */
const gridGap = 14;

/** Items laid under each other as one piece, without the space before the first. */
const stacked = (items: ReadonlyArray<FlowItem>): { readonly height: number; readonly marks: ReadonlyArray<Mark> } => {
  let height = 0;
  const marks = items.flatMap((item, index) => {
    const top = height + (index === 0 ? 0 : item.space);
    height = top + item.height;
    return movedMarks(item.marks, { x: 0, y: top });
  });
  return { height, marks };
};

const weights: Record<DrawingWeight, number> = { hairline: ruleWeight.hairline, thin: ruleWeight.thin, thick: 1.4 };

const drawingShapes = (context: FlowContext, drawing: Drawing, scale: number): ReadonlyArray<Shape> =>
  drawing.shapes.flatMap((shape) => drawingShape(context, shape, scale));

const drawingShape = (context: FlowContext, shape: DrawingShape, scale: number): ReadonlyArray<Shape> => {
  const onPaper = (point: Point): Point => ({ x: point.x * scale, y: point.y * scale });
  switch (shape.kind) {
    case "line":
      return [{ kind: "path", points: shape.points.map(onPaper), weight: weights[shape.weight] }];
    case "area":
      return [{ kind: "area", points: shape.points.map(onPaper), grey: shape.grey }];
    case "words": {
      const at = onPaper(shape.at);
      const line = singleLine(context.typesetter, shape.text, type.caption);
      return lineShapes([line], type.caption, {
        x: at.x,
        top: at.y - type.caption.leading / 2,
        width: 0,
        align: shape.align,
      });
    }
  }
};

const signerPadding = 9;

const signerItem = (context: FlowContext, signer: Signer): FlowItem => {
  const leftWidth = context.width * 0.34;
  const rightX = leftWidth + 2 * signerPadding;
  const rightWidth = context.width - rightX - signerPadding;
  const who = textLines(
    context.typesetter,
    [
      { text: `${signer.act}\n`, style: "muted" },
      { text: signer.name, style: "strong" },
      { text: `\n${signer.role}\n${signer.organisation}`, style: "plain" },
    ],
    type.value,
    leftWidth,
  );
  const statement = textLines(context.typesetter, signer.statement, type.value, rightWidth);
  const evidence = textLines(context.typesetter, signer.evidence ?? "", type.caption, rightWidth);
  const evidenceTop = signerPadding + statement.length * type.value.leading + (signer.evidence === null ? 26 : 4);
  const bottom = evidenceTop + Math.max(1, evidence.length) * type.caption.leading;
  const height = Math.max(signerPadding + who.length * type.value.leading, bottom) + signerPadding;
  const leaf: StructureNode = { type: "P", parent: context.parent };
  const texts: Mark = {
    leaf,
    shapes: [
      ...lineShapes(who, type.value, { x: signerPadding, top: signerPadding }),
      ...lineShapes(statement, type.value, { x: rightX, top: signerPadding }),
      ...lineShapes(signer.evidence === null ? [handLine(context)] : evidence, type.caption, {
        x: rightX,
        top: evidenceTop,
      }),
    ],
  };
  const frame: Shape = { kind: "frame", at: { x: 0, y: 0 }, width: context.width, height, weight: ruleWeight.thin };
  const line: ReadonlyArray<Shape> =
    signer.evidence === null
      ? [
          {
            kind: "rule",
            from: { x: rightX, y: evidenceTop },
            to: { x: rightX + rightWidth, y: evidenceTop },
            weight: ruleWeight.thin,
            ink: "black",
          },
        ]
      : [];
  return flowItem({ height, space: 8, marks: [texts, { leaf: null, shapes: [frame, ...line] }] });
};

const handLine = (context: FlowContext) => singleLine(context.typesetter, reportWords.signatureLine, type.caption);

/** Head and foot of every page: what it belongs to, which checkpoint it stands on, the QR code, page x of y. */
import type { ReportDocument } from "../../shared/report/report-document.ts";
import { textStrings } from "../../shared/report/report-strings.ts";
import { reportWords } from "../../shared/report/report-vocabulary.ts";
import { lineShapes } from "./flow-text.ts";
import type { Mark, Shape } from "./page-flow.ts";
import { baselineOf, codeSide, ruleWeight, type, type PageGeometry } from "./page-style.ts";
import { quickResponseCode, type QuickResponseCode } from "./quick-response-code.ts";
import { singleLine, textLines, type TextLine, type TextSetting, type Typesetter } from "./text-lines.ts";

/** Makes the marks of a page's head and foot, in points from the top left of the sheet. */
export type Furniture = (page: number, pages: number) => ReadonlyArray<Mark>;

/** Prepares head and foot once for all pages of a report. */
export const pageFurniture = (typesetter: Typesetter, document: ReportDocument, geometry: PageGeometry): Furniture => {
  const fixed = [...headShapes(typesetter, document, geometry), ...footShapes(typesetter, document, geometry)];
  return (page, pages) => {
    const number = singleLine(typesetter, reportWords.pageOf(page, pages), type.page);
    const place = {
      x: geometry.left,
      top: geometry.codeTop + 4 * type.foot.leading,
      width: geometry.textWidth,
      align: "right" as const,
    };
    return [{ leaf: null, shapes: [...fixed, ...lineShapes([number], type.page, place)] }];
  };
};

/** Space between the QR code and the lines beside it, points: more than its four modules of quiet zone. */
const codeGap = 12;
const nameWidth = 46;

const headShapes = (typesetter: Typesetter, document: ReportDocument, geometry: PageGeometry): ReadonlyArray<Shape> => {
  const { left, textWidth, headBaseline, headRule } = geometry;
  const top = headBaseline - baselineOf(type.head);
  const title = document.state === "preview" ? `${document.title} · ${reportWords.preview}` : document.title;
  const name = singleLine(
    typesetter,
    [
      { text: `${reportWords.program}  `, style: "plain" },
      { text: title, style: "strong" },
    ],
    type.head,
  );
  const subject = firstLine(typesetter, document.subject, type.head, textWidth - name.width - 20);
  return [
    ...lineShapes([name], type.head, { x: left, top }),
    ...lineShapes([subject], type.head, { x: left, top, width: textWidth, align: "right" }),
    {
      kind: "rule",
      from: { x: left, y: headRule },
      to: { x: left + textWidth, y: headRule },
      weight: ruleWeight.hairline,
      ink: "black",
    },
  ];
};

const footShapes = (typesetter: Typesetter, document: ReportDocument, geometry: PageGeometry): ReadonlyArray<Shape> => {
  const { left, textWidth, footRule, codeTop } = geometry;
  const x = left + codeSide + codeGap;
  const valueWidth = left + textWidth - x - nameWidth;
  const proofLines = document.proof.lines.flatMap((entry, index) => {
    const top = codeTop + index * type.foot.leading;
    return [
      ...lineShapes([singleLine(typesetter, entry.name, type.foot)], type.foot, { x, top }),
      ...lineShapes(
        [firstLine(typesetter, textStrings(entry.value).join(""), type.footCode, valueWidth)],
        type.footCode,
        { x: x + nameWidth, top },
      ),
    ];
  });
  const issued = firstLine(typesetter, issueLine(document), type.foot, textWidth - codeSide - codeGap - 80);
  return [
    {
      kind: "rule",
      from: { x: left, y: footRule },
      to: { x: left + textWidth, y: footRule },
      weight: ruleWeight.hairline,
      ink: "black",
    },
    codeShape(quickResponseCode(document.proof.payload), geometry),
    ...proofLines,
    ...lineShapes([issued], type.foot, { x, top: codeTop + 4 * type.foot.leading + 0.5 }),
  ];
};

const codeShape = (code: QuickResponseCode, geometry: PageGeometry): Shape => ({
  kind: "squares",
  at: { x: geometry.left, y: geometry.codeTop },
  side: codeSide / code.size,
  squares: code.runs,
});

const issueLine = ({ state, issuer }: ReportDocument): string =>
  state === "preview"
    ? reportWords.previewFoot(issuer.date)
    : reportWords.issuedFoot(issuer.date, issuer.name, issuer.role, issuer.organisation);

/** As much of a text as one line holds, with an ellipsis where it was cut: the whole text stands on the first page. */
const firstLine = (typesetter: Typesetter, text: string, setting: TextSetting, width: number): TextLine => {
  const lines = textLines(typesetter, text.replaceAll("\n", " "), setting, width);
  const [first] = lines;
  if (first === undefined || lines.length === 1) return first ?? { runs: [], width: 0 };
  const kept = first.runs.map((run) => run.text).join("");
  return singleLine(typesetter, `${kept.slice(0, Math.max(0, kept.length - 1))}…`, setting);
};

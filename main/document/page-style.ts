/** Sizes of paper and type: all measures of a printed page in one place, in points unless the name says otherwise. */
import type { PageFormat } from "../../shared/report/report-document.ts";
import type { TextSetting } from "./text-lines.ts";

/** Where things stand on a sheet. */
export interface PageGeometry {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly textWidth: number;
  readonly bodyTop: number;
  readonly bodyHeight: number;
  readonly headBaseline: number;
  readonly headRule: number;
  readonly footRule: number;
  readonly codeTop: number;
}

/** Points of a length in millimetres. */
export const points = (millimetres: number): number => (millimetres * 72) / 25.4;

/** Side of the QR code at the foot: 19 mm gives modules of 0.35 mm and more, which a telephone reads from paper. */
export const codeSide = points(19);

/** The sheet of a page format (ISO 216). */
export const pageGeometry = (format: PageFormat): PageGeometry => {
  const [short, long] = format.size === "A4" ? [210, 297] : [297, 420];
  const [width, height] =
    format.orientation === "portrait" ? [points(short), points(long)] : [points(long), points(short)];
  const margin = points(18);
  const bodyTop = points(21);
  return {
    width,
    height,
    left: margin,
    textWidth: width - 2 * margin,
    bodyTop,
    bodyHeight: height - bodyTop - points(33),
    headBaseline: points(12.2),
    headRule: points(14.5),
    footRule: height - points(29.5),
    codeTop: height - points(27.3),
  };
};

/** Weights of rules: a hairline still prints at 600 dots an inch. */
export const ruleWeight = { hairline: 0.3, thin: 0.6, head: 0.9, thick: 2.4 } as const;

/** Type sizes by what they are for. */
export const type = {
  title: { size: 23, leading: 28, face: "strong", ink: "accent" },
  subject: { size: 12, leading: 16.5, face: "strong", ink: "black" },
  subtitle: { size: 8.8, leading: 12.5, face: "regular", ink: "muted" },
  label: { size: 7.2, leading: 10, face: "strong", ink: "muted" },
  chapter: { size: 12.5, leading: 16, face: "strong", ink: "accent" },
  subheading: { size: 8.8, leading: 12, face: "strong", ink: "black" },
  body: { size: 8.6, leading: 12, face: "regular", ink: "black" },
  name: { size: 7.8, leading: 11.6, face: "regular", ink: "muted" },
  value: { size: 8.6, leading: 11.6, face: "regular", ink: "black" },
  cell: { size: 7.7, leading: 10.3, face: "regular", ink: "black" },
  columnHead: { size: 6.8, leading: 9, face: "strong", ink: "muted" },
  sheet: { size: 7.2, leading: 9.4, face: "regular", ink: "black" },
  group: { size: 8.4, leading: 11, face: "strong", ink: "accent" },
  caption: { size: 7.4, leading: 10, face: "regular", ink: "muted" },
  command: { size: 7.8, leading: 11, face: "code", ink: "black" },
  head: { size: 7, leading: 9, face: "regular", ink: "muted" },
  headStrong: { size: 7, leading: 9, face: "strong", ink: "black" },
  foot: { size: 6.3, leading: 8.4, face: "regular", ink: "muted" },
  footCode: { size: 6, leading: 8.4, face: "code", ink: "black" },
  page: { size: 7.6, leading: 9, face: "strong", ink: "black" },
} as const satisfies Record<string, TextSetting>;

/** Baseline of a line whose top is at 0: capitals stand in the middle of the leading. */
export const baselineOf = (setting: TextSetting): number => setting.leading / 2 + 0.35 * setting.size;

/**
 * Text broken into lines of a given width: at spaces, between Chinese characters, and inside a word only when it is
 * too long.
 */
import type { ReportText, TextStyle } from "../../shared/report/report-document.ts";
import { fontScale, type Face, type FontLibrary, type FontName } from "./report-fonts.ts";
import { textRuns } from "./text-runs.ts";
import { hardLines, spacePieces, wordsOf, type Piece } from "./text-words.ts";

/** Width of a text in a font at a size of 1 point. */
export type Measure = (font: FontName, text: string) => number;

export interface Typesetter {
  readonly library: FontLibrary;
  readonly measure: Measure;
}

/** `faint` is for rules between rows only. */
export type Ink = "black" | "muted" | "accent" | "faint";

/** How plain spans of a text are set; points. */
export interface TextSetting {
  readonly size: number;
  readonly leading: number;
  readonly face: Face;
  readonly ink: Ink;
}

/** A run of one font at its place in a line; points from the line's left end. */
export interface PlacedRun {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  readonly font: FontName;
  readonly size: number;
  readonly ink: Ink;
  readonly ruledThrough: boolean;
  /** A font without a strong cut stands in for a strong one: draw it thicker. */
  readonly thicken: boolean;
}

export interface TextLine {
  readonly runs: ReadonlyArray<PlacedRun>;
  readonly width: number;
}

/** Breaks a text into lines of at most `width` points; an empty text gives no line. */
export const textLines = (
  typesetter: Typesetter,
  text: ReportText,
  setting: TextSetting,
  width: number,
): ReadonlyArray<TextLine> => {
  const spans = typeof text === "string" ? [{ text, style: "plain" as const }] : text;
  if (spans.every((span) => span.text === "")) return [];
  const setter = { typesetter, setting };
  return hardLines(spans).flatMap((line) => softLines(setter, line, width).map((pieces) => placed(setter, pieces)));
};

/** One unbroken line, for places where the text is known to fit. */
export const singleLine = (typesetter: Typesetter, text: ReportText, setting: TextSetting): TextLine =>
  textLines(typesetter, text, setting, Number.POSITIVE_INFINITY)[0] ?? { runs: [], width: 0 };

interface Setter {
  readonly typesetter: Typesetter;
  readonly setting: TextSetting;
}

/** A long word is rather broken after one of these. */
const softBreak = /[-/\\_.,;:@+=·)]/;
/** Code looks larger than text of the same size. */
const codeSize = 0.94;

const softLines = (setter: Setter, spans: ReadonlyArray<Piece>, width: number): ReadonlyArray<ReadonlyArray<Piece>> => {
  const lines: Array<ReadonlyArray<Piece>> = [];
  let line: Piece[] = [];
  let used = 0;
  for (const word of wordsOf(spans)) {
    const space = spacePieces(word);
    const needed = widthOf(setter, space) + widthOf(setter, word.pieces);
    if (line.length > 0 && used + needed > width) {
      lines.push(line);
      [line, used] = [[], 0];
    }
    const pieces = line.length === 0 && lines.length > 0 ? word.pieces : [...space, ...word.pieces];
    const parts = widthOf(setter, pieces) > width ? fittingParts(setter, pieces, width) : [pieces];
    lines.push(...parts.slice(0, -1));
    const last = parts.at(-1) ?? [];
    if (parts.length > 1) [line, used] = [[], 0];
    line.push(...last);
    used += widthOf(setter, last);
  }
  return [...lines, line];
};

const letters = new Intl.Segmenter("und", { granularity: "grapheme" });

/** Cuts a word that is wider than a line into parts that fit, rather after a mark than between two letters. */
const fittingParts = (
  setter: Setter,
  pieces: ReadonlyArray<Piece>,
  width: number,
): ReadonlyArray<ReadonlyArray<Piece>> => {
  const all = pieces.flatMap(({ text, style }) =>
    [...letters.segment(text)].map(({ segment }) => ({ text: segment, style })),
  );
  const parts: Array<ReadonlyArray<Piece>> = [];
  let start = 0;
  while (start < all.length) {
    const end = fittingEnd(setter, all, start, width);
    parts.push(joined(all.slice(start, end)));
    start = end;
  }
  return parts;
};

const fittingEnd = (setter: Setter, all: ReadonlyArray<Piece>, start: number, width: number): number => {
  let end = start;
  for (let used = 0; end < all.length; end++) {
    const letter = all[end];
    used += letter === undefined ? 0 : widthOf(setter, [letter]);
    if (used > width && end > start) break;
  }
  if (end === all.length) return end;
  for (let soft = end; soft > start + (end - start) / 2; soft--)
    if (softBreak.test(all[soft - 1]?.text ?? "")) return soft;
  return end;
};

const joined = (pieces: ReadonlyArray<Piece>): ReadonlyArray<Piece> => {
  const result: Array<{ text: string; style: TextStyle }> = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last !== undefined && last.style === piece.style) last.text += piece.text;
    else result.push({ ...piece });
  }
  return result;
};

const widthOf = (setter: Setter, pieces: ReadonlyArray<Piece>): number => {
  let sum = 0;
  for (const piece of pieces) sum += wordWidth(setter, piece);
  return sum;
};

/** Words come again and again: each is measured once for each setting and style. */
const wordWidths = new WeakMap<Typesetter, Map<TextSetting, Map<string, number>>>();

const wordWidth = (setter: Setter, piece: Piece): number => {
  const { setting, typesetter } = setter;
  const bySetting = wordWidths.get(typesetter) ?? new Map<TextSetting, Map<string, number>>();
  wordWidths.set(typesetter, bySetting);
  const widths = bySetting.get(setting) ?? new Map<string, number>();
  bySetting.set(setting, widths);
  const key = `${piece.style} ${piece.text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const width = runsOf(setter, piece).reduce((sum, run) => sum + run.width, 0);
  widths.set(key, width);
  return width;
};

const placed = (setter: Setter, pieces: ReadonlyArray<Piece>): TextLine => {
  let x = 0;
  const runs = joined(pieces).flatMap((piece) =>
    runsOf(setter, piece).map((run) => {
      const at = { ...run, x };
      x += run.width;
      return at;
    }),
  );
  return { runs, width: x };
};

const runsOf = ({ typesetter, setting }: Setter, piece: Piece): ReadonlyArray<PlacedRun> => {
  const face = piece.style === "strong" ? "strong" : piece.style === "code" ? "code" : setting.face;
  const ink = piece.style === "muted" || piece.style === "withdrawn" ? "muted" : setting.ink;
  return textRuns(typesetter.library, face, piece.text).map(({ font, text }) => {
    const size = setting.size * fontScale[font] * (face === "code" && setting.face !== "code" ? codeSize : 1);
    const thicken = face === "strong" && font === "han";
    return {
      x: 0,
      width: typesetter.measure(font, text) * size,
      text,
      font,
      size,
      ink,
      ruledThrough: piece.style === "withdrawn",
      thicken,
    };
  });
};

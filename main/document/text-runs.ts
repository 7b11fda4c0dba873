/**
 * Text cut into runs of one font each, so that no character is lost: what no font covers becomes a visible code
 * point.
 */
import type { Face, FontLibrary, FontName } from "./report-fonts.ts";

/** A piece of text that one font draws whole. */
export interface TextRun {
  readonly font: FontName;
  readonly text: string;
}

/**
 * The runs of a text in a face. Characters that belong together (a letter and its accents) stay in one font where one
 * has them all. Control characters, bidirectional overrides and other invisible characters are always written as code
 * points.
 */
export const textRuns = (library: FontLibrary, face: Face, text: string): ReadonlyArray<TextRun> => {
  const chain = library.chain(face);
  const first = chain[0];
  if (first !== undefined && isWhollyCovered(library, first, text)) return text === "" ? [] : [{ font: first, text }];
  const runs: Array<{ font: FontName; text: string }> = [];
  for (const { segment } of clusters.segment(text)) {
    for (const run of clusterRuns(library, chain, segment)) {
      const last = runs.at(-1);
      if (last !== undefined && (last.font === run.font || isSpaceOf(library, last.font, run.text)))
        last.text += run.text;
      else runs.push({ ...run });
    }
  }
  return runs;
};

/** The code points of the texts that are printed as code points, in rising order. */
export const escapedCodePoints = (library: FontLibrary, texts: ReadonlyArray<string>): ReadonlyArray<number> => {
  const escaped = new Set<number>();
  const chain = library.chain("regular");
  const unusual = texts.filter((text) => unusualCharacters.test(text));
  for (const character of new Set(unusual.join(""))) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint === lineFeed || selectsPresentation(codePoint)) continue;
    if (fontOf(library, chain, codePoint) === null) escaped.add(codePoint);
  }
  return [...escaped].sort((left, right) => left - right);
};

/** `U+1F600`: a code point as Unicode writes it, at least four digits. */
export const codePointName = (codePoint: number): string =>
  `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;

/** Anything but the printable characters of ASCII, which every font has, and line feeds. */
const unusualCharacters = /[^ -~\n]/;
const lineFeed = 0x0a;
const clusters = new Intl.Segmenter("und", { granularity: "grapheme" });
/**
 * Controls, formats, surrogates, private and unassigned ones, line and paragraph separators, and all that shows
 * nothing.
 */
const invisible = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** A space stays with the word before it, so that a reader of the text finds it. */
const isSpaceOf = (library: FontLibrary, font: FontName, text: string): boolean =>
  text === " " && library.font(font).covers(0x20);

const isWhollyCovered = (library: FontLibrary, font: FontName, text: string): boolean => {
  const { covers } = library.font(font);
  for (const character of text) if (!covers(character.codePointAt(0) ?? 0)) return false;
  return !invisible.test(text);
};

const clusterRuns = (library: FontLibrary, chain: ReadonlyArray<FontName>, cluster: string): ReadonlyArray<TextRun> => {
  const visible = [...cluster].filter(
    (character, index) => index === 0 || !selectsPresentation(character.codePointAt(0) ?? 0),
  );
  const text = visible.join("");
  const whole = chain.find((font) => isWhollyCovered(library, font, text));
  if (whole !== undefined) return [{ font: whole, text }];
  return visible.map((character) => characterRun(library, chain, character));
};

const characterRun = (library: FontLibrary, chain: ReadonlyArray<FontName>, character: string): TextRun => {
  const codePoint = character.codePointAt(0) ?? 0;
  const font = fontOf(library, chain, codePoint);
  return font === null ? { font: escapeFont, text: `⟨${codePointName(codePoint)}⟩` } : { font, text: character };
};

/** Has the angle brackets of an escape. */
const escapeFont: FontName = "dejavu";

const fontOf = (library: FontLibrary, chain: ReadonlyArray<FontName>, codePoint: number): FontName | null => {
  if (invisible.test(String.fromCodePoint(codePoint))) return null;
  return chain.find((font) => library.font(font).covers(codePoint)) ?? null;
};

/** Variation selectors 1 to 16 only choose between two looks of the character before them. */
const selectsPresentation = (codePoint: number): boolean => codePoint >= 0xfe00 && codePoint <= 0xfe0f;

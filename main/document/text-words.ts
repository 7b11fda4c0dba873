/** Text cut into hard lines and words: where a line may be broken, and where never. */
import type { TextSpan } from "../../shared/report/report-document.ts";

/** A stretch of text in one style. */
export type Piece = TextSpan;

/** Pieces between which no line is broken, and the spaces before them. */
export interface Word {
  readonly space: Piece;
  readonly pieces: Array<Piece>;
}

/** The lines that line feeds make. */
export const hardLines = (spans: ReadonlyArray<Piece>): ReadonlyArray<ReadonlyArray<Piece>> => {
  const lines: Array<Array<Piece>> = [[]];
  for (const span of spans) {
    span.text.split("\n").forEach((text, index) => {
      if (index > 0) lines.push([]);
      if (text !== "") lines.at(-1)?.push({ text, style: span.style });
    });
  }
  return lines;
};

/** The words of one line, split at spaces and between Chinese and Japanese characters. */
export const wordsOf = (spans: ReadonlyArray<Piece>): ReadonlyArray<Word> => {
  const words: Word[] = [];
  let space: Piece = noSpace;
  let joins = false;
  for (const { text, style } of spans) {
    for (const token of text.split(/( +)/)) {
      if (token === "") continue;
      if (token.startsWith(" ")) {
        space = { text: space.text + token, style: space.text === "" ? style : space.style };
        joins = false;
        continue;
      }
      for (const part of token.match(hanOrOther) ?? [token]) {
        const last = words.at(-1);
        if (joins && last !== undefined && !mayBreak(last.pieces.at(-1)?.text ?? "", part))
          last.pieces.push({ text: part, style });
        else words.push({ space, pieces: [{ text: part, style }] });
        space = noSpace;
        joins = true;
      }
    }
  }
  return words;
};

/** The spaces before a word as pieces. */
export const spacePieces = (word: Word): ReadonlyArray<Piece> => (word.space.text === "" ? [] : [word.space]);

const hanPattern = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff00-\\uff60";
const hanOrOther = new RegExp(`[${hanPattern}]|[^${hanPattern}]+`, "gu");
const startsHan = new RegExp(`^[${hanPattern}]`, "u");
const endsHan = new RegExp(`[${hanPattern}]$`, "u");
/** Chinese and Japanese marks that no line may begin or end with. */
const neverFirst = /^[、。，．；：！？）」』】》〉ー…]/u;
const neverLast = /[（「『【《〈]$/u;

const noSpace: Piece = { text: "", style: "plain" };

const mayBreak = (before: string, after: string): boolean =>
  (endsHan.test(before) || startsHan.test(after)) && !neverFirst.test(after) && !neverLast.test(before);

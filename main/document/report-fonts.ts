/** The fonts that the program ships: where they lie, what they cover, in which order they stand in for each other. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { failed, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { fontCoverage, type Coverage } from "./character-map.ts";

/** A face as the layout asks for it; which font draws a character is decided per run of text. */
export type Face = "regular" | "strong" | "code";

export type FontName = "plex" | "plexStrong" | "plexCode" | "dejavu" | "dejavuStrong" | "dejavuCode" | "han";

export interface ReportFont {
  readonly name: FontName;
  readonly bytes: Uint8Array;
  readonly covers: Coverage;
}

export interface FontLibrary {
  readonly font: (name: FontName) => ReportFont;
  /** The fonts of a face, the preferred one first. */
  readonly chain: (face: Face) => ReadonlyArray<FontName>;
  readonly names: ReadonlyArray<FontName>;
}

export interface FontMissing extends Failure {
  readonly kind: "fontMissing";
}

/** Reads all shipped fonts (6 MB), or names the one that is not there. */
export const openFontLibrary = (): Outcome<FontLibrary, FontMissing> => {
  const fonts = new Map<FontName, ReportFont>();
  for (const name of fontNames) {
    try {
      const bytes = Buffer.concat([readFileSync(fontPath(name)), Buffer.alloc(paddingBytes)]);
      fonts.set(name, { name, bytes, covers: remembered(fontCoverage(bytes)) });
    } catch (error) {
      return failed({ kind: "fontMissing", message: missingSentence(name, error) });
    }
  }
  return success({ names: fontNames, chain: (face) => chains[face], font: (name) => held(fonts, name) });
};

/** Size of a stand-in relative to the face it stands in for, so that both look equally large. */
export const fontScale: Record<FontName, number> = {
  plex: 1,
  plexStrong: 1,
  plexCode: 0.96,
  dejavu: 0.93,
  dejavuStrong: 0.9,
  dejavuCode: 0.96,
  han: 1,
};

/** A report asks for the same few hundred characters over and over. */
const remembered = (covers: Coverage): Coverage => {
  const known = new Map<number, boolean>();
  return (codePoint) => {
    const before = known.get(codePoint);
    if (before !== undefined) return before;
    const answer = covers(codePoint);
    known.set(codePoint, answer);
    return answer;
  };
};

const fontNames: ReadonlyArray<FontName> = [
  "plex",
  "plexStrong",
  "plexCode",
  "dejavu",
  "dejavuStrong",
  "dejavuCode",
  "han",
];

const chains: Record<Face, ReadonlyArray<FontName>> = {
  regular: ["plex", "dejavu", "han"],
  strong: ["plexStrong", "dejavuStrong", "plex", "dejavu", "han"],
  code: ["plexCode", "dejavuCode", "plex", "dejavu", "han"],
};

const fontFile: Record<FontName, string> = {
  plex: "./fonts/IBMPlexSans-Regular.ttf",
  plexStrong: "./fonts/IBMPlexSans-SemiBold.ttf",
  plexCode: "./fonts/IBMPlexMono-Regular.ttf",
  dejavu: "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
  dejavuStrong: "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
  dejavuCode: "dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf",
  han: "./fonts/DroidSansFallbackFull.ttf",
};

/**
 * fontkit reads 10 bytes of outline even for an empty glyph, past the end of the file where that glyph is the last
 * one.
 */
const paddingBytes = 16;

const fontPath = (name: FontName): string => createRequire(import.meta.url).resolve(fontFile[name]);

const missingSentence = (name: FontName, error: unknown): string =>
  `The font ${fontFile[name]} of the reports cannot be read: ` +
  `${error instanceof Error ? error.message : String(error)}. ` +
  "Install the program again.";

const held = (fonts: ReadonlyMap<FontName, ReportFont>, name: FontName): ReportFont => {
  const font = fonts.get(name);
  if (font === undefined) throw new Error(`The font ${name} was not read`);
  return font;
};

/** Which characters a TrueType font covers, read from its `cmap` table (ISO/IEC 14496-22, 5.2.1). */

/** True when the font has a glyph of its own for the code point. */
export type Coverage = (codePoint: number) => boolean;

/** Reads the coverage of a font that the program ships; a font without a Unicode `cmap` is a broken installation. */
export const fontCoverage = (font: Uint8Array): Coverage => {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const subtable = unicodeSubtable(view, tableOffset(view, "cmap"));
  return view.getUint16(subtable) === 12 ? groupCoverage(view, subtable) : segmentCoverage(view, subtable);
};

/** Platform and encoding pairs in the order in which a shaper prefers them: full Unicode before the first 65,536. */
const encodingsByPreference: ReadonlyArray<readonly [platform: number, encoding: number]> = [
  [3, 10],
  [0, 6],
  [0, 4],
  [3, 1],
  [0, 3],
  [0, 2],
  [0, 1],
  [0, 0],
];

const tableOffset = (view: DataView, tag: string): number => {
  const tables = view.getUint16(4);
  for (let index = 0; index < tables; index++) {
    const entry = 12 + 16 * index;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(entry + byte)));
    if (name === tag) return view.getUint32(entry + 8);
  }
  throw new Error(`The font has no ${tag} table`);
};

const unicodeSubtable = (view: DataView, cmap: number): number => {
  const count = view.getUint16(cmap + 2);
  for (const [platform, encoding] of encodingsByPreference) {
    for (let index = 0; index < count; index++) {
      const entry = cmap + 4 + 8 * index;
      if (view.getUint16(entry) !== platform || view.getUint16(entry + 2) !== encoding) continue;
      const offset = cmap + view.getUint32(entry + 4);
      if ([4, 12].includes(view.getUint16(offset))) return offset;
    }
  }
  throw new Error("The font has no Unicode cmap of format 4 or 12");
};

const groupCoverage = (view: DataView, subtable: number): Coverage => {
  const groups = view.getUint32(subtable + 12);
  return (codePoint) => {
    const index = firstAtOrAfter(groups, (group) => view.getUint32(subtable + 16 + 12 * group + 4) >= codePoint);
    if (index === groups) return false;
    const group = subtable + 16 + 12 * index;
    const start = view.getUint32(group);
    return start <= codePoint && view.getUint32(group + 8) + codePoint - start !== 0;
  };
};

const segmentCoverage = (view: DataView, subtable: number): Coverage => {
  const doubled = view.getUint16(subtable + 6);
  const [ends, starts] = [subtable + 14, subtable + 16 + doubled];
  return (codePoint) => {
    if (codePoint > 0xffff) return false;
    const segment = 2 * firstAtOrAfter(doubled / 2, (index) => view.getUint16(ends + 2 * index) >= codePoint);
    if (segment === doubled || view.getUint16(starts + segment) > codePoint) return false;
    const delta = view.getUint16(starts + doubled + segment);
    const rangeAt = starts + 2 * doubled + segment;
    const range = view.getUint16(rangeAt);
    if (range === 0) return ((codePoint + delta) & 0xffff) !== 0;
    const glyph = view.getUint16(rangeAt + range + 2 * (codePoint - view.getUint16(starts + segment)));
    return glyph !== 0 && ((glyph + delta) & 0xffff) !== 0;
  };
};

/** The least index in [0, count) for which the rising predicate holds, or `count`. */
const firstAtOrAfter = (count: number, holds: (index: number) => boolean): number => {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};

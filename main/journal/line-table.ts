/** Where every line of the journal lies: four bytes a line. */
import type { LinePlace } from "./journal-fault.ts";

export interface LineTable {
  readonly size: () => number;
  /** Adds the place of the next line. */
  readonly add: (part: number, offset: number) => void;
  /** The place of a line; asking for one that is not there is a broken program. */
  readonly placeOf: (line: number) => LinePlace;
  /** Where the line ends, its LF not counted, if another one follows it in its part. */
  readonly endOf: (line: number) => number | null;
  /** The first line of a part, or the size if it has none yet. */
  readonly firstOf: (part: number) => number;
}

/** An empty table. */
export const lineTable = (): LineTable => {
  let offsets = new Uint32Array(1024);
  let size = 0;
  const firsts: number[] = [];
  const partOf = (line: number): number => {
    let [low, high] = [0, firsts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((firsts[middle] ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const offsetOf = (line: number): number => {
    if (line < 0 || line >= size) throw new Error(`The journal has no line ${line}`);
    return offsets[line] ?? 0;
  };
  return {
    size: () => size,
    add: (part, offset) => {
      while (firsts.length <= part) firsts.push(size);
      if (size === offsets.length) {
        const larger = new Uint32Array(2 * size);
        larger.set(offsets);
        offsets = larger;
      }
      offsets[size++] = offset;
    },
    placeOf: (line) => ({ part: partOf(line), line, offset: offsetOf(line) }),
    endOf: (line) => (line + 1 < size && partOf(line + 1) === partOf(line) ? offsetOf(line + 1) - 1 : null),
    firstOf: (part) => firsts[part] ?? size,
  };
};

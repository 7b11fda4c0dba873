/** The names of the files of a journal (record-format.md, section 7): parts `NNNNNN.log` with their `NNNNNN.leaves`. */

/** The name of a part, for example `000000.log`. */
export const partName = (part: number): string => `${numberOf(part)}.log`;

/** The name of the leaf hashes of a part. */
export const leavesName = (part: number): string => `${numberOf(part)}.leaves`;

/** The number in the name of a part, or `null` for any other file. */
export const partNumberOf = (name: string): number | null => {
  const digits = /^(\d{6})\.log$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
};

/** Six digits name at most a million parts of 64 MiB. */
export const partsMax = 1_000_000;

const numberOf = (part: number): string => {
  if (part < 0 || part >= partsMax) throw new Error(`A journal has parts 0 to ${partsMax - 1}, not ${part}`);
  return String(part).padStart(6, "0");
};

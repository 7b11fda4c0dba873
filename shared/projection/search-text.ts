/** Texts as a search compares them, and as a list sorts them. */

/** Lower case, without accents, each character in its compatible form: `Müller № 1` becomes `muller no 1`. */
export const searchText = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Numbers in a sort key have so many digits, which no plate or tag exceeds. */
const sortDigits = 12;

/** A key that sorts as people count: `P-2` before `P-10`. */
export const sortKey = (text: string): string =>
  searchText(text).replace(/\d+/g, (digits) => digits.padStart(sortDigits, "0"));

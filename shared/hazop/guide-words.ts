/** Guide words and the words by which texts are recognised: data with edition and source, which the user may change. */
import { z } from "zod";

const word = z.string().min(1).max(80);

export const guideWordsSchema = z.strictObject({
  title: z.string(),
  edition: z.string(),
  source: z.string(),
  guide_words: z.array(
    z.strictObject({
      word,
      meaning: z.string(),
      direction: z.enum(["up", "down"]).nullable(),
      synonyms: z.array(word),
    }),
  ),
  direction_words: z.strictObject({ up: z.array(word), down: z.array(word) }),
  parameters: z.array(word),
  /** Guide words that make sense with a parameter; a parameter that is not listed takes them all. */
  meaningful: z.record(z.string(), z.array(word)),
});

export type GuideWords = z.infer<typeof guideWordsSchema>;
export type Direction = "up" | "down";

/** The guide word that a text stands for: by its own name or a synonym in any language of the table. */
export const guideWordOf = (table: GuideWords, text: string): GuideWords["guide_words"][number] | null => {
  const plain = plainWords(text);
  return (
    table.guide_words.find(({ synonyms, word: name }) =>
      [name, ...synonyms].some((known) => plainWords(known) === plain),
    ) ?? null
  );
};

/** Where a text points; `null` where it says neither or both. */
export const directionOf = (table: GuideWords, text: string): Direction | null => {
  const plain = ` ${plainWords(text)} `;
  const says = (direction: Direction): boolean =>
    table.direction_words[direction].some((known) => plain.includes(` ${plainWords(known)} `));
  const [up, down] = [says("up"), says("down")];
  return up === down ? null : up ? "up" : "down";
};

/** Parameters that a text names. */
export const parametersIn = (table: GuideWords, text: string): ReadonlyArray<string> => {
  const words = plainWords(text).split(" ");
  return table.parameters.filter((parameter) => words.some((one) => one.endsWith(parameter)));
};

const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}/]+/u)
    .filter((part) => part !== "")
    .join(" ");

/** Links of labels: `throughlife://asset/ID`. They come from outside, so they are read strictly and asked about. */
import { z } from "zod";

export const linkScheme = "throughlife";

/** The id of a history: 256 bits in hex. */
const assetSchema = z.strictObject({ host: z.literal("asset"), id: z.string().regex(/^[0-9a-f]{64}$/) });

/** A label is short; a longer link is none of ours. */
const linkCharactersMax = 200;

/** The asset that a link names; null for everything else. */
export const assetOfLink = (link: string): string | null => {
  if (link.length > linkCharactersMax || !URL.canParse(link)) return null;
  const { protocol, host, pathname, search, hash, username, password, port } = new URL(link);
  const isPlain = search === "" && hash === "" && username === "" && password === "" && port === "";
  if (protocol !== `${linkScheme}:` || !isPlain) return null;
  const parsed = assetSchema.safeParse({ host, id: pathname.replace(/^\//, "") });
  return parsed.success ? parsed.data.id : null;
};

/** The first such link among the words that a program was started with. */
export const assetOfWords = (words: ReadonlyArray<string>): string | null =>
  words.map(assetOfLink).find((asset) => asset !== null) ?? null;

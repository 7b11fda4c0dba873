/** The tables of the trade that the program brings along: guide words, the default risk matrix. Data, to be edited. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { guideWordsSchema, type GuideWords } from "../../shared/hazop/guide-words.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { matrixRowSchema, type MatrixRow } from "../../shared/rpc/hazop-rows.ts";

/** Where the tables of studies lie below the data that comes with the program. */
export const hazopTables = (fixturesFolder: string): string => join(fixturesFolder, "hazop");

/** The guide words with the words by which texts are recognised. */
export const readGuideWords = (folder: string): Promise<Outcome<GuideWords>> =>
  readTable(join(folder, "guide-words.json"), guideWordsSchema);

/** The risk matrix that stands in where a study has none. */
export const readRiskMatrix = (folder: string): Promise<Outcome<MatrixRow>> =>
  readTable(join(folder, "risk-matrix.json"), matrixRowSchema);

const readTable = async <T>(path: string, schema: z.ZodType<T>): Promise<Outcome<T>> => {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, "utf8")));
    if (parsed.success) return success(parsed.data);
    const place = parsed.error.issues[0]?.path.join(".") ?? "";
    return refuse("tableDamaged", `The table ${path} is wrong at "${place}". Restore it.`);
  } catch (fault) {
    return refuse("tableDamaged", `The table ${path} cannot be read: ${fault instanceof Error ? fault.message : ""}.`);
  }
};

/** Other people's vectors lie beside the project, in ../shared/vectors; where they are absent the tests over them skip. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";

const folder = join(import.meta.dirname, "..", "..", "..", "shared", "vectors");

/** For `describe.skipIf`; the files are read inside the tests. */
export const vectorsAbsent = !existsSync(folder);

/** The text of one of the shared files. */
export const sharedText = (...path: ReadonlyArray<string>): string => readFileSync(join(folder, ...path), "utf8");

/** One of the shared files as JSON of a shape. */
export const sharedJson = <T>(shape: z.ZodType<T>, ...path: ReadonlyArray<string>): T => shape.parse(JSON.parse(sharedText(...path)));

/** The files below one of the shared folders. */
export const sharedFiles = (...path: ReadonlyArray<string>): ReadonlyArray<string> =>
  readdirSync(join(folder, ...path), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json")).toSorted();

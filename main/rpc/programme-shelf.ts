/** The core programmes that come with the program: files of fixtures/reman, proposals until somebody records one. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { programmeSchema, type Programme } from "../../shared/reman/programme.ts";

/** All of them, by file name. A file that does not fit is a fault of the installation, and is named. */
export const readProgrammeShelf = async (folder: string): Promise<Outcome<ReadonlyArray<Programme>>> => {
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json")).sort();
  const programmes: Programme[] = [];
  for (const name of files) {
    const parsed = programmeSchema.safeParse(JSON.parse(await readFile(join(folder, name), "utf8")));
    if (!parsed.success)
      return refuse("programmeUnfit", `The core programme ${name} of this installation is damaged. Install it again.`);
    programmes.push(parsed.data);
  }
  return success(programmes);
};

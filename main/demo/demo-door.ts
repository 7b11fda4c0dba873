/** The demo fleet beside the own data folder: made once, opened in its place, left again. */
import { rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { playDemo, type DemoParts } from "./demo-runner.ts";
import { demoPins } from "./demo-story.ts";

/** How a shell plays the commands of the demo; it holds the command line. */
export type DemoPlay = (folder: string) => Pick<DemoParts, "run" | "whileListening">;

export interface DemoWatch {
  readonly progress: (done: number, of: number) => void;
  readonly signal: AbortSignal;
}

/** The company whose desk one sits at, and who signs there: it is a demo, so the PIN is known. */
export const demoPerson = { name: "Ann Lee", pin: demoPins["Ann Lee"] } as const;

/** The data folder of that company under the folder of the demo. */
export const demoDesk = (folder: string): string => join(folder, "north-shore-wind");

/** Makes the demo under `folder` where it is not there yet. Seen under its name only when it is whole. */
export const makeDemo = async (play: DemoPlay, folder: string, watch: DemoWatch): Promise<Outcome<string>> => {
  if (await isThere(demoDesk(folder))) return success(demoDesk(folder));
  const making = `${folder}-in-the-making`;
  await rm(making, { recursive: true, force: true });
  const played = await playDemo({ ...play(making), ...watch, folder: making, print: () => undefined });
  if (!played.ok) {
    await rm(making, { recursive: true, force: true });
    return failed(played.failure);
  }
  try {
    await rename(making, folder);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    return refuse("demoNotKept", `The demo was made but could not be put at ${folder}: ${why}.`);
  }
  return success(demoDesk(folder));
};

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

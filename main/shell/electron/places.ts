/** Where the desktop shell keeps what is its own, and where its compiled programs and screens lie. */
import { homedir } from "node:os";
import { join } from "node:path";

/** The compiled programs lie beside each other: this file is one of them. */
const programFolder = import.meta.dirname;

export const preloadProgram = join(programFolder, "preload.cjs");
export const nodeProgram = join(programFolder, "node-program.cjs");
export const serialHostProgram = join(programFolder, "serial-host-program.cjs");

/** The built screens, two levels above: the same in the checkout and in the package. */
export const screensFolder = join(programFolder, "..", "..", ".build", "renderer");

type Environment = Readonly<Record<string, string | undefined>>;

/** The window's own folder: the browser's caches, the shell's settings, the log of faults; never a record. */
export const windowFolder = (env: Environment, platform: NodeJS.Platform): string => {
  const named = env["THROUGHLIFE_WINDOW"] ?? "";
  if (named !== "") return named;
  if (platform === "win32")
    return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "Throughlife", "window");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "Throughlife window");
  return join(env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "throughlife");
};

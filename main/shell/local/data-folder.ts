/** Where the data folder lies when nobody says it, and what is kept outside of it. */
import { homedir, platform } from "node:os";
import { join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** The platform's own place for a program's data. */
export const defaultDataFolder = (env: Environment): string => {
  if (platform() === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "Throughlife");
  if (platform() === "darwin") return join(homedir(), "Library", "Application Support", "Throughlife");
  return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "throughlife");
};

/**
 * Where the outside marks are kept, one file an installation: a restored data folder is told by them (record-
 * format.md, section 7).
 */
export const outsideMarkFolder = (env: Environment): string => {
  if (platform() === "win32")
    return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "Throughlife", "marks");
  if (platform() === "darwin") return join(homedir(), "Library", "Application Support", "Throughlife marks");
  return join(env["XDG_STATE_HOME"] ?? join(homedir(), ".local", "state"), "throughlife", "marks");
};

/** Where the compiled sources are kept between two starts: the program starts in half the time. */
export const compileCacheFolder = (env: Environment): string => {
  if (platform() === "win32")
    return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "Throughlife", "compiled");
  if (platform() === "darwin") return join(homedir(), "Library", "Caches", "Throughlife", "compiled");
  return join(env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "throughlife", "compiled");
};

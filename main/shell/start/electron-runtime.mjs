/** Finds the Electron runtime of this checkout by its files; asking the package itself would start a download. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inCheckout } from "./places.mjs";

const packageFolder = inCheckout("node_modules", "electron");

/** The program's path, or null where it is not installed. */
export const findElectron = () => {
  const named = programName();
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const path = folder ? join(folder, named ?? "electron") : named && join(packageFolder, "dist", named);
  return path && existsSync(path) ? path : null;
};

/** Written by `npx install-electron` once the runtime is there whole. */
const programName = () => {
  try {
    return readFileSync(join(packageFolder, "path.txt"), "utf8").trim() || null;
  } catch {
    return null;
  }
};

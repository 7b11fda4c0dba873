/** Where things lie in the checkout, so that no other start script counts its own parent folders. */
import { fileURLToPath } from "node:url";
import { join, resolve } from "node:path";

/** The checkout: the folder of package.json. */
export const root = resolve(fileURLToPath(new URL("../../../", import.meta.url)));

/** Tools fetched for this machine; disposable. */
export const toolsFolder = join(root, ".tools");

/** What the build makes; disposable. */
export const buildFolder = join(root, ".build");

/** The built screens, as the shells serve them. */
export const builtRendererFolder = join(buildFolder, "renderer");

/** The built programs of the desktop; the packager expects them there. */
export const builtDesktopFolder = join(root, ".vite", "build");

/** A path in the checkout. */
export const inCheckout = (...parts) => join(root, ...parts);

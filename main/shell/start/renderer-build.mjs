/** Builds the screens when, and only when, their sources have changed since the last time. */
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildFolder, builtRendererFolder } from "./places.mjs";
import { buildUnlessBuilt } from "./stamped-build.mjs";
import { viteBuild } from "./vite.mjs";

const nextFolder = join(buildFolder, "renderer-next");

/** Makes .build/renderer what the sources say. */
export const buildRenderer = (node) =>
  buildUnlessBuilt({
    name: "renderer",
    folder: builtRendererFolder,
    sources: ["package-lock.json", "tsconfig.json", "renderer", "shared"],
    sentence: "building the screens (again only when their sources change)",
    build: async ({ takeAway }) => {
      const parameters = ["renderer", "--outDir", nextFolder, "--emptyOutDir", "--logLevel", "warn"];
      await viteBuild(node, parameters, "The screens could not be built; the reason stands above.");
      takeAway();
      rmSync(builtRendererFolder, { recursive: true, force: true });
      renameSync(nextFolder, builtRendererFolder);
    },
  });
